import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { PublishedPrice } from '../tariffs/price-list.ts';
import { kwhForCost, kwhOfBill } from './last-bill.ts';
import { quoteLimit } from './quote.limits.ts';
import type { OfferDraft, QuoteRequest } from './quote.points.ts';
import { pricedQuote } from './quote.pricing.ts';
import { type Consumption, runningYearCents } from './quote.result.ts';
import { requestFor, type SoundWish } from './quote.wish.ts';
import { usualConsumption } from './usual-consumption.ts';

/** The request with a consumption: the given one, that of a household of the size, or the one that makes the last bill. */
export async function withConsumption(
  ctx: Ctx,
  wish: SoundWish,
  sold: readonly PublishedPrice[],
): Promise<{ request: QuoteRequest; consumption: Consumption }> {
  const { annualKwh, householdSize, lastBill } = wish;
  if (annualKwh != null) return { request: requestFor(wish, annualKwh), consumption: { basis: 'GIVEN', source: null } };
  if (householdSize != null) {
    const { country } = ctx.brand;
    const usual = usualConsumption({ country, commodity: wish.commodity, day: wish.pricesAsOf }, householdSize);
    if (!usual) throw unknown('householdSize', `nobody says what households use of ${wish.commodity} in ${country}; give annualKwh`);
    return { request: requestFor(wish, usual.annualKwh), consumption: { basis: 'HOUSEHOLD_SIZE', source: usual.source } };
  }
  const bill = lastBill ?? { amountCents: 0 };
  const { most } = quoteLimit(wish.commodity, ctx.activation.commodities.get(wish.commodity)?.unit ?? '');
  const kwh = kwhOfBill(bill) ?? (await kwhAtOurPrices(ctx, wish, { sold, amountCents: bill.amountCents, most }));
  if (kwh === null || kwh < 1 || kwh > most)
    throw unknown('lastBill', 'no consumption makes this bill; give the prices that stand on it, or annualKwh');
  const source =
    bill.energyPrice == null ? "solved with the lowest running cost among the brand's own offers" : 'solved with the prices on the bill';
  return { request: requestFor(wish, kwh), consumption: { basis: 'LAST_BILL', source } };
}

const unknown = (field: string, problem: string): DomainError =>
  new DomainError('QUOTE_CONSUMPTION_UNKNOWN', `${field}: ${problem}`, { field });

/**
 * The consumption at which the cheapest running year, with all costs of the place, is the bill. While a question is open
 * nothing is offered, so that no consumption can be told yet: 1, until the quote is asked again with the answer.
 */
async function kwhAtOurPrices(
  ctx: Ctx,
  wish: SoundWish,
  { sold, amountCents, most }: { sold: readonly PublishedPrice[]; amountCents: number; most: number },
): Promise<number | null> {
  // The band of a price does not count: who paid it is found by it, not sold to.
  const everyBand = sold.map((price) => ({ ...price, row: { ...price.row, consumptionFrom: null, consumptionTo: null } }));
  const costs = new Map<number, number | null>();
  const costOf = async (kwh: number): Promise<number | null> => {
    const known = costs.get(kwh);
    if (known !== undefined) return known;
    const { offers, questions } = (await pricedQuote(ctx, requestFor(wish, kwh, false), everyBand)).draft;
    if (offers.length === 0 && questions.length === 0)
      throw unknown('lastBill', 'nothing is sold there to compare it with; give annualKwh');
    if (offers.some(isCheaperForMore)) throw unknown('lastBill', TWO_ANSWERS);
    const cost = questions.length > 0 ? null : Math.min(...offers.map(runningYearCents));
    costs.set(kwh, cost);
    return cost;
  };
  if ((await costOf(1)) === null) return 1;
  return kwhForCost(async (kwh) => (await costOf(kwh)) ?? 0, amountCents, most);
}

const TWO_ANSWERS =
  'prices that fall for the whole quantity make one bill of two consumptions; give the prices that stand on the bill, or annualKwh';

/** Whether somebody who uses more may pay less: the whole quantity becomes cheaper from a tier on. */
const isCheaperForMore = ({ terms }: OfferDraft): boolean =>
  terms.components.some(
    (part) =>
      part.kind === 'energy' &&
      part.rate === 'tiered' &&
      part.mode === 'volume' &&
      part.tiers.some(({ price }, index) => Number(price) < Number(part.tiers[index - 1]?.price ?? price)),
  );
