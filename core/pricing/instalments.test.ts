import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../kernel/money.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { energyBlock } from './energy-block.ts';
import { instalments, remainingInstalments, vatInside } from './instalments.ts';
import { plainUsage } from './usage.ts';

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);
const each = (count: number, cents: number) => Array.from({ length: count }, () => cents);

describe('instalments', () => {
  it('are 11 × 118.00 for 1,295.30, each with 18.84 of tax', () => {
    expect(instalments(129_530, 11, 'full-euros')).toEqual(each(11, 11_800));
    expect(vatInside(11_800, new Decimal('0.19'))).toBe(1_884);
  });

  it('are 2 × 107.95 + 10 × 107.94 exactly', () => {
    expect(instalments(129_530, 12, 'exact')).toEqual([...each(2, 10_795), ...each(10, 10_794)]);
  });

  it('leave 114.42 to refund after a bill of 3,620 kWh, and are 122.00 then', () => {
    const components = priceComponents.parse([
      { kind: 'energy', rate: 'single', price: '31.90' },
      { kind: 'base-fee', amount: '14.90', per: 'month' },
      { kind: 'bonus', form: 'percent', amount: '15', cap: '150' },
    ]);
    const bill = energyBlock({ basis: 'GROSS', vatRate: new Decimal('0.19'), components }, plainUsage(3_620));
    expect(bill.components.slice(0, 2).map(({ amount }) => amount.toFixed(2))).toEqual(['1154.78', '178.80']);
    expect(bill).toMatchObject({ runningYearCents: 133_358, firstYearCents: 118_358 });
    expect(sum(instalments(129_530, 11, 'full-euros')) - bill.firstYearCents).toBe(11_442);
    expect(instalments(bill.runningYearCents, 11, 'full-euros')).toEqual(each(11, 12_200));
  });

  it('are computed again from what is paid: 131.00 when 1,362.16 are expected after six', () => {
    expect(remainingInstalments({ expectedCents: 136_216, paidCents: 70_800, count: 5 }, 'full-euros')).toEqual(each(5, 13_100));
  });

  it('are nothing where more was paid than is expected', () => {
    expect(remainingInstalments({ expectedCents: 50_000, paidCents: 70_800, count: 5 }, 'exact')).toEqual(each(5, 0));
  });

  it('cover the year: exactly, or by less than a euro each', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 12 }), (expected, count) => {
        const [full, exact] = [instalments(expected, count, 'full-euros'), instalments(expected, count, 'exact')];
        expect(sum(exact)).toBe(expected);
        expect(Math.max(...exact) - Math.min(...exact)).toBeLessThanOrEqual(1);
        expect(sum(full)).toBeGreaterThanOrEqual(expected);
        expect(sum(full) - expected).toBeLessThan(count * 100);
        expect(full.every((cents) => cents % 100 === 0)).toBe(true);
      }),
    );
  });
});
