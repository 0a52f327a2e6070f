/** The most of a year that is priced here. */
interface Limit {
  readonly most: number;
  /** Code of what is said of more. */
  readonly problem: string;
}

/** Germany's limits for standard load profiles (first § 12 StromNZV, § 24 GasNZV): above them is metered by load. */
const BY_COMMODITY: Readonly<Record<string, Limit>> = {
  ELECTRICITY: { most: 100_000, problem: 'QUOTED_BY_HAND_POWER' },
  GAS: { most: 1_500_000, problem: 'QUOTED_BY_HAND_GAS' },
};

/** For all others no law, but a bound: their sums stay within what cents are stored in. */
const PIECES: Limit = { most: 10_000, problem: 'QUOTED_BY_HAND' };
const OTHERS: Limit = { most: 10_000_000, problem: 'QUOTED_BY_HAND' };

export const quoteLimit = (commodity: string, unit: string): Limit => BY_COMMODITY[commodity] ?? (unit === 'piece' ? PIECES : OTHERS);
