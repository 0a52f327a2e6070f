import { addDays, daysBetween, type PlainDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Days that a report is about, both included, and whose sales. */
export interface ReportRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** null = of all partners and sold directly. */
  readonly partnerId: string | null;
}

export interface ReportWish {
  readonly from?: PlainDate | null | undefined;
  readonly to?: PlainDate | null | undefined;
  readonly partnerId?: string | null | undefined;
}

/** Left out: the last thirty days. */
const USUAL_DAYS = 30;
/** A day is a point in a chart: more than a year and a day nobody reads. */
export const MOST_DAYS = 367;

/** Which days are meant. Throws REPORT_RANGE_INVALID where they run backwards, or are more than a year. */
export function reportRange({ clock, brand }: Pick<Ctx, 'clock' | 'brand'>, { from, to, partnerId }: ReportWish): ReportRange {
  const last = to ?? todayIn(clock, brand.timeZone);
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  const details = { field: 'days', from: first, to: last, most: MOST_DAYS };
  if (first > last)
    throw new DomainError(
      'REPORT_RANGE_INVALID',
      `days: ${first} lies after ${last}; choose a first day that is not after the last`,
      details,
    );
  if (daysBetween(first, last) >= MOST_DAYS)
    throw new DomainError('REPORT_RANGE_INVALID', `days: ${first} to ${last} is more than ${MOST_DAYS} days; choose fewer`, details);
  return { from: first, to: last, partnerId: partnerId ?? null };
}
