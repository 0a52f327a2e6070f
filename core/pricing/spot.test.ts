import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../kernel/money.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { energyBlock } from './energy-block.ts';
import { loadPeriod, loadYear } from './load-profile.ts';
import { spotAmount } from './spot-bill.ts';
import { pricesByInstant, type SpotPrices } from './spot-prices.ts';
import { spotYear } from './spot-year.ts';
import { dayAhead2025, series } from './test-data/day-ahead.ts';
import { dayKinds } from './test-data/day-kinds.ts';
import { plainUsage } from './usage.ts';

const market = pricesByInstant(dayAhead2025, series);
const load = loadYear('H25', 2025, dayKinds('AT'));
const at = (time: string): number => Date.parse(time);
const without = (time: string): SpotPrices => ({
  ...market,
  prices: new Map([...market.prices].filter(([instant]) => instant !== at(time))),
});
/** The average of some days at prices that a test sets by instant. */
const averageOf = (from: string, to: string, priceOf: (instant: number) => number) =>
  spotYear(
    { ...market, prices: new Map([...market.prices.keys()].map((instant) => [instant, new Decimal(priceOf(instant))])) },
    loadPeriod('H25', { from, to }, dayKinds('AT')),
  ).averagePrice;

describe('prices by local time', () => {
  it('of 2025 are 8,760 hours without a gap', () => {
    expect(market.prices.size).toBe(8_760);
    for (let instant = at('2024-12-31T23:00:00Z'); instant < at('2025-12-31T23:00:00Z'); instant += 3_600_000)
      expect(market.prices.has(instant)).toBe(true);
  });

  it('skip the hour that March skips and have both of October’s double hour, summer time first', () => {
    const priceAt = (time: string) => market.prices.get(at(time))?.toNumber();
    expect([priceAt('2025-03-30T00:00:00Z'), priceAt('2025-03-30T01:00:00Z')]).toEqual([1.588, 0.509]);
    expect([priceAt('2025-10-26T00:00:00Z'), priceAt('2025-10-26T01:00:00Z')]).toEqual([8.71, 8.705]);
  });

  it.each(['2025-03-30T02:00:00', '2025-01-01T00:00:00'])('are refused where the clock did not show the time (again): %s', (localTime) => {
    expect(() => pricesByInstant([...dayAhead2025, { localTime, price: new Decimal(1) }], series)).toThrow(`localTime: ${localTime}`);
  });
});

describe("a year's average price", () => {
  it('weighs each hour by the profile', () => {
    const year = spotYear(market, load);
    expect(year.averagePrice.toFixed(12)).toBe('10.309828776886');
    expect(year).toMatchObject({ index: 'EPEX-AT', from: '2025-01-01', to: '2026-01-01', profile: 'H25 (BDEW 2025), dynamised' });
  });

  it('is rounded once, with surcharge and tax', () => {
    const components = priceComponents.parse([{ kind: 'energy', rate: 'spot', index: 'EPEX-AT', surcharge: '1.2' }]);
    const block = energyBlock(
      { basis: 'NET', vatRate: new Decimal('0.2'), components },
      { ...plainUsage(3_500), spot: [spotYear(market, load)] },
    );
    // 3,500 kWh × (10.3098… + 1.2) ct × 1.2 = 483.4128…
    expect(block.runningYearCents).toBe(48_341);
  });

  it('is the price where all hours cost the same, on days of 23 and 25 hours too', () => {
    for (const [from, to] of [
      ['2025-03-30', '2025-03-31'],
      ['2025-10-26', '2025-10-27'],
      ['2025-03-29', '2025-04-01'],
    ] as const)
      expect(averageOf(from, to, () => 7.5).toNumber()).toBe(7.5);
  });

  it('gives both of October’s double hours the weight of their hour', () => {
    const hour = (start: string) => averageOf('2025-10-26', '2025-10-27', (instant) => (instant === at(start) ? 1 : 0)).toFixed(9);
    expect(hour('2025-10-26T00:00:00Z')).toBe(hour('2025-10-26T01:00:00Z'));
    expect(hour('2025-10-26T01:00:00Z')).not.toBe(hour('2025-10-26T02:00:00Z'));
  });

  it('gives the hour that March skips no weight', () => {
    const dearAfternoon = averageOf('2025-03-30', '2025-03-31', (instant) => (instant >= at('2025-03-30T10:00:00Z') ? 1 : 0));
    const quarters = load.days.find(({ day }) => day === '2025-03-30')?.quarters ?? [];
    const sum = (from: number, to: number) => quarters.slice(from * 4, to * 4).reduce((total, quarter) => total + quarter, 0);
    expect(dearAfternoon.toFixed(9)).toBe(new Decimal(sum(12, 24)).div(sum(0, 2) + sum(3, 24)).toFixed(9));
  });

  it('lies between the lowest and the highest price', () => {
    const prices = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(prices, (hours) => {
        const average = averageOf('2025-01-01', '2025-01-02', (instant) => hours[new Date(instant + 3_600_000).getUTCHours()] ?? 0);
        expect(average.gte(Math.min(...hours)) && average.lte(Math.max(...hours))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('of quarter hours that repeat the hour is that of the hours', () => {
    const quarterly: SpotPrices = {
      ...market,
      intervalMinutes: 15,
      prices: new Map(
        [...market.prices].flatMap(([start, price]) => [0, 1, 2, 3].map((quarter) => [start + quarter * 900_000, price] as const)),
      ),
    };
    expect(spotYear(quarterly, load).averagePrice.toFixed(15)).toBe(spotYear(market, load).averagePrice.toFixed(15));
  });

  it('is refused where an hour has no price', () => {
    expect(() => spotYear(without('2025-07-01T12:00:00Z'), load)).toThrow(
      'EPEX-AT has no price for the time from 2025-07-01T14:00:00+02:00 on',
    );
  });
});

describe('a bill by the hour', () => {
  const hours = (...kwh: string[]) => ({
    from: at('2024-12-31T23:00:00Z'),
    to: at('2024-12-31T23:00:00Z') + kwh.length * 3_600_000,
    kwh: new Map(kwh.map((used, index) => [at('2024-12-31T23:00:00Z') + index * 3_600_000, new Decimal(used)])),
  });
  const surcharge = new Decimal('1.2');

  it('sums intervals without rounding: 12.100 × 0.40 + 10.903 × 0.30 = 8.1109 ct net', () => {
    const amount = spotAmount(hours('0.40', '0.30'), market, surcharge);
    expect(amount.times(100).toNumber()).toBe(8.1109);
    expect(amount.times('1.2').times(100).toFixed(2)).toBe('9.73'); // ct with tax
  });

  it('is refused where an interval was not measured or has no price', () => {
    const used = hours('0.40', '0.30');
    expect(() => spotAmount({ ...used, to: used.to + 3_600_000 }, market, surcharge)).toThrow('nothing was measured for the interval from');
    expect(() => spotAmount(used, without('2025-01-01T00:00:00Z'), surcharge)).toThrow(
      'has no price for the time from 2025-01-01T01:00:00+01:00',
    );
  });
});
