import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import { type LoadDay, type LoadPeriod, profileName } from './load-period.ts';
import { MINUTE, marketDay, priceAt, type SpotPrices } from './spot-prices.ts';

/** What a kWh cost on a market in one year, weighted by when it was used. */
export interface SpotYear {
  /** Name of the price series: "EPEX-AT". */
  readonly index: string;
  /** First day of the prices, and the first day after them. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** The load profile that weighs the hours: "H25 (BDEW 2025), dynamised". */
  readonly profile: string;
  /** ct/kWh without value added tax, not rounded. */
  readonly averagePrice: Decimal;
  /** Whose prices these are. */
  readonly source: string;
}

/**
 * The average price of a load: each interval's price × the weight of its wall-clock time, over the sum of these weights.
 * The hour that March skips has no price and no weight; October's double hour has the weight of its hour twice
 * (docs/pricing.md). Throws PRICE_SPOT_GAP where a price is missing.
 */
export function spotYear(prices: SpotPrices, load: LoadPeriod): SpotYear {
  let whole = 0;
  let cost = new Decimal(0);
  for (const day of load.days) {
    for (const { instant, minute } of intervalsOf(day.day, prices)) {
      const weight = weightAt(day, minute, prices.intervalMinutes);
      whole += weight;
      cost = cost.plus(priceAt(prices, instant).times(weight));
    }
  }
  const { index, source } = prices;
  return { index, from: load.from, to: load.to, profile: profileName(load), averagePrice: cost.div(whole), source };
}

interface Interval {
  readonly instant: number;
  /** Of the day, by the clock on the wall. */
  readonly minute: number;
}

function intervalsOf(day: PlainDate, { timeZone, intervalMinutes }: SpotPrices): Interval[] {
  const { start, end, hasClockChange } = marketDay(day, timeZone);
  const step = intervalMinutes * MINUTE;
  return Array.from({ length: (end - start) / step }, (_, index) => {
    const instant = start + index * step;
    return { instant, minute: hasClockChange ? wallClockMinute(instant, timeZone) : index * intervalMinutes };
  });
}

function wallClockMinute(instant: number, timeZone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return hour * 60 + minute;
}

/** The quarter hours of an interval. */
const weightAt = ({ quarters, factor }: LoadDay, minute: number, intervalMinutes: number): number =>
  quarters.slice(minute / 15, (minute + intervalMinutes) / 15).reduce((sum, quarter) => sum + quarter, 0) * factor;
