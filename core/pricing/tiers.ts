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
export function volumeParts(tiers: readonly Tier[], quantity: number): PricedPart[] {
  const reached = tiers.find(({ upTo }) => upTo === null || quantity <= upTo);
  if (!reached) throw beyondLastTier(tiers, quantity);
  return [{ quantity: new Decimal(quantity), price: new Decimal(reached.price) }];
}

/** "graduated": each tier's part of the quantity at its own price; empty tiers are left out. */
export function graduatedParts(tiers: readonly Tier[], quantity: number): PricedPart[] {
  let from = 0;
  const parts = tiers.map(({ upTo, price }) => {
    const to = Math.min(quantity, upTo ?? quantity);
    const part = { quantity: new Decimal(Math.max(0, to - from)), price: new Decimal(price) };
    from = Math.max(from, to);
    return part;
  });
  if (from < quantity) throw beyondLastTier(tiers, quantity);
  return parts.filter((part) => part.quantity.gt(0));
}

const beyondLastTier = (tiers: readonly Tier[], quantity: number): RangeError =>
  new RangeError(`${quantity} lies beyond the last tier, which ends at ${tiers.at(-1)?.upTo}; the last tier has no end`);
