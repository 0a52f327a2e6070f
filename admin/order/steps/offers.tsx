import { IconMapPin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/ask.ts';
import { day, money, number } from '../../kit/format.ts';
import { isRecord } from '../../kit/is-record.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { SelectField } from '../../kit/parts/field.tsx';
import { Empty, Notice } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { Breakdown } from '../breakdown.tsx';
import { Compare } from '../compare.tsx';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import { Further } from '../further.tsx';
import { OfferCard } from '../offer-card.tsx';
import { newQuote, pricedBy, type Quote, readQuote } from '../quotes.ts';
import { addressOf, addressText, amountText, type SoldCommodity, supplyOf, withSupply } from '../supplies.ts';

const COMPARED_AT_MOST = 3;

/** What may be ordered here, best first, each with all that it costs. */
export function OffersStep({ draft, onChange, go, quotes, seller }: StepProps) {
  const supply = supplyOf(draft);
  const quote = quotes.of(supply);
  const error = useOffers({ draft, onChange, quotes });
  const [shown, setShown] = useState<'breakdown' | 'compare' | null>(null);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [isMissing, setMissing] = useState(false);

  const chosen = quote?.offers.find(({ id }) => id === supply.offerId) ?? null;
  const goOn = () => {
    if (!chosen) return setMissing(true);
    const open = draft.supplies.findIndex(({ offerId }, place) => place !== draft.at && offerId === null);
    if (open === -1) return go('details');
    onChange({ at: open });
    go('consumption');
  };
  const choose = (id: string) => {
    setMissing(false);
    const tariffName = quote?.offers.find((offer) => offer.id === id)?.tariffName ?? '';
    onChange(withSupply(draft, draft.at, { offerId: id, tariffName }));
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
            <div>{addressText(addressOf(draft, supply))}</div>
            <div className="muted">{quote ? usedText(quote, supply.commodity) : ' '}</div>
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
            {error.what.message}{' '}
            <button type="button" className="linklike inline" onClick={error.retry}>
              {say('kit.tryAgain')}
            </button>{' '}
            {stepToMend(error.what) && (
              <button type="button" className="linklike inline" onClick={() => go(stepToMend(error.what) ?? 'address')}>
                {say(stepToMend(error.what) === 'address' ? 'order.offers.changeAddress' : 'order.offers.changeUse')}
              </button>
            )}
          </Notice>
        )}
        {question && (
          <SelectField
            label={say('order.offers.municipality')}
            help={say('order.offers.municipalityHelp')}
            value={supply.municipality}
            onValue={(municipality) => onChange(withSupply(draft, draft.at, { municipality, quoteId: null }))}
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
                isChosen={offer.id === supply.offerId}
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
            {shown === 'compare' && (
              <Compare offers={quote.offers.filter(({ id }) => compared.includes(id))} onClose={() => setShown(null)} />
            )}
            {chosen && <Further {...{ draft, onChange, go, quotes }} />}
            <Sources sources={quote.sources} />
          </>
        )}
      </div>
      <aside className="beside" aria-label={say('order.breakdown.label')}>
        {chosen && quote && (
          <div className="card beside-card">
            <Breakdown offer={chosen} commodity={quote.commodity} seller={seller} />
            <Button kind="primary" isWide onClick={goOn}>
              {say('order.offers.nextWith', { name: chosen.tariffName })}
            </Button>
            <p className="muted small">{say('order.offers.noContract')}</p>
          </div>
        )}
      </aside>
      {shown === 'breakdown' && chosen && quote && (
        <Dialog title={say('order.breakdown.title', { name: chosen.tariffName })} onClose={() => setShown(null)} shape="sheet">
          <Breakdown offer={chosen} commodity={quote.commodity} seller={seller} isTitled={false} />
          <form method="dialog">
            <Button type="submit" isWide>
              {say('kit.close')}
            </Button>
          </form>
        </Dialog>
      )}
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
    </>
  );
}

/** Where the prices come from, behind one click; what is one sentence stands there at once: it says what the prices lack. */
function Sources({ sources: [first, ...others] }: { readonly sources: readonly string[] }) {
  if (first === undefined) return null;
  if (others.length === 0) return <Notice tone="info">{first}</Notice>;
  return (
    <details className="sources small muted">
      <summary>{say('order.offers.sources')}</summary>
      <ul>
        {[first, ...others].map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
    </details>
  );
}

const usedText = ({ annualKwh, consumptionBasis }: Quote, commodity: SoldCommodity): string =>
  say(`order.offers.use.${consumptionBasis}`, { use: amountText(annualKwh, commodity) });

/** Where the answers are given that a price cannot be told for. */
function stepToMend({ details }: ApiError): 'address' | 'consumption' | null {
  const { problems, field } = details;
  const fields = Array.isArray(problems) ? problems.filter(isRecord).map((problem) => String(problem.field)) : field ? [String(field)] : [];
  if (fields.some((name) => /^(address|postcode)/.test(name))) return 'address';
  return fields.length > 0 ? 'consumption' : null;
}

interface Failed {
  readonly what: ApiError;
  readonly retry: () => void;
}

/** Asks for prices where none are shown yet, and reads those again that were shown before a reload. */
function useOffers({ draft, onChange, quotes }: Pick<StepProps, 'draft' | 'onChange' | 'quotes'>): Failed | null {
  const [error, setError] = useState<ApiError | null>(null);
  const supply = supplyOf(draft);
  const quote = quotes.of(supply);
  // biome-ignore lint/correctness/useExhaustiveDependencies: prices are asked for once for what was answered
  useEffect(() => {
    if (quote || error) return;
    const gone = new AbortController();
    (async () => {
      const former = await readQuote(supply, gone.signal);
      const found = former ?? (await newQuote(draft, supply, gone.signal));
      quotes.add(found);
      if (!former) onChange(withSupply(draft, draft.at, pricedBy(found, supply)));
    })().catch((cause: unknown) => {
      if (gone.signal.aborted) return;
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
    });
    return () => gone.abort();
  }, [quote, error, supply.municipality, draft.at]);
  return error && { what: error, retry: () => setError(null) };
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
