import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import { defaultInterest } from './default-interest.ts';

const rate = (percent: string, from: string, to: string | null) => ({ from, to, percent: new Decimal(percent) });
/** Base rates of 2025 and the points that consumers or companies owe above them. */
const german = (points: string) => [
  rate(new Decimal('2.27').plus(points).toFixed(), '2025-01-01', '2025-07-01'),
  rate(new Decimal('1.27').plus(points).toFixed(), '2025-07-01', '2026-01-01'),
];
const debt = { principalCents: 48_000, from: '2025-06-11', to: '2025-08-20', payments: [] };

describe('default interest', () => {
  it('is 6.03 over a change of the rate for a consumer: 20 days of 7.27 %, 50 of 6.27 %', () => {
    const { lines, cents } = defaultInterest(debt, german('5'));
    expect(lines.map(({ days, percent, amount }) => [days, percent.toNumber(), amount.toFixed(4)])).toEqual([
      [20, 7.27, '1.9121'],
      [50, 6.27, '4.1227'],
    ]);
    expect(cents).toBe(603);
  });

  it('is 9.72 for a company', () => {
    expect(defaultInterest(debt, german('9')).cents).toBe(972);
  });

  it('falls with a payment on the principal: 3.07 + 1.73', () => {
    const { lines, cents } = defaultInterest({ ...debt, payments: [{ on: '2025-07-15', cents: 20_000 }] }, german('5'));
    expect(lines.map(({ principalCents, days }) => [principalCents, days])).toEqual([
      [48_000, 20],
      [48_000, 14],
      [28_000, 36],
    ]);
    expect(lines[0]?.amount.plus(lines[1]?.amount ?? 0).toFixed(2)).toBe('3.07');
    expect(lines[2]?.amount.toFixed(2)).toBe('1.73');
    expect(cents).toBe(480);
  });

  it('is 18.86 over three rates of Poland', () => {
    const rates = [rate('10.50', '2025-07-03', '2025-09-04'), rate('10.25', '2025-09-04', '2025-10-09'), rate('10.00', '2025-10-09', null)];
    const { lines, cents } = defaultInterest({ principalCents: 120_000, from: '2025-08-25', to: '2025-10-20', payments: [] }, rates);
    expect(lines.map(({ days }) => days)).toEqual([10, 35, 11]);
    expect(cents).toBe(1_886);
  });

  it('is refused for a day without a known rate, before, between and after', () => {
    const [first, second] = german('5');
    if (!first || !second) throw new Error('two rates');
    expect(() => defaultInterest({ ...debt, from: '2024-12-31' }, german('5'))).toThrow(
      'rates: no rate of default interest is known for 2024-12-31',
    );
    expect(() => defaultInterest(debt, [first, { ...second, from: '2025-07-02' }])).toThrow('known for 2025-07-01');
    expect(() => defaultInterest({ ...debt, to: '2026-01-02' }, german('5'))).toThrow('known for 2026-01-01');
  });

  it('is nothing for no days, and never less for a day more', () => {
    expect(defaultInterest({ ...debt, to: debt.from }, german('5'))).toEqual({ lines: [], cents: 0 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(180), fc.nat(10), (principalCents, days, more) => {
        const until = (count: number) => defaultInterest({ ...debt, principalCents, to: addDays(debt.from, count) }, german('5')).cents;
        expect(until(days + more)).toBeGreaterThanOrEqual(until(days));
      }),
    );
  });
});
