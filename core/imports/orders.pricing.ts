import { hasMeteringPoint, isByPiece } from '../commodities/commodity.ts';
import { todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import type { OfferFacts } from '../orders/order.facts.ts';
import { stateOf } from '../places/place.sql.ts';
import { postcodeKey } from '../places/postcode.ts';
import { askQuote } from '../quotes/quote.service.ts';
import type { QuoteWish } from '../quotes/quote.wish.ts';
import { isForUse, onSale, type PublishedPrice, priceList } from '../tariffs/price-list.ts';
import { asksForGridArea, isSoldAt } from '../tariffs/tariff.areas.ts';
import type { RowValues } from './import.kind.ts';

interface Pricing {
  /** What the price needs, before it is asked for: what is wrong, and the offer as far as it can be foreseen. */
  readonly look: (values: RowValues) => Promise<Look>;
  /** The tariff's offer for a row. Rows of one batch that ask the same share one quote. */
  readonly offerOf: (values: RowValues) => Promise<string>;
}

interface Look {
  readonly standIn: OfferFacts | null;
  readonly problems: readonly Problem[];
}

/** The prices of a file whose rows name a tariff, each of them read once a batch. */
export function createPricing(ctx: Ctx): Pricing {
  const quotes = createMemory<string>();
  const states = createMemory<string | null>();
  const stateAt = (postcode: string) =>
    states(postcode, async () => (await stateOf(ctx, { country: ctx.brand.country, postcode }))[0]?.state ?? null);
  return {
    look: async (values) => {
      const { problems, price } = foreseen(ctx, values, await priceList(ctx));
      const postcode = postcodeOf(values) ?? '';
      return { problems, standIn: price && standInFor(ctx, values, { price, postcode, region: await stateAt(postcodeKey(postcode)) }) };
    },
    offerOf: async (values) => {
      const { tariffCode = '', municipality = null, pricesAsOf = null } = values;
      const tariff = (await priceList(ctx)).find((price) => price.row.tariff.code === tariffCode)?.row.tariff;
      if (!tariff) throw invalid('IMPORT_ROW_INVALID', [problem('tariffCode', 'TARIFF_UNKNOWN')]);
      const { commodity, segment } = tariff;
      const wish = { commodity, segment, postcode: postcodeOf(values) ?? '', municipality, annualKwh: usedOf(values), pricesAsOf };
      return quotes(JSON.stringify([tariffCode, wish]), () => offerAt(ctx, wish, tariffCode));
    },
  };
}

/** Answers that are asked for once. */
function createMemory<T>(): (name: string, ask: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name, ask) => {
    const answer = known.get(name) ?? ask();
    known.set(name, answer);
    return answer;
  };
}

const problem = (field: string, code: string, values: Problem['values'] = {}): Problem => ({ field, code, values });

const postcodeOf = (values: RowValues): string | undefined => values['meteringPoint.address.postcode'] ?? values['customer.postcode'];

/** Which price a quote would find: of the tariff, on sale, at the place, for the use. */
function foreseen(
  { clock, brand, activation }: Ctx,
  values: RowValues,
  prices: readonly PublishedPrice[],
): { readonly problems: Problem[]; readonly price: PublishedPrice | null } {
  const { tariffCode, annualKwh } = values;
  const own = prices.filter(({ row }) => row.tariff.code === tariffCode);
  const [first] = own;
  const kwh =
    usedOf(values) ?? (annualKwh === undefined && isByPiece(activation.commodities.get(first?.row.tariff.commodity ?? '')) ? 1 : null);
  const problems = kwh === null ? [problem('annualKwh', annualKwh === undefined ? 'REQUIRED' : 'INVALID')] : [];
  const isLost = (field: string, code: string, more: Problem['values'] = {}) => ({
    problems: [...problems, problem(field, code, more)],
    price: null,
  });
  if (tariffCode === undefined) return isLost('tariffCode', 'REQUIRED');
  if (!first) return isLost('tariffCode', 'TARIFF_UNKNOWN');
  const today = todayIn(clock, brand.timeZone);
  const sold = onSale(own, { ...first.row.tariff, pricesAsOf: values.pricesAsOf ?? today }, today);
  if (sold.length === 0) return isLost('tariffCode', 'TARIFF_NOT_ON_SALE');
  const postcode = postcodeOf(values);
  const there = postcode === undefined ? sold : sold.filter(({ areas }) => isThere(areas, postcode));
  const [nearest] = there;
  if (!nearest) return isLost('tariffCode', 'TARIFF_NOT_OFFERED');
  const price = kwh === null ? nearest : there.find((one) => isForUse(one, kwh));
  const { consumptionFrom, consumptionTo } = nearest.row;
  return price
    ? { problems, price }
    : isLost('annualKwh', 'CONSUMPTION_OUTSIDE_TARIFF', { from: consumptionFrom ?? 0, to: consumptionTo ?? '∞' });
}

/** What a year needs, in the commodity's unit; null where no number is written. */
const usedOf = ({ annualKwh = '' }: RowValues): number | null => (/^\d{1,9}$/.test(annualKwh) ? Number(annualKwh) : null);

const isThere = (areas: PublishedPrice['areas'], postcode: string): boolean =>
  isSoldAt(areas, { postcode, gridArea: null }) || asksForGridArea(areas, postcode);

/** The offer that a quote of today would make, as far as an order's rules look at it. */
function standInFor(
  { activation, clock }: Ctx,
  values: RowValues,
  { price, postcode, region }: { readonly price: PublishedPrice; readonly postcode: string; readonly region: string | null },
): OfferFacts {
  const { tariff, consumptionFrom, consumptionTo, state } = price.row;
  const { commodity, segment } = tariff;
  return {
    ...{ id: newId(), firstYearCents: 0, postcode, region, segment, commodity, annualKwh: usedOf(values) ?? 0 },
    ...{ offeredAt: clock.now(), validUntil: new Date(8.64e15), tariffId: tariff.id, saleFrom: price.saleFrom, saleTo: price.saleTo },
    ...{ state, priceFrom: price.validFrom, priceTo: price.validTo, consumptionFrom, consumptionTo },
    hasMeteringPoint: hasMeteringPoint(activation, commodity),
  };
}

async function offerAt(ctx: Ctx, wish: QuoteWish, tariffCode: string): Promise<string> {
  const { offers, result } = await askQuote(ctx, wish, tariffCode);
  const [offer] = offers;
  if (offer) return offer.id;
  if (result.questions.length > 0)
    throw new DomainError('IMPORT_NOT_PRICED', 'tariffCode: the place is not clear; name the municipality', { field: 'municipality' });
  throw invalid('IMPORT_ROW_INVALID', [problem('tariffCode', 'TARIFF_NOT_OFFERED')]);
}
