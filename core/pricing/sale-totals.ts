import type { Decimal } from '../kernel/money.ts';
import { type Amount, exact, NOTHING, sumOf } from './amount.ts';
import { type Frequency, perPeriod } from './frequency.ts';

/** One priced position of a sale. */
export interface SaleLine {
  /** How often it is paid; null = once. */
  readonly frequency: Frequency | null;
  /** Which tax it bears: the same key, the same tax. */
  readonly tax: string;
  readonly total: Amount;
  /** Where a discount was taken off: the amount before it, and the discount. */
  readonly discount: { readonly before: Amount; readonly off: Amount } | null;
}

export interface SaleGroup {
  readonly frequency: Frequency | null;
  readonly total: Amount;
  /** Only where one of its lines has a discount; lines without one count with what they cost. */
  readonly discount: { readonly before: Amount; readonly off: Amount } | null;
  /** Gross − the cashbacks' part of one period; null without cashbacks. */
  readonly afterCashbacks: Decimal | null;
}

export interface SaleTotals {
  readonly total: Amount;
  readonly byFrequency: readonly SaleGroup[];
  readonly byTax: readonly { readonly tax: string; readonly total: Amount }[];
  readonly byFrequencyAndTax: readonly { readonly frequency: Frequency | null; readonly tax: string; readonly total: Amount }[];
}

/**
 * Sums a sale: over all, by how often it is paid, by tax, and by both. Amounts of different frequencies in the one total are
 * what is due in the first period. `cashbacks`: EUR a year, paid back later.
 */
export function saleTotals(lines: readonly SaleLine[], cashbacks: readonly Decimal[]): SaleTotals {
  const paidBack = cashbacks.length === 0 ? null : cashbacks.reduce((sum, one) => sum.plus(one), exact(0));
  return {
    total: sumOf(lines.map(({ total }) => total)),
    byFrequency: groups(lines, ({ frequency }) => String(frequency)).map((group) => frequencyGroup(group, paidBack)),
    byTax: groups(lines, ({ tax }) => tax).map((group) => ({ tax: group[0].tax, total: sumOf(group.map(({ total }) => total)) })),
    byFrequencyAndTax: groups(lines, ({ frequency, tax }) => `${frequency} ${tax}`).map((group) => ({
      frequency: group[0].frequency,
      tax: group[0].tax,
      total: sumOf(group.map(({ total }) => total)),
    })),
  };
}

type Group = readonly [SaleLine, ...SaleLine[]];

/** In the order in which each first appears. */
function groups(lines: readonly SaleLine[], keyOf: (line: SaleLine) => string): Group[] {
  const found = new Map<string, [SaleLine, ...SaleLine[]]>();
  for (const line of lines) {
    const group = found.get(keyOf(line));
    if (group) group.push(line);
    else found.set(keyOf(line), [line]);
  }
  return [...found.values()];
}

function frequencyGroup(lines: Group, paidBack: Decimal | null): SaleGroup {
  const [{ frequency }] = lines;
  const total = sumOf(lines.map((line) => line.total));
  const isReduced = lines.some(({ discount }) => discount !== null);
  const discount = {
    before: sumOf(lines.map((line) => line.discount?.before ?? line.total)),
    off: sumOf(lines.map((line) => line.discount?.off ?? NOTHING)),
  };
  const ofPeriod = paidBack && (frequency === null ? paidBack : perPeriod(paidBack, 'yearly', frequency));
  return { frequency, total, discount: isReduced ? discount : null, afterCashbacks: ofPeriod && total.gross.minus(ofPeriod) };
}
