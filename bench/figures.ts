export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** One line of the report. */
export interface Figure {
  readonly what: string;
  /** The product, the hand-written counterpart, and how they compare; null where there is no counterpart. */
  readonly product: string;
  readonly limit: string;
  readonly ratio: string;
  readonly target: string;
  /** null = no target, only told. */
  readonly isReached: boolean | null;
}

export const rounded = (value: number, digits = 2): string => value.toFixed(digits);
/** "0.61 (0.55 to 0.66)": median and spread of the rounds. */
export const withSpread = (values: readonly number[]): string =>
  `${rounded(median(values))} (${rounded(Math.min(...values))} to ${rounded(Math.max(...values))})`;
