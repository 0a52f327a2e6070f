import { Decimal } from '../kernel/money.ts';
import { type Amount, amountOf, exact, NOTHING, type PriceBasis, product, quotient, sumOf, times } from './amount.ts';
import type { PricePart } from './price-models.ts';

/** What is taken off: a part of the price, or EUR a unit on the basis of the price, at most the price itself. */
export type Reduction = { readonly kind: 'percent'; readonly percent: string } | { readonly kind: 'fixed'; readonly amount: string };

/** A price after a discount, beside what it was. */
export interface DiscountedPart {
  readonly quantity: Decimal;
  readonly before: Amount;
  readonly off: Amount;
  /** What a unit costs now. */
  readonly unit: Amount;
}

/** Takes a discount off each unit of a part. */
export function discounted({ quantity, unit: before }: PricePart, reduction: Reduction, basis: PriceBasis): DiscountedPart {
  const off = amountOf(reductionOf(basis.basis === 'GROSS' ? before.gross : before.net, reduction), basis);
  const net = before.net.minus(off.net);
  const gross = basis.basis === 'GROSS' ? before.gross.minus(off.gross) : product(net, basis.taxRate.plus(1));
  return { quantity, before, off, unit: { net, tax: gross.minus(net), gross } };
}

/** What is paid back later, EUR: of the price with tax. It lowers no bill and bears no tax. */
export const cashbackOf = (unit: Amount, reduction: Reduction, quantity: Decimal.Value): Decimal =>
  product(reduction.kind === 'fixed' ? exact(reduction.amount) : percentOf(unit.gross, reduction.percent), quantity);

function reductionOf(price: Decimal, reduction: Reduction): Decimal {
  return reduction.kind === 'fixed' ? Decimal.min(exact(reduction.amount), price) : percentOf(price, reduction.percent);
}

const percentOf = (price: Decimal, percent: string): Decimal => quotient(product(price, Decimal.min(100, Decimal.max(0, percent))), 100);

/** Sums of discounted parts. */
export interface DiscountedTotal {
  readonly total: Amount;
  readonly before: Amount;
  readonly off: Amount;
}

export const discountedTotal = (parts: readonly DiscountedPart[]): DiscountedTotal => ({
  total: sumOf(parts.map(({ unit, quantity }) => times(unit, quantity))),
  before: sumOf(parts.map(({ before, quantity }) => times(before, quantity))),
  off: parts.length === 0 ? NOTHING : sumOf(parts.map(({ off, quantity }) => times(off, quantity))),
});
