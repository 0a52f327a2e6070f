/** The most of a year that is priced here, with what is said of more. */
interface Limit {
  readonly most: number;
  readonly problem: string;
}

/** Germany's limits for standard load profiles (first § 12 StromNZV, § 24 GasNZV): above them is metered by load. */
const BY_COMMODITY: Readonly<Record<string, Limit>> = {
  ELECTRICITY: { most: 100_000, problem: 'more than 100,000 kWh of power are metered by load and quoted by hand' },
  GAS: { most: 1_500_000, problem: 'more than 1,500,000 kWh of gas are metered by load and quoted by hand' },
};

/** For all others no law, but a bound: their sums stay within what cents are stored in. */
const PIECES: Limit = { most: 10_000, problem: 'is more than 10,000 pieces; quote so many by hand' };
const OTHERS: Limit = { most: 10_000_000, problem: 'is more than 10,000,000 a year; quote so much by hand' };

export const quoteLimit = (commodity: string, unit: string): Limit => BY_COMMODITY[commodity] ?? (unit === 'piece' ? PIECES : OTHERS);
