import { Decimal, toCents } from '../kernel/money.ts';

/**
 * "full-euros": each instalment up to full EUR; "exact": cents that sum to the year, the dearer ones first; "equal": all the
 * same, each to the nearest cent, as they are shown before anything is sold.
 */
export type InstalmentRounding = 'full-euros' | 'exact' | 'equal';

/** Gross cents of each of `count` advances on an expected year. Never below zero. */
export function instalments(expectedCents: number, count: number, rounding: InstalmentRounding): number[] {
  const due = Math.max(0, expectedCents);
  if (rounding === 'full-euros') return Array.from({ length: count }, () => Math.ceil(due / count / 100) * 100);
  if (rounding === 'equal') return Array.from({ length: count }, () => Math.round(due / count));
  const each = Math.floor(due / count);
  const dearer = due - each * count;
  return Array.from({ length: count }, (_, index) => (index < dearer ? each + 1 : each));
}

/** The advances that remain when another year is expected than was at first: what is not yet paid, over those still due. */
export const remainingInstalments = (
  { expectedCents, paidCents, count }: { expectedCents: number; paidCents: number; count: number },
  rounding: InstalmentRounding,
): number[] => instalments(expectedCents - paidCents, count, rounding);

/** The value added tax inside a gross amount: 118.00 at 19 % hold 18.84. */
export const vatInside = (grossCents: number, vatRate: Decimal): number =>
  toCents(new Decimal(grossCents).div(100).times(vatRate).div(vatRate.plus(1)));
