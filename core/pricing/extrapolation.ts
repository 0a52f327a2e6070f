import { DomainError } from '../kernel/errors.ts';
import { Decimal } from '../kernel/money.ts';
import { type LoadPeriod, profileName, weightOf } from './load-period.ts';

/** What a year's use probably is, from what a part of it was. */
export interface Extrapolation {
  /** Whole kWh. */
  readonly annualKwh: number;
  /** Whole kWh between which the year lies in two cases of three. */
  readonly low: number;
  readonly high: number;
  /** The part's share of the year, not rounded. */
  readonly share: Decimal;
  /** "H25 (BDEW 2025), dynamised". */
  readonly profile: string;
}

/**
 * How far a day's use strays from the profile (1 = by all of it). An assumption for one household, not a measured figure:
 * it says how wide the band is, not what is charged.
 */
const STRAY_OF_A_DAY = 0.5;

/**
 * kWh of a part ÷ the part's share of the year. Throws EXTRAPOLATION_TOO_SHORT below `minimumDays`: a few days say nothing
 * about a year. The band narrows with the square root of the days and closes when the whole year was read.
 */
export function extrapolate(kwh: Decimal, { part, year, minimumDays }: ExtrapolationBase): Extrapolation {
  const days = part.days.length;
  if (days < minimumDays) {
    throw new DomainError(
      'EXTRAPOLATION_TOO_SHORT',
      `days: ${days} days are too few to tell a year from, ${minimumDays} are needed; wait for a later reading or use last year's figure`,
      { field: 'days', days, minimumDays },
    );
  }
  const share = new Decimal(weightOf(part)).div(weightOf(year));
  const annual = kwh.div(share);
  const stray = Decimal.max(0, new Decimal(1).minus(share)).sqrt().times(STRAY_OF_A_DAY).div(Math.sqrt(days));
  const whole = (value: Decimal): number => value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  return {
    annualKwh: whole(annual),
    low: whole(annual.times(new Decimal(1).minus(stray))),
    high: whole(annual.times(stray.plus(1))),
    share,
    profile: profileName(year),
  };
}

export interface ExtrapolationBase {
  /** The days that were read, of the same profile as the year. */
  readonly part: LoadPeriod;
  readonly year: LoadPeriod;
  readonly minimumDays: number;
}
