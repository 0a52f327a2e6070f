import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/clock.ts';
import type { EnergyRate } from '../tariffs/tariff.components.ts';
import { leavingFee } from './leaving-fee.ts';

const single: EnergyRate = { kind: 'energy', rate: 'single', price: '10' };
const tiered: EnergyRate = {
  ...{ kind: 'energy', rate: 'tiered', mode: 'graduated' },
  tiers: [
    { upTo: 2_500, price: '12' },
    { upTo: null, price: '8' },
  ],
};
/** Term until 15 September 2027, left on 31 December 2026: 258 days, 3,500 × 258 / 365 = 2,473.97 kWh. */
const leave = { endsOn: '2026-12-31', termEndsOn: '2027-09-15', annualKwh: 3_500, rate: single };
const told = (agreed: { form: 'FIXED' | 'PER_KWH' | 'PERCENT'; amount: string; cap?: string }, more: object = {}) => {
  const { amount, lines, remainingDays, remainingKwh } = leavingFee({ ...leave, agreed: { cap: null, ...agreed }, ...more });
  return {
    amount,
    days: remainingDays,
    kwh: remainingKwh,
    lines: lines.map((one) => `${one.quantity} ${one.unit} × ${one.price} ${one.priceUnit} = ${one.amount}`),
  };
};

describe('a fee for leaving before the end of the term', () => {
  it('is a sum, ct for each kWh that remains, or percent of what they would have cost, to the cent', () => {
    expect(told({ form: 'FIXED', amount: '75' })).toEqual({ amount: '75.00', days: 258, kwh: 2_474, lines: ['1 1 × 75 EUR = 75.00'] });
    expect(told({ form: 'PER_KWH', amount: '2.5' })).toEqual({
      amount: '61.85',
      days: 258,
      kwh: 2_474,
      lines: ['2474 kWh × 2.5 ct/kWh = 61.85'],
    });
    expect(told({ form: 'PERCENT', amount: '10' })).toMatchObject({
      amount: '24.74',
      lines: ['2474 kWh × 10 ct/kWh = 247.40', '247.40 EUR × 10 % = 24.74'],
    });
  });

  it('counts tiers by the use of a year, not by what is left of it', () => {
    // 2,500 × 12 ct + 1,000 × 8 ct = 380.00 a year; × 2,474 / 3,500 = 268.606; 15 % of 268.61 = 40.2915
    expect(told({ form: 'PERCENT', amount: '15' }, { rate: tiered })).toMatchObject({ amount: '40.29' });
  });

  it('is never more than its cap', () => {
    expect(told({ form: 'PER_KWH', amount: '2.5', cap: '50' })).toMatchObject({
      amount: '50.00',
      lines: ['2474 kWh × 2.5 ct/kWh = 61.85', '1 1 × 50 EUR = 50.00'],
    });
    expect(told({ form: 'PER_KWH', amount: '2.5', cap: '61.85' }).lines).toHaveLength(1);
  });

  it('is not guessed where a consumption or a price is unknown', () => {
    expect(told({ form: 'PER_KWH', amount: '2.5' }, { annualKwh: null })).toMatchObject({ amount: null, kwh: null });
    expect(told({ form: 'PERCENT', amount: '10' }, { rate: null }).amount).toBeNull();
    expect(told({ form: 'FIXED', amount: '75' }, { annualKwh: null }).amount).toBe('75.00');
  });

  it('never grows by staying longer, nor beyond its cap', () => {
    const form = fc.constantFrom('FIXED' as const, 'PER_KWH' as const, 'PERCENT' as const);
    const cents = fc.integer({ min: 0, max: 9_999 }).map((n) => (n / 100).toFixed(2));
    fc.assert(
      fc.property(
        form,
        cents,
        fc.option(cents),
        fc.nat(2_000),
        fc.nat(300),
        fc.nat(100_000),
        (form, amount, cap, days, more, annualKwh) => {
          const agreed = { form, amount, cap };
          const fee = (left: number) =>
            Number(leavingFee({ agreed, endsOn: '2026-01-01', termEndsOn: addDays('2026-01-01', left), annualKwh, rate: single }).amount);
          expect(fee(days + 1)).toBeLessThanOrEqual(fee(days + 1 + more));
          if (cap !== null) expect(fee(days + 1)).toBeLessThanOrEqual(Number(cap));
        },
      ),
    );
  });
});
