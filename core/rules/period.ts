import { addDays, addMonths, type PlainDate } from '../kernel/clock.ts';
import type { Period } from './rule.ts';

/**
 * Last day of a period that begins on `day`, which does not count itself (§§ 187(1), 188 BGB and their like elsewhere).
 * `sign` -1 counts back. Working days need a calendar: see core/calendar.
 */
export function periodAfter(day: PlainDate, { count, unit }: Period, sign: 1 | -1 = 1): PlainDate {
  switch (unit) {
    case 'DAYS':
      return addDays(day, sign * count);
    case 'WEEKS':
      return addDays(day, sign * count * 7);
    case 'MONTHS':
      return addMonths(day, sign * count);
    case 'YEARS':
      return addMonths(day, sign * count * 12);
    default:
      throw new Error(`A period of ${unit} is not counted in calendar days`);
  }
}
