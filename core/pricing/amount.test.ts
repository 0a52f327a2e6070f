import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, toCents } from '../kernel/money.ts';
import { amountOf, exact, times } from './amount.ts';
import { type Frequency, perPeriod } from './frequency.ts';
import { priceParts, totalOf } from './price-models.ts';
import { discounted, discountedTotal } from './reduction.ts';
import { type SaleLine, saleTotals } from './sale-totals.ts';

const price = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => new Decimal(value).div(10_000));
const positive = price.map((value) => value.abs());
const basis = fc.record({
  basis: fc.constantFrom('NET' as const, 'GROSS' as const),
  taxRate: fc.constantFrom('0', '0.07', '0.19', '0.2', '0.25').map((rate) => new Decimal(rate)),
});

describe('an amount', () => {
  it('keeps the side that was published, and net and tax are the gross', () => {
    fc.assert(
      fc.property(price, basis, (published, taxed) => {
        const { net, tax, gross } = amountOf(published, taxed);
        expect((taxed.basis === 'NET' ? net : gross).equals(published)).toBe(true);
        expect(net.plus(tax).equals(gross)).toBe(true);
      }),
    );
  });

  it('comes back to the cent from net to gross and from gross to net', () => {
    fc.assert(
      fc.property(price, basis, (published, { taxRate }) => {
        const gross = amountOf(published, { basis: 'GROSS', taxRate });
        expect(toCents(amountOf(gross.net, { basis: 'NET', taxRate }).gross)).toBe(toCents(gross.gross));
      }),
    );
  });

  it('rounds halves of the twelfth decimal to the even digit', () => {
    expect(['0.0000000000005', '0.0000000000015', '0.0000000000025'].map((value) => exact(value).toFixed(12))).toEqual([
      '0.000000000000',
      '0.000000000002',
      '0.000000000002',
    ]);
  });
});

describe('a discount', () => {
  const reduction = fc.oneof(
    fc.integer({ min: -20, max: 150 }).map((percent) => ({ kind: 'percent' as const, percent: String(percent) })),
    positive.map((amount) => ({ kind: 'fixed' as const, amount: amount.toFixed() })),
  );

  it('makes no price negative, no price dearer, and what is off and what is left are what it was', () => {
    fc.assert(
      fc.property(positive, basis, reduction, fc.integer({ min: 1, max: 50 }), (published, taxed, off, count) => {
        const parts = priceParts({ kind: 'per-unit', amount: published.toFixed() }, { units: 1, count }, taxed);
        const { total, before, off: taken } = discountedTotal(parts.map((part) => discounted(part, off, taxed)));
        expect(toCents(total.gross)).toBeGreaterThanOrEqual(0);
        expect(before.gross.equals(totalOf(parts).gross)).toBe(true);
        expect(total.gross.plus(taken.gross).minus(before.gross).abs().lt('1e-9')).toBe(true);
        expect(total.gross.lte(before.gross)).toBe(true);
      }),
    );
  });
});

describe('a figure of a period', () => {
  it('is that of another: a month has four weeks, a year fifty-two', () => {
    const periods: Frequency[] = ['weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly'];
    expect(periods.map((period) => perPeriod(12_000, 'yearly', period).toDecimalPlaces(2).toNumber())).toEqual([
      230.77, 1_000, 3_000, 6_000, 12_000,
    ]);
    expect([perPeriod(4, 'monthly', 'weekly'), perPeriod(1, 'weekly', 'monthly')].map(Number)).toEqual([1, 4]);
  });
});

describe('the totals of a sale', () => {
  const line = fc.record({
    frequency: fc.constantFrom<Frequency | null>(null, 'monthly', 'yearly'),
    tax: fc.constantFrom('19', '7'),
    total: fc
      .tuple(price, fc.integer({ min: 1, max: 20 }))
      .map(([amount, count]) => times(amountOf(amount, { basis: 'NET', taxRate: new Decimal('0.19') }), count)),
    discount: fc.constant(null),
  });

  it('are the same by frequency, by tax and by both', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines: SaleLine[]) => {
        const { total, byFrequency, byTax, byFrequencyAndTax } = saleTotals(lines, []);
        for (const groups of [byFrequency, byTax, byFrequencyAndTax]) {
          expect(groups.reduce((sum, group) => sum.plus(group.total.gross), new Decimal(0)).equals(total.gross)).toBe(true);
        }
      }),
    );
  });

  it('take a year of cashbacks from what is paid once, a twelfth from what is paid each month', () => {
    const amount = amountOf('100', { basis: 'GROSS', taxRate: new Decimal('0.19') });
    const once = { frequency: null, tax: '19', total: amount, discount: null };
    const { byFrequency } = saleTotals([once, { ...once, frequency: 'monthly' }], [new Decimal(100), new Decimal(20)]);
    expect(byFrequency.map(({ afterCashbacks }) => afterCashbacks?.toNumber())).toEqual([-20, 90]);
  });
});
