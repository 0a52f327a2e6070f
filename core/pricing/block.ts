import { Decimal, toCents } from '../kernel/money.ts';
import { oncePer } from '../kernel/once-per.ts';

/** One line of an explanation: quantity × unitPrice = amount. */
export interface Component {
  readonly code: string;
  readonly quantity: Decimal;
  /** "kWh" or another unit of what is supplied, "month", "year", "EUR". */
  readonly unit: string;
  /** Never rounded. */
  readonly unitPrice: Decimal;
  /** "ct/kWh" or ct for another unit, "EUR/month", "EUR/year", "%". */
  readonly priceUnit: string;
  /** EUR, not rounded, on the block's basis (`net` unless `isGross`); negative for a bonus, of which a percentage is whole cents. */
  readonly amount: Decimal;
  readonly isGross: boolean;
  /** Belongs to the first year only. */
  readonly isFirstYearOnly: boolean;
  /** Where a regulated or a market price comes from, or the load profile that divides the use, with its edition. */
  readonly source: string | null;
}

/** What one party charges. Its sums are the only figures that are rounded, to the cent. */
export interface Block {
  /** "energy", or what a plugin adds ("grid", "usage-levy"). */
  readonly code: string;
  readonly components: readonly Component[];
  readonly vatRate: Decimal;
  /** Gross, first year with bonuses. */
  readonly firstYearCents: number;
  /** Gross, from the second year. */
  readonly runningYearCents: number;
}

/** Sums a block: (net components) × (1 + VAT) + gross components, never below zero. */
export function block(code: string, components: readonly Component[], vatRate: Decimal): Block {
  const isEveryYear = components.every(({ isFirstYearOnly }) => !isFirstYearOnly);
  const running = isEveryYear ? components : components.filter(({ isFirstYearOnly }) => !isFirstYearOnly);
  const runningYearCents = centsOf(running, vatRate);
  return { code, components, vatRate, firstYearCents: isEveryYear ? runningYearCents : centsOf(components, vatRate), runningYearCents };
}

const centsOf = (lines: readonly Component[], vatRate: Decimal): number => Math.max(0, grossCents(lines, vatRate));

/**
 * Cents with value added tax. Each sum of money is rounded once: what was published with tax is one by itself, what was
 * published without becomes one when the tax is put on the sum.
 */
function grossCents(lines: readonly Component[], vatRate: Decimal): number {
  let net: Decimal | null = null;
  let cents = 0;
  for (const { amount, isGross } of lines) {
    if (isGross) cents += toCents(amount);
    else net = net === null ? amount : net.plus(amount);
  }
  return net === null ? cents : cents + toCents(net.times(withTax(vatRate)));
}

/** 1.2 of 0.2. */
const withTax = oncePer((vatRate: Decimal) => vatRate.plus(1));

/** The same in EUR. */
export const grossAmount = (lines: readonly Component[], vatRate: Decimal): Decimal => new Decimal(grossCents(lines, vatRate)).div(100);

/** EUR in whole cents, half up. */
export const inCents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
