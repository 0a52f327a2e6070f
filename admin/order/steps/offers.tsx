import { IconMapPin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { AskQuoteDocument, type QuoteInput } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { day, kwh, money, number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { SelectField } from '../../kit/parts/field.tsx';
import { Empty, Notice } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { Breakdown } from '../breakdown.tsx';
import { Compare } from '../compare.tsx';
import type { Draft } from '../draft.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import { OfferCard } from '../offer-card.tsx';

const COMPARED_AT_MOST = 3;

export const quoteInput = ({ address, consumption, municipality }: Draft): QuoteInput => ({
  postcode: address.postcode.trim(),
  ...(consumption.by === 'kwh' ? { annualKwh: Number(consumption.kwh) } : { householdSize: Number(consumption.persons) }),
  ...(municipality !== '' && { municipality }),
  segment: consumption.segment,
});

/** What may be ordered here, best first, each with all that it costs. */
export function OffersStep({ draft, onChange, go, quote, onQuote }: StepProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const [shown, setShown] = useState<'breakdown' | 'compare' | null>(null);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [isMissing, setMissing] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: prices are asked for once for what was answered
  useEffect(() => {
    if (quote || error) return;
    const gone = new AbortController();
    ask(AskQuoteDocument, { input: quoteInput(draft) }, { signal: gone.signal })
      .then(({ askQuote }) => {
        onQuote(askQuote);
        const same = askQuote.offers.find(({ id, tariffName }) => id === draft.offerId || tariffName === draft.tariffName);
        onChange({ offerId: same?.id ?? null, tariffName: same?.tariffName ?? '' });
      })
      .catch((cause: unknown) => {
        if (gone.signal.aborted) return;
        if (!(cause instanceof ApiError)) throw cause;
        setError(cause);
      });
    return () => gone.abort();
  }, [quote, error, draft.municipality]);

  const chosen = quote?.offers.find(({ id }) => id === draft.offerId) ?? null;
  const goOn = () => (chosen ? go('details') : setMissing(true));
  const choose = (id: string) => {
    setMissing(false);
    onChange({ offerId: id, tariffName: quote?.offers.find((offer) => offer.id === id)?.tariffName ?? '' });
  };
  const compare = (id: string) =>
    setCompared(compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id].slice(-COMPARED_AT_MOST));
  const question = quote?.questions.find(({ field }) => field === 'municipality');
  return (
    <>
      <div className="stack">
        <div>
          <StepTitle step="offers" />
        </div>
        <div className="card summary">
          <IconMapPin size={20} stroke={1.7} className="muted" aria-hidden />
          <div className="grow">
            <div>{`${draft.address.street} ${draft.address.houseNumber}, ${draft.address.postcode} ${draft.address.city}`}</div>
            <div className="muted">{quote ? say('order.offers.use', { use: kwh(quote.annualKwh) }) : ' '}</div>
          </div>
          <button type="button" className="linklike" onClick={() => go('consumption')}>
            {say('order.change')}
            <span className="sr"> {say('order.offers.useName')}</span>
          </button>
        </div>
        {isMissing && (
          <Notice tone="danger" role="alert">
            {say('order.offers.missing')}
          </Notice>
        )}
        {error && (
          <Notice tone="danger" role="alert">
            {error.message}{' '}
            <button type="button" className="linklike" onClick={() => setError(null)}>
              {say('kit.tryAgain')}
            </button>
          </Notice>
        )}
        {question && (
          <SelectField
            label={say('order.offers.municipality')}
            help={say('order.offers.municipalityHelp')}
            value={draft.municipality}
            onValue={(municipality) => {
              onChange({ municipality });
              onQuote(null);
            }}
            options={question.choices.map(({ value, label }) => ({ value, label }))}
          />
        )}
        {!quote && !error && <Waiting />}
        {quote && quote.offers.length === 0 && !question && (
          <Empty icon={<IconMapPin size={18} stroke={1.7} />} title={say('order.offers.none')} text={say('order.offers.noneText')} />
        )}
        {quote && quote.offers.length > 0 && (
          <>
            <p className="muted small">
              {sayCount('order.offers.sorted', quote.offers.length, {
                day: day(quote.pricesAsOf),
                until: day(quote.validUntil.slice(0, 10)),
              })}
            </p>
            {quote.offers.map((offer) => (
              <OfferCard
                key={offer.id}
                offer={offer}
                commodity={quote.commodity}
                isChosen={offer.id === draft.offerId}
                onChoose={() => choose(offer.id)}
                isCompared={compared.includes(offer.id)}
                onCompare={quote.offers.length > 1 ? () => compare(offer.id) : null}
              />
            ))}
            {compared.length > 1 && (
              <Button isWide onClick={() => setShown('compare')}>
                {say('order.compare.open', { n: number(compared.length) })}
              </Button>
            )}
            <details className="sources small muted">
              <summary>{say('order.offers.sources')}</summary>
              <ul>
                {quote.sources.map((source) => (
                  <li key={source}>{source}</li>
                ))}
              </ul>
            </details>
          </>
        )}
      </div>
      <aside className="beside" aria-label={say('order.breakdown.label')}>
        {chosen && quote && (
          <div className="card beside-card">
            <Breakdown offer={chosen} commodity={quote.commodity} />
            <Button kind="primary" isWide onClick={goOn}>
              {say('order.offers.nextWith', { name: chosen.tariffName })}
            </Button>
            <p className="muted small">{say('order.offers.noContract')}</p>
          </div>
        )}
      </aside>
      {quote && quote.offers.length > 0 && (
        <BottomBar
          price={
            chosen && (
              <>
                <span>
                  <b className="num">{money(chosen.monthlyCents)}</b> <span className="muted small">{say('kit.perMonth')}</span>
                </span>
                <button type="button" className="linklike" onClick={() => setShown('breakdown')}>
                  {say('order.breakdown.open')}
                </button>
              </>
            )
          }
        >
          <Button kind="primary" isWide onClick={goOn}>
            {say('order.next')}
          </Button>
        </BottomBar>
      )}
      {shown === 'breakdown' && chosen && quote && (
        <Dialog title={say('order.breakdown.title', { name: chosen.tariffName })} onClose={() => setShown(null)} shape="sheet">
          <Breakdown offer={chosen} commodity={quote.commodity} isTitled={false} />
          <form method="dialog">
            <Button type="submit" isWide>
              {say('kit.close')}
            </Button>
          </form>
        </Dialog>
      )}
      {shown === 'compare' && quote && (
        <Compare offers={quote.offers.filter(({ id }) => compared.includes(id))} onClose={() => setShown(null)} />
      )}
    </>
  );
}

const Waiting = () => (
  <>
    <p className="sr" role="status">
      {say('order.offers.waiting')}
    </p>
    {[0, 1, 2].map((at) => (
      <div key={at} className="card offer waiting" aria-hidden="true">
        <span className="bone" />
        <span className="bone" />
        <span className="bone" />
      </div>
    ))}
  </>
);
