import { describe, expect, it } from 'vitest';
import { Decimal } from '../kernel/money.ts';
import { graduatedParts, volumeParts } from './tiers.ts';

const commission = [
  { upTo: 2_500, price: '1.60' },
  { upTo: 5_000, price: '1.00' },
  { upTo: null, price: '0.40' },
];

describe('graduated tiers', () => {
  it.each([
    [4_200, '57.00'],
    [3_402, '49.02'],
    [3_620, '51.20'],
    [6_000, '69.00'],
  ])('pay 1.60 ct to 2,500 kWh, 1.00 ct to 5,000 and 0.40 ct above: %i kWh are %s', (kwh, euros) => {
    const amount = graduatedParts(commission, kwh).reduce((sum, { quantity, price }) => sum.plus(quantity.times(price)), new Decimal(0));
    expect(amount.div(100).toFixed(2)).toBe(euros);
  });

  it('leave out tiers that are not reached, and refuse what lies beyond the last', () => {
    expect(graduatedParts(commission, 2_500)).toHaveLength(1);
    expect(() => graduatedParts(commission.slice(0, 2), 5_001)).toThrow('beyond the last tier, which ends at 5000');
    expect(() => volumeParts(commission.slice(0, 2), 5_001)).toThrow('beyond the last tier');
  });
});
