import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { energyBlock } from './energy-block.ts';
import { kwhSlices } from './kwh-slices.ts';
import { partOf, weightOf } from './load-period.ts';
import { LOAD_PROFILES, loadYear } from './load-profile.ts';
import { windowShares } from './load-windows.ts';
import { dayKinds } from './test-data/day-kinds.ts';
import { plainUsage } from './usage.ts';

const year = loadYear('H25', 2026, dayKinds('DE'));
/** Weights are ten-millionths of a kWh. */
const kwh = (weight: number): string => new Decimal(weight).div(10_000_000).toFixed(2);
const weightFrom = (from: string, to: string): number => weightOf(partOf(year, from, to));
const night = { from: '22:00', to: '06:00', days: [], months: [] };

describe('the load profile of a household', () => {
  it('weighs days by month, kind of day and day of the year', () => {
    expect(kwh(weightFrom('2026-01-02', '2026-01-03'))).toBe('3080.46');
    expect(kwh(weightFrom('2026-07-15', '2026-07-16'))).toBe('2290.69');
  });

  it('takes holidays for Sundays, 24 and 31 December for Saturdays', () => {
    const kindOn = (day: string) => year.days.find((one) => one.day === day)?.kind;
    expect(['2026-05-01', '2026-12-24', '2026-12-31', '2026-05-02', '2026-05-03', '2026-05-04'].map(kindOn)).toEqual([
      'sunday',
      'saturday',
      'saturday',
      'saturday',
      'sunday',
      'workday',
    ]);
  });

  it('sums to about a million kWh a year', () => {
    expect(kwh(weightOf(year))).toBe('999269.71');
  });

  it('puts 72.8535 % of the year before October, 50.8518 % before July', () => {
    const share = (to: string) => new Decimal(weightFrom('2026-01-01', to)).div(weightOf(year)).times(100).toFixed(4);
    expect([share('2026-10-01'), share('2026-07-01')]).toEqual(['72.8535', '50.8518']);
  });

  it('puts 24.197 % of the year between 22 and 6 o’clock', () => {
    expect(windowShares(year, [night]).map((share) => share.times(100).toFixed(3))).toEqual(['24.197']);
  });
});

describe('all profiles', () => {
  it.each(LOAD_PROFILES)('%s: a year is about a million kWh, a leap year has its day more', (profile) => {
    const total = weightOf(loadYear(profile, 2026, dayKinds('DE'))) / 10_000_000;
    expect(Math.abs(total - 1_000_000)).toBeLessThan(10_000);
    expect(loadYear(profile, 2028, dayKinds('DE')).days).toHaveLength(366);
  });

  it('of a period know nothing about other days', () => {
    expect(() => partOf(year, '2025-12-31', '2026-02-01')).toThrow('are not inside of 2026-01-01');
    expect(() => partOf(year, '2026-12-01', '2027-01-02')).toThrow('are not inside of 2026-01-01');
  });

  it('divide into parts that are the whole, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.nat(365), (days) => {
        const cut = addDays('2026-01-01', days);
        expect(weightFrom('2026-01-01', cut) + weightFrom(cut, '2027-01-01')).toBe(weightOf(year));
      }),
    );
  });
});

describe('windows of the day', () => {
  const price = (components: readonly object[], annualKwh = 3_500) =>
    energyBlock(
      { basis: 'GROSS', vatRate: new Decimal('0.19'), components: priceComponents.parse(components) },
      { ...plainUsage(annualKwh), load: year },
    );
  const base = { kind: 'base-fee', amount: '14.90', per: 'month' };
  const twoRate = { kind: 'energy', rate: 'two-rate', high: '33.40', low: '27.10', lowFrom: '22:00', lowTo: '06:00' };
  const window = (name: string, from: string, to: string, more: object = {}) => ({ name, price: '10', from, to, ...more });
  const timeOfUse = (...windows: object[]) => ({ kind: 'energy', rate: 'time-of-use', windows, otherwise: '20' });

  it('price 847 kWh at the low rate and 2,653 at the high one', () => {
    const block = price([twoRate, base]);
    expect(block.components.map(({ quantity, amount }) => [quantity.toNumber(), amount.toFixed(2)])).toEqual([
      [2_653, '886.10'],
      [847, '229.54'],
      [12, '178.80'],
    ]);
    expect(block.runningYearCents).toBe(129_444);
  });

  it('at two rates pay from 23.81 % at the low rate: between 833 and 834 of 3,500 kWh', () => {
    const terms = { basis: 'GROSS', vatRate: new Decimal('0.19'), components: priceComponents.parse([twoRate]) } as const;
    const withLow = (lowRateKwh: number) => energyBlock(terms, { ...plainUsage(3_500), lowRateKwh }).runningYearCents;
    const single = 111_650;
    expect([withLow(833) > single, withLow(834) < single]).toEqual([true, true]);
  });

  it('leave to the registers what registers know', () => {
    const terms = { basis: 'GROSS', vatRate: new Decimal('0.19'), components: priceComponents.parse([twoRate]) } as const;
    const block = energyBlock(terms, { ...plainUsage(3_500), load: year, lowRateKwh: 1_000 });
    expect(block.components.map(({ quantity }) => quantity.toNumber())).toEqual([2_500, 1_000]);
  });

  it('of two rates cost the same as one window of the time of use', () => {
    const same = price([timeOfUse(window('Night', '22:00', '06:00', { price: '27.10' }))].map((rate) => ({ ...rate, otherwise: '33.40' })));
    expect(same.runningYearCents).toBe(price([twoRate]).runningYearCents);
  });

  it('hold on their days and months; the first that fits counts, the rest is the rest', () => {
    const shares = (...windows: { from: string; to: string; days?: ('workday' | 'saturday' | 'sunday')[]; months?: number[] }[]) =>
      windowShares(
        year,
        windows.map(({ days = [], months = [], ...times }) => ({ days, months, ...times })),
      );
    const all = { from: '00:00', to: '00:00' };
    const [summer, others] = shares({ ...all, months: [6, 7, 8] }, all);
    expect(summer?.toFixed(4)).toBe(new Decimal(weightFrom('2026-06-01', '2026-09-01')).div(weightOf(year)).toFixed(4));
    expect(summer?.plus(others ?? 0).toNumber()).toBe(1);
    const byKind = shares(...(['workday', 'saturday', 'sunday'] as const).map((kind) => ({ ...all, days: [kind] })));
    expect(byKind.reduce((sum, share) => sum.plus(share), new Decimal(0)).toFixed(12)).toBe('1.000000000000');
    expect(shares(all, { from: '12:00', to: '13:00' })[1]?.toNumber()).toBe(0);
  });

  it('begin and end at quarter hours', () => {
    expect(priceComponents.safeParse([timeOfUse(window('Odd', '22:07', '06:00'))]).success).toBe(false);
    const [quarter] = windowShares(year, [{ ...night, from: '12:00', to: '12:15' }]);
    const [hour] = windowShares(year, [{ ...night, from: '12:00', to: '13:00' }]);
    expect(hour?.div(quarter ?? 1).toFixed(1)).toBe('4.0');
  });

  it('divide whole kWh into whole kWh, none lost, none negative', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), shares, (total, parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
        const slices = kwhSlices(
          total,
          parts.map((part) => new Decimal(part).div(whole)),
        );
        expect(slices.reduce((sum, slice) => sum + slice, 0)).toBe(total);
        expect(slices.every((slice) => Number.isInteger(slice) && slice >= 0)).toBe(true);
      }),
    );
  });
});
