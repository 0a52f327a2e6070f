import { Temporal } from 'temporal-polyfill';

/** The one source of time: the demo's can be put forward, a test's stands still. */
export interface Clock {
  readonly now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A day without a time, "YYYY-MM-DD". */
export type PlainDate = string;

/** Which day it is in a zone. */
export const todayIn = (clock: Clock, timeZone: string): PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(clock.now().getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const addDays = (day: PlainDate, days: number): PlainDate => Temporal.PlainDate.from(day).add({ days }).toString();

/** The day with the same number so many months later (or earlier), or the last day of that month where it has none: 31 Jan + 1 = 28 Feb. */
export const addMonths = (day: PlainDate, months: number): PlainDate => Temporal.PlainDate.from(day).add({ months }).toString();

/** Days are texts that sort by time. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => [a, b].sort()[1] ?? a;

/** Prisma keeps a plain date as midnight UTC. */
export const toDbDate = (day: PlainDate): Date => new Date(`${day}T00:00:00.000Z`);
export const fromDbDate = (date: Date): PlainDate => date.toISOString().slice(0, 10);
