import { addDays, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { isPublicHoliday, type Region } from './holidays.ts';

const SUNDAY = 0;
const SATURDAY = 6;

/** Neither Saturday nor Sunday nor a public holiday of the region. */
export function isWorkingDay(day: PlainDate, region: Region): boolean {
  const weekday = weekdayOf(day);
  return weekday !== SATURDAY && weekday !== SUNDAY && !isPublicHoliday(day, region);
}

/** The day itself where it is a working day, else the next one. */
export function workingDayFrom(day: PlainDate, region: Region): PlainDate {
  return isWorkingDay(day, region) ? day : addWorkingDays(day, 1, region);
}

/** The working day so many working days after `day` (before it, where negative). `day` itself does not count, whatever day it is. */
export function addWorkingDays(day: PlainDate, count: number, region: Region): PlainDate {
  const step = Math.sign(count);
  let current = day;
  for (let left = Math.abs(count); left > 0; ) {
    current = addDays(current, step);
    if (isWorkingDay(current, region)) left -= 1;
  }
  return current;
}

/**
 * The kind of day of the standard load profiles: a public holiday is like a Sunday, 24 and 31 December are like a Saturday
 * unless they are a Sunday or a holiday.
 */
export function kindOfDay(day: PlainDate, region: Region): 'workday' | 'saturday' | 'sunday' {
  const weekday = weekdayOf(day);
  if (weekday === SUNDAY || isPublicHoliday(day, region)) return 'sunday';
  return weekday === SATURDAY || /-12-(24|31)$/.test(day) ? 'saturday' : 'workday';
}

const weekdayOf = (day: PlainDate): number => toDbDate(day).getUTCDay();
