import { addDays, distance, today } from '../../kit/format.ts';

/** What the address of the dashboard says: a number of days up to today, or days of one's own; and a partner. */
export interface DashboardSearch {
  readonly days?: string;
  readonly from?: string;
  readonly to?: string;
  readonly partner?: string;
}

export const PERIODS = ['7', '30', '90'] as const;
const USUAL = '30';
const DAY = /^\d{4}-\d\d-\d\d$/;
/** As many as the API counts. */
const MOST_DAYS = 366;

/** Reads an address; what makes no sense is left out. */
export function dashboardSearch(search: Record<string, unknown>): DashboardSearch {
  const { from, to, partner } = search;
  const days = PERIODS.find((one) => one === String(search.days));
  return {
    ...(days && { days }),
    ...(typeof from === 'string' && DAY.test(from) && { from }),
    ...(typeof to === 'string' && DAY.test(to) && { to }),
    ...(typeof partner === 'string' && partner !== '' && { partner }),
  };
}

export interface Asked {
  readonly days: { readonly from: string; readonly to: string };
  readonly partnerId: string | null;
}

/** What an address asks of the API; days in the wrong order are turned around, and a year is the most. */
export function askedOf({ days, from, to, partner }: DashboardSearch): Asked {
  const last = to ?? today();
  const first = from ?? addDays(last, 1 - Number(days ?? USUAL));
  const [begin, end] = first <= last ? [first, last] : [last, first];
  const from_ = distance(end, begin) > MOST_DAYS ? addDays(end, -MOST_DAYS) : begin;
  return { days: { from: from_, to: end }, partnerId: partner ?? null };
}

/** The period that is chosen; null = days of one's own. */
export const periodOf = ({ days, from, to }: DashboardSearch): string | null => (from || to ? null : (days ?? USUAL));
