import { day, money, number, untilDay, withUnit } from '../../kit/format.ts';
import { say, sayCount } from '../../kit/text.ts';
import { startOf } from './contract.facts.ts';
import type { ContractOfPage } from './contract.page.tsx';
import { priceNow } from './price-history.ts';

interface Figure {
  readonly label: string;
  readonly value: string | null;
  readonly source: string;
}

/** Its last day once supply has begun; before that how long it will be. */
function guaranteeOf({ priceGuaranteeEndsOn, tariffs }: ContractOfPage): Pick<Figure, 'value' | 'source'> {
  if (priceGuaranteeEndsOn !== null) return { value: day(priceGuaranteeEndsOn), source: untilDay(priceGuaranteeEndsOn) };
  const months = tariffs.at(-1)?.tariff.prices.at(-1)?.guaranteeMonths ?? 0;
  return months > 0
    ? { value: sayCount('office.figure.months', months), source: say('office.figure.fromStart') }
    : { value: null, source: say('office.figure.noGuarantee') };
}

/** Six figures by which a contract is judged, each with where it comes from. */
export function Figures({ contract }: { readonly contract: ContractOfPage }) {
  const price = priceNow(contract);
  const start = startOf(contract);
  const { annualKwh, offer, suppliedFrom, confirmedStartOn } = contract;
  const figures: readonly Figure[] = [
    {
      label: say('office.figure.use'),
      value: annualKwh === null ? null : withUnit(number(annualKwh), 'kWh'),
      source: say('office.figure.useSource'),
    },
    {
      label: say('office.figure.energy'),
      value: price?.energyCt === undefined || price.energyCt === null ? null : withUnit(number(price.energyCt, 2), 'ct/kWh'),
      source: say('kit.gross'),
    },
    {
      label: say('office.figure.base'),
      value: price?.baseEur === undefined || price.baseEur === null ? null : withUnit(money(price.baseEur * 100), say('kit.aMonth')),
      source: say('kit.gross'),
    },
    {
      label: say('office.figure.firstYear'),
      value: offer && money(offer.firstYearCents),
      source: offer ? say('office.figure.later', { amount: money(offer.runningYearCents) }) : '',
    },
    {
      label: say('office.figure.start'),
      value: start && day(start),
      source:
        suppliedFrom !== null
          ? say('office.figure.supplied')
          : confirmedStartOn !== null
            ? untilDay(confirmedStartOn)
            : say('office.figure.wished'),
    },
    {
      label: say('office.figure.guarantee'),
      ...guaranteeOf(contract),
    },
  ];
  return (
    <dl className="figures">
      {figures.map(({ label, value, source }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? '–'}</dd>
          <dd className="source">{source}</dd>
        </div>
      ))}
    </dl>
  );
}
