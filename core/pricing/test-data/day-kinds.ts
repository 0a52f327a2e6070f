import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../../kernel/clock.ts';
import type { KindOfDay } from '../load-period.ts';

/** Holidays of all of Germany, of Austria and of no place at all, as far as the tests' years ask for them. */
const HOLIDAYS: Readonly<Record<string, readonly PlainDate[]>> = {
  DE: [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-12-25',
    '2026-12-26',
    '2027-01-01',
  ],
  AT: [
    ...['2025-01-01', '2025-01-06', '2025-04-21', '2025-05-01', '2025-05-29', '2025-06-09', '2025-06-19'],
    ...['2025-08-15', '2025-10-26', '2025-11-01', '2025-12-08', '2025-12-25', '2025-12-26'],
  ],
};

/** Which kind of day it is in a country of the tests. */
export const dayKinds =
  (country: 'DE' | 'AT') =>
  (day: PlainDate): KindOfDay => {
    const weekday = Temporal.PlainDate.from(day).dayOfWeek;
    if (weekday === 7 || HOLIDAYS[country]?.includes(day)) return 'sunday';
    return weekday === 6 || /-12-(24|31)$/.test(day) ? 'saturday' : 'workday';
  };
