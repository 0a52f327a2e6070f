import { Decimal } from '../kernel/money.ts';

/** A price up to and including a quantity; null = without end. */
export interface Tier {
  readonly upTo: number | null;
  readonly price: string;
}

/** A part of a quantity at one price. */
export interface PricedPart {
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/** "volume": the whole quantity at the price of the tier it reaches. */
export function volumeParts(tiers: readonly Tier[], quantity: Decimal.Value): PricedPart[] {
  const whole = new Decimal(quantity);
  const reached = tiers.find(({ upTo }) => upTo === null || whole.lte(upTo));
  if (!reached) throw beyondLastTier(tiers, whole);
  return [{ quantity: whole, price: new Decimal(reached.price) }];
}

/** "graduated": each tier's part of the quantity at its own price; tiers that are not reached are left out. */
export function graduatedParts(tiers: readonly Tier[], quantity: Decimal.Value): PricedPart[] {
  const whole = new Decimal(quantity);
  const last = tiers.at(-1);
  if (!last || (last.upTo !== null && whole.gt(last.upTo))) throw beyondLastTier(tiers, whole);
  const borders = [new Decimal(0), ...tiers.map(({ upTo }) => (upTo === null ? whole : Decimal.min(whole, upTo)))];
  const parts = tiers.map(({ price }, index) => {
    const [from = whole, to = whole] = borders.slice(index, index + 2);
    return { quantity: to.minus(from), price: new Decimal(price) };
  });
  return parts.filter((part, index) => index === 0 || part.quantity.gt(0));
}

const beyondLastTier = (tiers: readonly Tier[], quantity: Decimal): RangeError =>
  new RangeError(`${quantity} lies beyond the last tier, which ends at ${tiers.at(-1)?.upTo}; the last tier has no end`);
