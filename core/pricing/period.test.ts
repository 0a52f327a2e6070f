import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/clock.ts';
import { Decimal, toCents } from '../kernel/money.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { energyBlock, type TariffTerms } from './energy-block.ts';
import { extrapolate } from './extrapolation.ts';
import { partOf } from './load-period.ts';
import { evenLoad, loadPeriod, loadYear } from './load-profile.ts';
import { pricePeriod } from './period.ts';
import { dayKinds } from './test-data/day-kinds.ts';
import { plainUsage } from './usage.ts';

const kinds = dayKinds('DE');
const year = loadYear('H25', 2026, kinds);
const even = evenLoad(year, kinds);
const use = (kwh: number, load = year) => ({ kwh, load, lowRateKwh: null, spot: [] });
const terms = (components: readonly object[], change: Partial<TariffTerms> = {}): TariffTerms => ({
  basis: 'GROSS',
  vatRate: new Decimal('0.19'),
  components: priceComponents.parse(components),
  ...change,
});
const single = (price: string) => ({ kind: 'energy', rate: 'single', price });
const monthly = (amount: string, more: object = {}) => ({ kind: 'base-fee', amount, per: 'month', ...more });
/** Two prices that change on a day of 2026. */
const changing = (on: string, before: TariffTerms, after: TariffTerms) => [
  { from: '2025-01-01', to: on, terms: before },
  { from: on, to: '2028-01-01', terms: after },
];
const october = (more: object = {}) =>
  changing('2026-10-01', terms([single('31.90'), monthly('14.90', more)]), terms([single('34.50'), monthly('15.90', more)]));

describe('a year in which price and base fee change', () => {
  it('is divided by the profile: 2,637 + 983 kWh, 273 + 92 days, 1,362.16 EUR', () => {
    const priced = pricePeriod('energy', october(), use(3_620));
    expect(priced.slices.map(({ from, to, kwh }) => [from, to, kwh])).toEqual([
      ['2026-01-01', '2026-10-01', 2_637],
      ['2026-10-01', '2027-01-01', 983],
    ]);
    expect(priced.slices.flatMap(({ components }) => components.map(({ amount }) => amount.toFixed(2)))).toEqual([
      '841.20',
      '133.73',
      '339.14',
      '48.09',
    ]);
    expect(priced).toMatchObject({ totalCents: 136_216, profile: 'H25 (BDEW 2025), dynamised' });
  });

  it('costs 1.85 less when days alone divide it, 2,708 + 912 kWh', () => {
    const priced = pricePeriod('energy', october(), use(3_620, even));
    expect(priced.slices.map(({ kwh }) => kwh)).toEqual([2_708, 912]);
    expect(priced.totalCents).toBe(136_216 - 185);
  });

  it('divides the base fee by whole months where the tariff says so: 134.10 + 47.70', () => {
    const priced = pricePeriod('energy', october({ proration: 'months' }), use(3_620));
    const fees = priced.slices.map(({ components }) => components.find(({ code }) => code === 'base-price')?.amount.toNumber());
    expect(fees).toEqual([134.1, 47.7]);
  });

  it('counts a month for the part in which it begins, from the day on which supply began', () => {
    const supply = loadPeriod('H25', { from: '2026-01-15', to: '2027-01-15' }, kinds);
    const feesAfter = (day: string) => {
      const prices = changing(day, terms([monthly('10', { proration: 'months' })]), terms([monthly('20', { proration: 'months' })]));
      return pricePeriod('energy', prices, use(1, supply)).totalCents;
    };
    expect([feesAfter('2026-03-15'), feesAfter('2026-03-16'), feesAfter('2026-04-15')]).toEqual([22_000, 21_000, 21_000]);
  });

  it('is taxed by the rate of each part, each rounded once', () => {
    const prices = changing(
      '2026-07-01',
      terms([single('10')], { basis: 'NET' }),
      terms([single('10')], { basis: 'NET', vatRate: new Decimal('0.16') }),
    );
    const { blocks, slices, totalCents } = pricePeriod('energy', prices, use(3_500));
    const [first = 0, second = 0] = slices.map(({ kwh }) => kwh);
    expect(blocks.map(({ runningYearCents }) => runningYearCents)).toEqual([
      toCents(new Decimal(first).times('0.119')),
      toCents(new Decimal(second).times('0.116')),
    ]);
    expect(totalCents).toBe(blocks.reduce((sum, { runningYearCents }) => sum + runningYearCents, 0));
  });

  it('holds a levy that ends with the calendar year', () => {
    const supply = loadPeriod('H25', { from: '2026-07-01', to: '2027-07-01' }, dayKinds('DE'));
    const levy = (price: string) => terms([single(price)], { basis: 'NET', vatRate: new Decimal('0.2') });
    const { slices, totalCents } = pricePeriod('levies', changing('2027-01-01', levy('0.1'), levy('1.5')), use(3_500, supply));
    const [before = 0, after = 0] = slices.map(({ kwh }) => kwh);
    expect(before + after).toBe(3_500);
    expect(totalCents).toBe(toCents(new Decimal(before).times('0.0012').plus(new Decimal(after).times('0.018'))));
  });

  it('prices rates by time within each part, and registers without losing a kWh', () => {
    const twoRate = (low: string) => terms([{ kind: 'energy', rate: 'two-rate', high: '33.40', low, lowFrom: '22:00', lowTo: '06:00' }]);
    const prices = changing('2026-04-01', twoRate('27.10'), twoRate('20.00'));
    const ofProfile = pricePeriod('energy', prices, use(3_501));
    const ofRegister = pricePeriod('energy', prices, { ...use(3_501), lowRateKwh: 1_001 });
    const kwh = (priced: typeof ofProfile, code: string) =>
      priced.slices
        .flatMap(({ components }) => components)
        .filter((line) => line.code === code)
        .reduce((sum, { quantity }) => sum + quantity.toNumber(), 0);
    expect(kwh(ofProfile, 'energy-price-high') + kwh(ofProfile, 'energy-price-low')).toBe(3_501);
    expect([kwh(ofRegister, 'energy-price-high'), kwh(ofRegister, 'energy-price-low')]).toEqual([2_500, 1_001]);
  });

  it('reaches tiers by the quantity of the whole year', () => {
    const tiers = [
      { upTo: 2_000, price: '30' },
      { upTo: null, price: '20' },
    ];
    const graduated = terms([{ kind: 'energy', rate: 'tiered', mode: 'graduated', tiers }]);
    const { totalCents } = pricePeriod('energy', changing('2026-05-01', graduated, graduated), use(3_500));
    expect(totalCents).toBe(energyBlock(graduated, plainUsage(3_500)).runningYearCents);
  });

  it('costs the base fee alone where nothing was used, tiers or not', () => {
    const tiers = [
      { upTo: 1_000, price: '30' },
      { upTo: null, price: '20' },
    ];
    const tiered = terms([{ kind: 'energy', rate: 'tiered', mode: 'graduated', tiers }, monthly('10')]);
    expect(pricePeriod('energy', changing('2026-07-01', tiered, tiered), use(0)).totalCents).toBe(12_000);
  });

  it('is refused where a day has no price, or two', () => {
    const [before, after] = october();
    if (!before || !after) throw new Error('two prices');
    expect(() => pricePeriod('energy', [before], use(1))).toThrow('prices: on 2026-10-01 not exactly one price holds');
    expect(() => pricePeriod('energy', [after], use(1))).toThrow('prices: on 2026-01-01');
    expect(() => pricePeriod('energy', [before, { ...after, from: '2026-09-30' }], use(1))).toThrow('not exactly one price holds');
  });
});

describe('any change within a year', () => {
  const decimal = fc.integer({ min: 0, max: 5_000 }).map((value) => new Decimal(value).div(100).toFixed());
  const anyTerms = fc
    .record({
      energy: decimal,
      fee: decimal,
      proration: fc.constantFrom('days', 'months'),
      basis: fc.constantFrom('NET' as const, 'GROSS' as const),
    })
    .map(({ energy, fee, proration, basis }) => terms([single(energy), monthly(fee, { proration })], { basis }));
  const borders = fc
    .uniqueArray(fc.integer({ min: 1, max: 364 }), { maxLength: 4 })
    .map((days) => [0, ...days.sort((a, b) => a - b), 365].map((day) => addDays('2026-01-01', day)));
  const cut = (days: readonly string[], priced: TariffTerms) =>
    days.slice(1).map((to, index) => ({ from: days[index] ?? '', to, terms: priced }));

  it('to the same price leaves the year as it was, but for the rounding of lines with tax', () => {
    fc.assert(
      fc.property(borders, anyTerms, fc.integer({ min: 1, max: 20_000 }), (days, priced, kwh) => {
        const { slices, totalCents } = pricePeriod('energy', cut(days, priced), use(kwh));
        expect(slices.reduce((sum, slice) => sum + slice.kwh, 0)).toBe(kwh);
        const lines = slices.flatMap(({ components }) => components).filter(({ isGross }) => isGross).length;
        const whole = energyBlock(priced, plainUsage(kwh)).runningYearCents;
        expect(Math.abs(totalCents - whole)).toBeLessThanOrEqual(lines / 2 + (lines === 0 ? 0 : 1));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a year from a part', () => {
  const read = (from: string, to: string) => partOf(year, from, to);
  const base = { year, minimumDays: 14 };

  it('is 3,861 kWh for 268 kWh from 2 to 25 November, by days 4,076', () => {
    const part = read('2026-11-02', '2026-11-26');
    const estimate = extrapolate(new Decimal(268), { ...base, part });
    expect(estimate.share.times(100).toFixed(4)).toBe('6.9417');
    expect(estimate).toMatchObject({ annualKwh: 3_861, profile: 'H25 (BDEW 2025), dynamised' });
    expect(extrapolate(new Decimal(268), { minimumDays: 14, part: partOf(even, part.from, part.to), year: even }).annualKwh).toBe(4_076);
  });

  it('is 3,402 kWh for 1,730 kWh until the end of June', () => {
    expect(extrapolate(new Decimal(1_730), { ...base, part: read('2026-01-01', '2026-07-01') }).annualKwh).toBe(3_402);
  });

  it('is refused below so many days', () => {
    const part = read('2026-11-02', '2026-11-15');
    expect(() => extrapolate(new Decimal(100), { ...base, part })).toThrow('days: 13 days are too few to tell a year from, 14 are needed');
    expect(extrapolate(new Decimal(100), { ...base, part: read('2026-11-02', '2026-11-16') }).annualKwh).toBeGreaterThan(0);
  });

  it('has a band that narrows with the days and closes with the year', () => {
    const bandOf = (to: string) => {
      const { low, high, annualKwh } = extrapolate(new Decimal(1_000), { ...base, part: read('2026-01-01', to) });
      expect(low).toBeLessThanOrEqual(annualKwh);
      expect(high).toBeGreaterThanOrEqual(annualKwh);
      return (high - low) / annualKwh;
    };
    const bands = ['2026-01-20', '2026-03-01', '2026-07-01', '2027-01-01'].map(bandOf);
    expect(bands).toEqual([...bands].sort((a, b) => b - a));
    expect(bands.at(-1)).toBe(0);
  });
});
