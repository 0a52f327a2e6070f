import { addDays, today } from '../../kit/format.ts';

/** Times over which sales are looked at. */
export const RANGES = ['month', 'quarter', 'year', 'ever'] as const;
export type Range = (typeof RANGES)[number];

const DAYS: Readonly<Record<Exclude<Range, 'ever'>, number>> = { month: 30, quarter: 90, year: 365 };

/** From the beginning of the day so many days ago, for the API; null = from the beginning. */
export const createdIn = (range: Range): { readonly from: string } | null =>
  range === 'ever' ? null : { from: `${addDays(today(), -DAYS[range])}T00:00:00.000Z` };
