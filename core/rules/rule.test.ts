import { afterAll, describe, expect, it } from 'vitest';
import { defaultInterest } from '../pricing/default-interest.ts';
import { createTestApp } from '../testing/app.ts';
import { defaultInterestRates, vatRateOn } from './rates.ts';
import { RULES, ruleOn } from './rule-lookup.ts';

const app = await createTestApp();
afterAll(() => app.close());
const unknown = expect.objectContaining({ code: 'RULE_UNKNOWN' });

describe('the table of rules', () => {
  it('has no two active lines that could decide at once', () => {
    const active = RULES.filter(({ isActive }) => isActive);
    const overlaps = active.flatMap((one, index) =>
      active.slice(index + 1).filter((other) => {
        const sameWhere = one.kind === other.kind && one.country === other.country && one.situation === other.situation;
        const sameWhom = one.segment === other.segment || one.segment === 'ALL' || other.segment === 'ALL';
        const goods =
          one.commodities === null || other.commodities === null || one.commodities.some((code) => other.commodities?.includes(code));
        const apart =
          (one.validTo !== null && (other.validFrom ?? '') >= one.validTo) ||
          (other.validTo !== null && (one.validFrom ?? '') >= other.validTo);
        return sameWhere && sameWhom && goods && !apart;
      }),
    );
    expect(overlaps).toEqual([]);
  });

  it('says for every line what, since when in order, and where it is written', () => {
    for (const rule of RULES) {
      expect(rule.text.length).toBeGreaterThan(2);
      expect(rule.source.length).toBeGreaterThan(4);
      if (rule.validFrom && rule.validTo) expect(rule.validFrom < rule.validTo).toBe(true);
    }
  });

  it.each([
    ['move-in', 'AT'],
    ['withdrawal', 'DK'],
    ['customer-notice', 'DK'],
    ['customer-notice', 'AT'],
    ['customer-notice', 'PL'],
    ['switch-lead-time', 'DK'],
    ['switch-lead-time', 'NO'],
    ['move-in', 'DK'],
    ['price-change', 'PL'],
    ['price-change', 'DK'],
    ['bill-due', 'AT'],
    ['bill-due', 'DK'],
    ['bill-correction', 'NO'],
    ['reminder-fee', 'DE'],
    ['reminder-fee', 'AT'],
    ['term-end-information', 'AT'],
    ['bill-instalments', 'AT'],
    ['renewal', 'AT'],
    ['disconnection', 'DE'],
    ['vat', 'DK'],
  ] as const)('holds the unconfirmed %s of %s, which never decides', (kind, country) => {
    const found = RULES.filter((rule) => rule.kind === kind && rule.country === country);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ isActive }) => !isActive)).toBe(true);
    for (const day of ['2020-01-01', '2026-09-14', '2030-01-01'])
      expect(() =>
        ruleOn(kind, { country, day, commodity: 'ELECTRICITY', segment: 'HOUSEHOLD', isConsumer: true, isSmallCompany: true }),
      ).toThrow(unknown);
  });

  it('keeps household and consumer apart', () => {
    const ask = (segment: 'HOUSEHOLD' | 'BUSINESS', isConsumer: boolean) =>
      ruleOn('default-interest', { country: 'DE', day: '2025-08-01', segment, isConsumer }).value;
    expect(ask('HOUSEHOLD', false)).toEqual({ pointsOverBase: '9' });
    expect(ask('BUSINESS', true)).toEqual({ pointsOverBase: '5' });
    const small = { country: 'AT', day: '2026-09-14', commodity: 'ELECTRICITY', segment: 'BUSINESS', isConsumer: false } as const;
    expect(() => ruleOn('disconnection', small)).toThrow(unknown);
    expect(ruleOn('disconnection', { ...small, isSmallCompany: true }).source).toBe('ElWG § 34');
  });

  it('names in its refusal what was asked', () => {
    expect(() => ruleOn('vat', { country: 'DK', commodity: 'GAS', day: '2026-01-01' })).toThrow(
      /kind vat, country DK, commodity GAS, day 2026-01-01/,
    );
  });
});

describe('rates', () => {
  const vat = (country: string, commodity: string, day: string) => vatRateOn({ country, commodity, day })?.rate.toString();
  it.each([
    ['DE', 'ELECTRICITY', '2022-12-31', '0.19'],
    ['DE', 'ELECTRICITY', '2020-12-31', '0.16'],
    ['DE', 'GAS', '2022-09-30', '0.19'],
    ['DE', 'GAS', '2022-10-01', '0.07'],
    ['DE', 'GAS', '2024-03-31', '0.07'],
    ['DE', 'GAS', '2024-04-01', '0.19'],
    ['AT', 'ELECTRICITY', '2026-09-14', '0.2'],
  ])('of value added tax: %s %s on %s is %s', (country, commodity, day, expected) => {
    expect(vat(country, commodity, day)).toBe(expected);
  });

  it('of value added tax are not known where no confirmed rule says', () => {
    expect(vat('AT', 'WATER', '2026-09-14')).toBeUndefined();
  });

  const interest = (country: string, isConsumer: boolean, day: string) => {
    const found = defaultInterestRates({ country, isConsumer }).filter(({ from, to }) => from <= day && (to === null || day < to));
    return found.map(({ percent }) => percent.toString()).join(' and ');
  };
  it.each([
    ['DE', true, '2025-06-30', '7.27'],
    ['DE', true, '2025-07-01', '6.27'],
    ['DE', false, '2025-06-30', '11.27'],
    ['DE', false, '2025-12-31', '10.27'],
    ['AT', true, '2026-09-14', '4'],
    ['AT', false, '2023-06-30', '11.08'],
    ['DK', true, '2024-01-01', '11.75'],
    ['NO', false, '2023-01-01', '10.75'],
    ['PL', true, '2025-09-03', '10.5'],
    ['PL', true, '2025-09-04', '10.25'],
    ['PL', true, '2025-10-09', '10'],
  ] as const)('of default interest: %s, consumer %s, on %s is %s', (country, isConsumer, day, expected) => {
    expect(interest(country, isConsumer, day)).toBe(expected);
  });

  it.each([
    ['DE', true, '2026-01-01'],
    ['DE', true, '2024-12-31'],
    ['AT', false, '2026-09-14'],
    ['AT', true, '2013-03-15'],
    ['DK', true, '2024-07-01'],
    ['NO', true, '2023-07-01'],
    ['PL', true, '2026-09-14'],
    ['PL', false, '2025-09-04'],
  ] as const)('are not known: %s, consumer %s, on %s', (country, isConsumer, day) => {
    expect(interest(country, isConsumer, day)).toBe('');
  });

  it.each([
    ['DE', true, 48_000, '2025-06-11', '2025-08-20', 603],
    ['DE', false, 48_000, '2025-06-11', '2025-08-20', 972],
    ['PL', true, 120_000, '2025-08-25', '2025-10-20', 1_886],
  ] as const)(
    'charge what the law allows: %s, consumer %s, %d cents from %s to %s',
    (country, isConsumer, principalCents, from, to, cents) => {
      const rates = defaultInterestRates({ country, isConsumer });
      expect(defaultInterest({ principalCents, from, to, payments: [] }, rates).cents).toBe(cents);
      expect(() => defaultInterest({ principalCents, from, to: '2026-02-01', payments: [] }, rates)).toThrow(
        expect.objectContaining({ code: 'INTEREST_RATE_UNKNOWN' }),
      );
    },
  );
});

describe('whoever sees tariffs', () => {
  const query =
    'query ($country: String, $kind: String, $on: Date, $always: Boolean) { statutoryRules(country: $country, kind: $kind, on: $on, always: $always) { kind text value source isActive isInForce validFrom } }';

  it('sees the rules of the own country in force, each with its source and whether it decides', async () => {
    const { data } = await app.gql(query, { kind: 'switch-lead-time' });
    expect(data.statutoryRules).toMatchObject([
      { value: { lead: { count: 24, unit: 'HOURS' } }, source: 'ElWG § 25', isActive: true, isInForce: true, validFrom: '2026-04-01' },
      { isActive: false },
    ]);
  });

  it('asks for another country, another day and the history', async () => {
    const rates = async (variables: object) =>
      (await app.gql(query, { country: 'DE', kind: 'base-rate', ...variables })).data.statutoryRules.map(
        (rule: { value: { percent: string } }) => rule.value.percent,
      );
    expect(await rates({ on: '2025-03-01' })).toEqual(['2.27']);
    expect(await rates({ on: '2025-03-01', always: true })).toEqual(['2.27', '1.27', '1.27', '1.52']);
  });

  it('is the only one', async () => {
    const { errors } = await app.gql(query, {}, await app.as('a', { permissions: new Set() }));
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
