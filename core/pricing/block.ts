import { Decimal, toCents } from '../kernel/money.ts';

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
  const gross = (lines: readonly Component[]): number => Math.max(0, toCents(grossAmount(lines, vatRate)));
  const running = components.filter(({ isFirstYearOnly }) => !isFirstYearOnly);
  const runningYearCents = gross(running);
  return {
    code,
    components,
    vatRate,
    firstYearCents: running.length === components.length ? runningYearCents : gross(components),
    runningYearCents,
  };
}

/**
 * EUR with value added tax, in whole cents. Each sum of money is rounded once: what was published with tax is one by
 * itself, what was published without becomes one when the tax is put on the sum.
 */
export function grossAmount(lines: readonly Component[], vatRate: Decimal): Decimal {
  const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
  const net = sum(lines.filter(({ isGross }) => !isGross).map(({ amount }) => amount));
  const gross = lines.filter(({ isGross }) => isGross).map(({ amount }) => inCents(amount));
  return inCents(net.times(vatRate.plus(1))).plus(sum(gross));
}

/** EUR in whole cents, half up. */
export const inCents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
