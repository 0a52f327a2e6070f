import { Decimal, toCents } from '../kernel/money.ts';

/** One line of an explanation: quantity × unitPrice = amount. */
export interface Component {
  readonly code: string;
  readonly quantity: Decimal;
  /** "kWh", "month", "year", "EUR". */
  readonly unit: string;
  /** Never rounded. */
  readonly unitPrice: Decimal;
  /** "ct/kWh", "EUR/month", "EUR/year", "%". */
  readonly priceUnit: string;
  /** EUR, not rounded, on the block's basis (`net` unless `isGross`); negative for a bonus, of which a percentage is whole cents. */
  readonly amount: Decimal;
  readonly isGross: boolean;
  /** Belongs to the first year only. */
  readonly isFirstYearOnly: boolean;
  /** Where a regulated price comes from. */
  readonly source: string | null;
}

/** What one party charges. The only figures that are rounded: each block once, to the cent. */
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

/** Sums a block: (net components) × (1 + VAT) + gross components, never below zero, rounded once. */
export function block(code: string, components: readonly Component[], vatRate: Decimal): Block {
  const gross = (lines: readonly Component[]): number => toCents(Decimal.max(0, grossAmount(lines, vatRate)));
  return {
    code,
    components,
    vatRate,
    firstYearCents: gross(components),
    runningYearCents: gross(components.filter(({ isFirstYearOnly }) => !isFirstYearOnly)),
  };
}

/** EUR with value added tax, not rounded. The tax is put on the sum of the net lines, gross prices stay as they were published. */
export function grossAmount(lines: readonly Component[], vatRate: Decimal): Decimal {
  const sum = (isGross: boolean): Decimal =>
    lines.filter((line) => line.isGross === isGross).reduce((total, { amount }) => total.plus(amount), new Decimal(0));
  return sum(false).times(vatRate.plus(1)).plus(sum(true));
}
