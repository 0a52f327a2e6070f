import { kindOfDay } from '../calendar/working-days.ts';
import type { PlainDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { collected } from '../kernel/hooks.ts';
import type { LoadPeriod } from '../pricing/load-period.ts';
import { type LoadProfile, loadPeriod, loadYear } from '../pricing/load-profile.ts';
import type { SpotPrices } from '../pricing/spot-prices.ts';
import { type SpotYear, spotYear } from '../pricing/spot-year.ts';
import type { Usage } from '../pricing/usage.ts';
import type { PublishedPrice } from '../tariffs/price-list.ts';
import { type QuoteRequest, spotPrices } from './quote.points.ts';

/** What is bought, as far as these prices depend on it: when it is used, and what it cost on the market. */
export async function usageFor(ctx: Ctx, request: QuoteRequest, prices: readonly PublishedPrice[]): Promise<Usage> {
  const { annualKwh, lowRateKwh, isNewCustomer } = request;
  const rates = prices.flatMap(({ components }) => components.flatMap((part) => (part.kind === 'energy' ? [part] : [])));
  const asksWhen = rates.some(({ rate }) => rate === 'two-rate' || rate === 'time-of-use');
  const indexes = [...new Set(rates.flatMap((part) => (part.rate === 'spot' ? [part.index] : [])))];
  const spot: SpotYear[] = [];
  for (const index of indexes) {
    const market = await pricesOf(ctx, index, request.pricesAsOf);
    if (market) spot.push(spotYearOf(market, { profile: request.loadProfile, country: ctx.brand.country }));
  }
  const load = asksWhen ? loadOf(request.loadProfile, Number(request.pricesAsOf.slice(0, 4)), ctx.brand.country) : null;
  return { annualKwh, unit: ctx.activation.commodities.get(request.commodity)?.unit, lowRateKwh, load, spot, isNewCustomer };
}

/** The first plugin that knows the series; null = nobody does. */
async function pricesOf(ctx: Ctx, index: string, pricesAsOf: PlainDate): Promise<SpotPrices | null> {
  const answers = await collected(spotPrices, { index, pricesAsOf }, ctx);
  return answers.find(({ value }) => value !== null)?.value ?? null;
}

const loads = new Map<string, LoadPeriod>();

/** A year of a profile is the same for everybody: made once. */
function loadOf(profile: LoadProfile, year: number, country: string): LoadPeriod {
  const key = `${profile} ${year} ${country}`;
  const load = loads.get(key) ?? loadYear(profile, year, (day) => kindOfDay(day, { country }));
  loads.set(key, load);
  return load;
}

const years = new WeakMap<SpotPrices, Map<string, SpotYear>>();

/** What a kWh of a profile cost on the market over all days of a series. Made once for a series, which a plugin keeps. */
export function spotYearOf(prices: SpotPrices, { profile, country }: { profile: LoadProfile; country: string }): SpotYear {
  const known = years.get(prices) ?? new Map<string, SpotYear>();
  years.set(prices, known);
  const key = `${profile} ${country}`;
  const year =
    known.get(key) ??
    spotYear(
      prices,
      loadPeriod(profile, daysOf(prices), (day) => kindOfDay(day, { country })),
    );
  known.set(key, year);
  return year;
}

/** The days of a series by its own clock. */
function daysOf({ prices, timeZone, intervalMinutes }: SpotPrices): { from: PlainDate; to: PlainDate } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const instant of prices.keys()) [first, last] = [Math.min(first, instant), Math.max(last, instant)];
  const day = (instant: number): PlainDate => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
  return { from: day(first), to: day(last + intervalMinutes * 60_000) };
}
