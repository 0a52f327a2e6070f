import { useEffect } from 'react';
import { ApiError } from '../../api/ask.ts';
import { answerAt, answersAsRows } from '../../kit/answers.ts';
import { money } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { LegalLinks } from '../../kit/parts/legal-links.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { Breakdown } from '../breakdown.tsx';
import type { Draft } from '../draft.ts';
import type { StepProps } from '../flow.tsx';
import type { OrderForm } from '../form.ts';
import { BottomBar, StepTitle } from '../frame.tsx';
import { inputOf } from '../input.ts';
import { KnownCustomer } from '../known-customer.tsx';
import { readQuote } from '../quotes.ts';
import { useSending } from '../sending.ts';
import { addressText, amountText, titleOf, withSupply } from '../supplies.ts';
import { useForm } from '../use-form.ts';

/** All answers once more, then the one button that binds. It may be clicked twice, offline or from two tabs: one order. */
export function CheckStep({ draft, onChange, go, quotes, seller, warnings }: StepProps) {
  const { form, error: formError } = useForm(draft);
  const { send, problems, failure, isBusy } = useSending({ draft, onChange, go, form });
  useShownQuotes({ draft, onChange, go, quotes });
  const sold = draft.supplies.flatMap((supply) => {
    const quote = quotes.of(supply);
    const offer = quote?.offers.find(({ id }) => id === supply.offerId);
    return quote && offer ? [{ quote, offer }] : [];
  });
  const isWhole = sold.length === draft.supplies.length;
  const sum = (of: 'monthlyCents' | 'firstYearCents'): string => money(sold.reduce((total, { offer }) => total + offer[of], 0));
  // What is on its way stays as it is: another answer under the same key would be another order.
  const change = (to: 'address' | 'details') => (draft.isSending ? null : () => go(to));
  return (
    <>
      <div className="stack">
        <div>
          <StepTitle step="check" />
        </div>
        <Problems problems={problems} />
        {(failure ?? formError?.message) && (
          <Notice tone={failure === null ? 'danger' : 'warning'} role="alert">
            {failure ?? formError?.message}
          </Notice>
        )}
        {!draft.isSending && (
          <KnownCustomer
            problems={warnings}
            answers={draft.answers}
            onAnswers={(more) => onChange({ answers: { ...draft.answers, ...more } })}
          />
        )}
        <Answers title={say('order.check.supply')} onChange={change('address')}>
          <dt>{say('order.check.address')}</dt>
          <dd>{addressText(draft.address)}</dd>
          {draft.supplies.map((supply, at) => {
            const quote = quotes.of(supply);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: contracts have no other name
              <div key={at} className="contents">
                <dt>{say(draft.supplies.length > 1 ? `kit.commodity.${supply.commodity}` : 'order.check.tariff')}</dt>
                <dd>
                  {supply.tariffName}
                  {quote && `, ${amountText(quote.annualKwh, supply.commodity)}`}
                  {supply.address && <div className="muted">{addressText(supply.address)}</div>}
                </dd>
              </div>
            );
          })}
        </Answers>
        {form && <FormAnswers form={form} draft={draft} onChange={change('details')} />}
        {form && <p className="muted small">{say('order.check.binding')}</p>}
        {brand.legal.length > 0 && (
          <p className="muted small legal-line">
            {say('order.check.legal', { brand: brand.name })} <LegalLinks />
          </p>
        )}
      </div>
      <aside className="beside" aria-label={say('order.breakdown.label')}>
        {sold.map(({ offer, quote }) => (
          <div key={offer.id} className="card beside-card">
            <Breakdown offer={offer} commodity={quote.commodity} seller={seller} />
          </div>
        ))}
      </aside>
      <BottomBar
        price={
          isWhole && (
            <>
              <span>
                <b className="num">{sum('monthlyCents')}</b> <span className="muted small">{say('kit.perMonth')}</span>
              </span>
              <span className="muted small">{say('order.offer.firstYear', { amount: sum('firstYearCents') })}</span>
            </>
          )
        }
      >
        <Button kind="primary" isWide isBusy={isBusy} onClick={send}>
          {say('order.check.order')}
        </Button>
      </BottomBar>
    </>
  );
}

/** After a reload the prices that were shown are read again; where they do not hold any more, they are asked for anew. */
function useShownQuotes({ draft, onChange, go, quotes }: Pick<StepProps, 'draft' | 'onChange' | 'go' | 'quotes'>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what is not known yet and is not on its way
  useEffect(() => {
    if (draft.isSending) return; // the order itself says whether its price still holds
    const gone = new AbortController();
    const read = async (): Promise<void> => {
      for (const [at, supply] of draft.supplies.entries()) {
        if (quotes.of(supply)) continue;
        const quote = await readQuote(supply, gone.signal);
        if (quote) quotes.add(quote);
        else {
          onChange({ ...withSupply(draft, at, { quoteId: null }), at });
          return go('offers');
        }
      }
    };
    read().catch((error: unknown) => {
      if (!gone.signal.aborted && !(error instanceof ApiError)) throw error;
    });
    return () => gone.abort();
  }, [draft.isSending]);
}

interface FormAnswersProps {
  readonly form: OrderForm;
  readonly draft: Draft;
  readonly onChange: (() => void) | null;
}

/** The form's answers under the titles of its steps; of several contracts each under its own. */
function FormAnswers({ form, draft, onChange }: FormAnswersProps) {
  const input = inputOf(draft, form);
  const isSingle = draft.supplies.length === 1;
  return form.steps.flatMap(({ code, label, fields, contracts }) => {
    const ofContracts = contracts.map((questions, at) => {
      const bare = questions.map((question) => ({ ...question, path: question.path.replace(/^contracts\.\d+\./, '') }));
      const answers = isSingle ? input : answerAt(input, `contracts.${at}`);
      return { title: isSingle ? label : `${label}: ${titleOf(draft, at)}`, rows: answersAsRows(answers, bare) };
    });
    return [...ofContracts, { title: label, rows: answersAsRows(input, fields) }].map(({ title, rows }, at) => {
      const shown = rows.filter(({ path }) => isShown(path, draft));
      return shown.length === 0 ? null : (
        // biome-ignore lint/suspicious/noArrayIndexKey: contracts have no other name
        <Answers key={`${code}-${at}`} title={title} onChange={onChange}>
          {shown.map((row) => (
            <div key={row.path} className="contents">
              <dt>{row.label}</dt>
              <dd>{row.text}</dd>
            </div>
          ))}
        </Answers>
      );
    });
  });
}

/** The address stands above already, and the language is the page's own. */
const isShown = (path: string, { isOwnAddress }: Draft): boolean =>
  path !== 'customer.language' &&
  !path.startsWith('meteringPoint.address.') &&
  !(isOwnAddress && /^customer\.(street|houseNumber|postcode|city)$/.test(path));

interface AnswersProps {
  readonly title: string;
  /** Null = it is on its way. */
  readonly onChange: (() => void) | null;
  readonly children: React.ReactNode;
}

const Answers = ({ title, onChange, children }: AnswersProps) => (
  <section className="card answer-card">
    <div className="between">
      <h2>{title}</h2>
      {onChange && (
        <button type="button" className="linklike" onClick={onChange}>
          {say('order.change')}
          <span className="sr"> {title}</span>
        </button>
      )}
    </div>
    <dl className="facts">{children}</dl>
  </section>
);
