import { Temporal } from 'temporal-polyfill';

/** The one source of time: the demo's can be put forward, a test's stands still. */
export interface Clock {
  readonly now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A day without a time, "YYYY-MM-DD". */
export type PlainDate = string;

interface Span {
  readonly from: number;
  readonly until: number;
  readonly day: PlainDate;
}
/** The day that was asked for last, by zone: nearly every request asks for it. */
const lastDays = new Map<string, Span>();

/** Which day it is in a zone. */
export function todayIn(clock: Clock, timeZone: string): PlainDate {
  const now = clock.now().getTime();
  const known = lastDays.get(timeZone);
  if (known && known.from <= now && now < known.until) return known.day;
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  const span = { from: startOf(day), until: startOf(day.add({ days: 1 })), day: day.toString() };
  lastDays.set(timeZone, span);
  return span.day;
}

/** "2026-08-25 12:30", as clocks of the zone show it. */
export const minuteIn = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

const DAY_MS = 86_400_000;

export const addDays = (day: PlainDate, days: number): PlainDate => fromDbDate(new Date(toDbDate(day).getTime() + days * DAY_MS));

/** The day with the same number so many months later (or earlier), or the last day of that month where it has none: 31 Jan + 1 = 28 Feb. */
export const addMonths = (day: PlainDate, months: number): PlainDate => Temporal.PlainDate.from(day).add({ months }).toString();

/** Days in [from, to). */
export const daysBetween = (from: PlainDate, to: PlainDate): number => Temporal.PlainDate.from(from).until(to).days;

/** Days are texts that sort by time. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => [a, b].sort()[1] ?? a;

/** Prisma keeps a plain date as midnight UTC. */
export const toDbDate = (day: PlainDate): Date => new Date(`${day}T00:00:00.000Z`);
export const fromDbDate = (date: Date): PlainDate => date.toISOString().slice(0, 10);
