import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Decimal } from '../kernel/money.ts';

/** A market's prices, as a provider hands them over. Instants, not local times: no hour is missing or double in them. */
export interface SpotPrices {
  /** Name of the series: "EPEX-AT". */
  readonly index: string;
  /** The market's own: "Europe/Vienna". */
  readonly timeZone: string;
  readonly intervalMinutes: 15 | 60;
  /** ct/kWh without value added tax, by the milliseconds since 1970 at which the interval begins. */
  readonly prices: ReadonlyMap<number, Decimal>;
  /** Whose prices these are, with their licence. */
  readonly source: string;
}

/** A price as lists write it: with the market's wall clock, "2025-01-01T00:00:00". */
export interface LocalPrice {
  readonly localTime: string;
  /** ct/kWh without value added tax. */
  readonly price: Decimal;
}

/**
 * Puts a list with local times on instants. In October's double hour the first line is the earlier one (summer time).
 * Throws where a local time does not exist (March), or stands there more often than the clock showed it.
 */
export function pricesByInstant(rows: readonly LocalPrice[], series: Omit<SpotPrices, 'prices'>): SpotPrices {
  const prices = new Map<number, Decimal>();
  const days = new Map<PlainDate, MarketDay>();
  for (const { localTime, price } of rows) {
    const date = localTime.slice(0, 10);
    const day = days.get(date) ?? marketDay(date, series.timeZone);
    days.set(date, day);
    const instant = instantsOf(localTime, day).find((one) => !prices.has(one));
    if (instant === undefined) {
      throw new DomainError(
        'PRICE_SPOT_SERIES_INVALID',
        `localTime: ${localTime} stands in the prices of ${series.index} more often than clocks in ${series.timeZone} showed it; correct the list`,
        { field: 'localTime', index: series.index, localTime },
      );
    }
    prices.set(instant, price);
  }
  return { ...series, prices };
}

/** A day of a market, in milliseconds since 1970. */
export interface MarketDay {
  readonly timeZone: string;
  readonly start: number;
  readonly end: number;
  /** Whether the clock is changed on it: then its hours must be looked up, which is slow. */
  readonly hasClockChange: boolean;
}

export function marketDay(day: PlainDate, timeZone: string): MarketDay {
  const date = Temporal.PlainDate.from(day);
  const [start, end] = [date, date.add({ days: 1 })].map((one) => one.toZonedDateTime(timeZone).epochMilliseconds);
  if (start === undefined || end === undefined) throw new RangeError(`${day} is not a day`);
  return { timeZone, start, end, hasClockChange: end - start !== 24 * 60 * MINUTE };
}

export const MINUTE = 60_000;

/** None in the hour that is skipped, two in the hour that is repeated, the earlier one first. */
function instantsOf(localTime: string, { timeZone, start, hasClockChange }: MarketDay): number[] {
  if (!hasClockChange) return [start + (Number(localTime.slice(11, 13)) * 60 + Number(localTime.slice(14, 16))) * MINUTE];
  const local = Temporal.PlainDateTime.from(localTime);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }));
  const real = [earlier, later].filter((zoned) => zoned?.toPlainDateTime().equals(local));
  return [...new Set(real.map((zoned) => zoned?.epochMilliseconds ?? 0))];
}

/** Throws PRICE_SPOT_GAP where there is no price: never an average instead. */
export function priceAt({ index, timeZone, prices }: SpotPrices, instant: number): Decimal {
  const price = prices.get(instant);
  if (price) return price;
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' });
  throw new DomainError(
    'PRICE_SPOT_GAP',
    `prices: ${index} has no price for the time from ${time} on; nothing is priced by an average. Add the missing price`,
    { field: 'prices', index, time },
  );
}
