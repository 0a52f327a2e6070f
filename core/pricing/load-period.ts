import type { PlainDate } from '../kernel/clock.ts';

/** Profiles know three kinds of day. Public holidays count as Sunday, 24 and 31 December as Saturday. */
export type KindOfDay = 'workday' | 'saturday' | 'sunday';

/** One day of a load profile. Weights are whole numbers, so that sums of them are exact. */
export interface LoadDay {
  readonly day: PlainDate;
  /** 1 to 12. */
  readonly month: number;
  readonly kind: KindOfDay;
  /** F(t) in ten-thousandths: how much more is used on this day of the year than the table says. */
  readonly factor: number;
  /** The table's 96 quarter hours in thousandths of a kWh; the day's weights are these × `factor`. */
  readonly quarters: readonly number[];
}

/** How use spreads over the quarter hours of a period, mostly a year. */
export interface LoadPeriod {
  /** "H25", with the edition it stands in: both belong on a result. */
  readonly profile: string;
  readonly edition: string;
  readonly from: PlainDate;
  /** First day after it. */
  readonly to: PlainDate;
  /** All days of the period in their order. */
  readonly days: readonly LoadDay[];
}

/** As it stands on results: "H25 (BDEW 2025), dynamised". */
export const profileName = ({ profile, edition, days }: LoadPeriod): string =>
  `${profile} (${edition})${days.some(({ factor }) => factor !== days[0]?.factor) ? ', dynamised' : ''}`;

/** What a period weighs, in ten-millionths of a kWh of a customer who uses a million kWh a year. */
export const weightOf = ({ days }: Pick<LoadPeriod, 'days'>): number => days.reduce((sum, day) => sum + weightOfDay(day), 0);

export const weightOfDay = ({ factor, quarters }: LoadDay): number => quarters.reduce((sum, quarter) => sum + quarter, 0) * factor;

/** A part of a period. Days outside of it are an error of the caller: nothing is known about them. */
export function partOf(load: LoadPeriod, from: PlainDate, to: PlainDate): LoadPeriod {
  if (from < load.from || to > load.to || from > to) {
    throw new RangeError(`The days from ${from} to before ${to} are not inside of ${load.from} to before ${load.to}`);
  }
  return { ...load, from, to, days: load.days.filter(({ day }) => day >= from && day < to) };
}
