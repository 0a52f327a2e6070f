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

/** How the use of one calendar year spreads over its quarter hours. */
export interface LoadYear {
  /** "H25", with the edition it stands in: both belong on a result. */
  readonly profile: string;
  readonly edition: string;
  readonly year: number;
  readonly days: readonly LoadDay[];
}

/** What a day weighs among others of its year. */
export const dayWeight = ({ factor, quarters }: LoadDay): number => quarters.reduce((sum, quarter) => sum + quarter, 0) * factor;
