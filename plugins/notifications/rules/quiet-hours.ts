import { Temporal } from 'temporal-polyfill';

export interface QuietHours {
  /** "21:00", as clocks of the zone show it. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** When somebody may be disturbed again; null = now. The same time twice means that there are no quiet hours. */
export function quietUntil(now: Date, { from, to, timeZone }: QuietHours): Date | null {
  if (from === to) return null;
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const time = here.toPlainTime();
  const [begin, end] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)];
  const isAfterBegin = Temporal.PlainTime.compare(time, begin) >= 0;
  const isBeforeEnd = Temporal.PlainTime.compare(time, end) < 0;
  const isOverNight = Temporal.PlainTime.compare(begin, end) > 0;
  const isQuiet = isOverNight ? isAfterBegin || isBeforeEnd : isAfterBegin && isBeforeEnd;
  if (!isQuiet) return null;
  const day = here.toPlainDate().add({ days: isOverNight && isAfterBegin ? 1 : 0 });
  // An hour that comes twice: the second one, so that it never lies in the past.
  return new Date(day.toPlainDateTime(end).toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds);
}
