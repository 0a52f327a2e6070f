import { Decimal } from '../kernel/money.ts';
import type { SoundWish } from './quote.wish.ts';

type LastBill = NonNullable<SoundWish['lastBill']>;

/** kWh a year of a bill that says its own prices: (amount − twelve base fees) / price. null = it says none. */
export function kwhOfBill({ amountCents, energyPrice, baseFee }: LastBill): number | null {
  if (energyPrice == null) return null;
  const energyCents = new Decimal(amountCents).minus(new Decimal(baseFee ?? 0).times(1_200));
  const price = new Decimal(energyPrice);
  return price.isZero() ? 0 : energyCents.div(price).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

/**
 * The whole kWh whose year comes nearest to an amount, by halving: for a cost that does not fall when more is used.
 * null where even `maximum` costs less, or one kWh more.
 */
export async function kwhForCost(costOf: (kwh: number) => Promise<number>, amountCents: number, maximum: number): Promise<number | null> {
  let [low, high] = [1, maximum];
  if ((await costOf(low)) > amountCents || (await costOf(high)) < amountCents) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await costOf(middle)) <= amountCents) low = middle;
    else high = middle;
  }
  const [below, above] = [await costOf(low), await costOf(high)];
  return amountCents - below <= above - amountCents ? low : high;
}
