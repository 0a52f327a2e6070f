import { useCallback, useEffect, useRef, useState } from 'react';
import { AskQuoteDocument, PlaceOrderDocument, SaveDraftDocument, SubmitDraftDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask, isRecord, OFFLINE } from '../../api/ask.ts';
import { answersAsRows } from '../../kit/answers.ts';
import { money } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { Breakdown } from '../breakdown.tsx';
import type { Draft } from '../draft.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle, useOnline } from '../frame.tsx';
import { inputOf } from '../input.ts';
import { idOf, type Question } from '../questions.ts';
import { useForm } from '../use-form.ts';
import { quoteInput } from './offers.tsx';

/** All answers once more, then the one button that binds. It may be clicked twice, offline or from two tabs: one order. */
export function CheckStep({ draft, onChange, go, quote, onQuote }: StepProps) {
  const { steps, error: formError } = useForm(draft.offerId);
  const questions = steps?.flatMap(({ fields }) => fields) ?? null;
  const { send, problems, failure, isBusy } = useSending({ draft, onChange, go, questions });
  const offer = quote?.offers.find(({ id }) => id === draft.offerId) ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reload the prices are shown again, once
  useEffect(() => {
    if (quote || draft.offerId === null) return;
    ask(AskQuoteDocument, { input: quoteInput(draft) })
      .then(({ askQuote }) => {
        onQuote(askQuote);
        const same = askQuote.offers.find(({ tariffName }) => tariffName === draft.tariffName);
        if (same) onChange({ offerId: same.id });
        else go('offers');
      })
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error; // the order itself says whether its price still holds
      });
  }, []);

  const input = inputOf(draft, questions ?? []);
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
        <Answers title={say('order.check.supply')} onChange={() => go('address')}>
          <dt>{say('order.check.address')}</dt>
          <dd>{`${draft.address.street} ${draft.address.houseNumber}, ${draft.address.postcode} ${draft.address.city}`}</dd>
          <dt>{say('order.check.tariff')}</dt>
          <dd>{draft.tariffName}</dd>
        </Answers>
        {steps?.map(({ code, label, fields }) => {
          const rows = answersAsRows(input, fields).filter(({ path }) => isShown(path, draft));
          return rows.length === 0 ? null : (
            <Answers key={code} title={label} onChange={() => go('details')}>
              {rows.map((row) => (
                <div key={row.path} className="contents">
                  <dt>{row.label}</dt>
                  <dd>{row.text}</dd>
                </div>
              ))}
            </Answers>
          );
        })}
        <p className="muted small">{say('order.check.binding')}</p>
      </div>
      <aside className="beside" aria-label={say('order.breakdown.label')}>
        {offer && quote && (
          <div className="card beside-card">
            <Breakdown offer={offer} commodity={quote.commodity} />
          </div>
        )}
      </aside>
      <BottomBar
        price={
          offer && (
            <>
              <span>
                <b className="num">{money(offer.monthlyCents)}</b> <span className="muted small">{say('kit.perMonth')}</span>
              </span>
              <span className="muted small">{say('order.offer.firstYear', { amount: money(offer.firstYearCents) })}</span>
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

/** The address stands above already, and the language is the page's own. */
const isShown = (path: string, { isOwnAddress }: Draft): boolean =>
  path !== 'customer.language' &&
  !path.startsWith('meteringPoint.address.') &&
  !(isOwnAddress && /^customer\.(street|houseNumber|postcode|city)$/.test(path));

interface AnswersProps {
  readonly title: string;
  readonly onChange: () => void;
  readonly children: React.ReactNode;
}

const Answers = ({ title, onChange, children }: AnswersProps) => (
  <section className="card answer-card">
    <div className="between">
      <h2>{title}</h2>
      <button type="button" className="linklike" onClick={onChange}>
        {say('order.change')}
        <span className="sr"> {title}</span>
      </button>
    </div>
    <dl className="facts">{children}</dl>
  </section>
);

/** A server that does not answer although there is a line is asked again after this. */
const AGAIN_MS = 2_000;

interface Sending extends Pick<StepProps, 'draft' | 'onChange' | 'go'> {
  readonly questions: readonly Question[] | null;
}

/** Sends once; what a lost line held back goes out when it is there again, under the same key. */
function useSending({ draft, onChange, go, questions }: Sending) {
  const [problems, setProblems] = useState<ShownProblem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const isOnline = useOnline();

  const send = useCallback(async () => {
    if (isUnderWay.current) return;
    if (!questions) return onChange({ isSending: true }); // sent as soon as the form is known: a click is never lost
    isUnderWay.current = true;
    setBusy(true);
    setFailure(null);
    setProblems([]);
    onChange({ isSending: true });
    try {
      const placed = await place(draft, questions);
      onChange({ placed, isSending: false });
      go('done');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onChange({ isSending: error.code === OFFLINE });
      setProblems(problemsOf(error, questions));
      setFailure(error.code === OFFLINE ? say('order.check.waiting') : Array.isArray(error.details.problems) ? null : error.message);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }, [draft, onChange, go, questions]);

  const isWaiting = draft.isSending && isOnline && questions !== null && !isBusy;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again and again while it waits, not at every change of the draft
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void send(), failure === null ? 0 : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return { send, problems, failure, isBusy: isBusy || (draft.isSending && isOnline && !questions) };
}

async function place(draft: Draft, questions: readonly Question[]) {
  const input = inputOf(draft, questions);
  if (draft.orderId === null) {
    const { placeOrder } = await ask(PlaceOrderDocument, { input, key: draft.key });
    return placedOf(placeOrder);
  }
  await ask(SaveDraftDocument, { input, orderId: draft.orderId, key: null });
  const { submitOrder } = await ask(SubmitDraftDocument, { orderId: draft.orderId });
  return placedOf(submitOrder);
}

const placedOf = ({ id, number, contracts }: { id: string; number: string; contracts: readonly { statusLabel: string }[] }) => ({
  ...{ id, number, status: contracts[0]?.statusLabel ?? '' },
});

function problemsOf(error: ApiError, questions: readonly Question[]): ShownProblem[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [];
  return problems.filter(isRecord).map(({ field, message, remedy }) => ({
    id: null,
    text: `${questions.find(({ path }) => idOf(path) === idOf(String(field)))?.label ?? String(field)}: ${String(message)} ${String(remedy ?? '')}`,
  }));
}
