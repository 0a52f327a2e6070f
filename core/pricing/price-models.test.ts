import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../root.ts';
import { peerTotals } from './test-data/peer-adapter.ts';

const peerCases = z
  .array(
    z.object({
      case: z.string(),
      input: z.unknown(),
      expected: z.looseObject({ total_details: z.unknown(), items: z.array(z.unknown()) }),
    }),
  )
  .parse(JSON.parse(readFileSync(fromRoot('core/pricing/test-data/peer-cases.json'), 'utf8')));

const basket = z
  .looseObject({ cashbacks: z.array(z.number()), total_details: z.looseObject({}) })
  .parse(JSON.parse(readFileSync(fromRoot('core/pricing/test-data/peer-basket.json'), 'utf8')));

describe("a peer's price engine", () => {
  it('has sixteen cases', () => {
    expect(peerCases).toHaveLength(16);
  });

  it.each(peerCases)('and our price models agree on every figure: $case', ({ input, expected }) => {
    const totals = peerTotals(input);
    expect(totals).toMatchObject(expected);
    expect(totals.total_details).toEqual(expected.total_details);
  });

  it('and our price models agree on a basket of forty positions: each model, with and without tax, with each coupon', () => {
    const { cashbacks, total_details, ...sums } = basket;
    const totals = peerTotals(fortyPositions());
    expect(totals).toMatchObject(sums);
    expect(totals.total_details).toMatchObject(total_details);
    expect(totals.total_details.breakdown.cashbacks.map(({ amount_total }) => amount_total)).toEqual(cashbacks);
  });
});

describe('a fee of others with a markup', () => {
  const given = z.array(z.looseObject({ _price: z.looseObject({ get_ag: z.looseObject({}) }) }));
  const [item] = given.parse(peerCases.find(({ case: name }) => name === 'getag/priceGetAG')?.input);
  const priced = (change: object, getAg: object = {}, price: object = {}) => {
    const totals = peerTotals([
      { ...item, ...change, _price: { ...item?._price, ...price, get_ag: { ...item?._price.get_ag, ...getAg } } },
    ]);
    return [totals.amount_total, totals.amount_subtotal, totals.amount_tax];
  };
  const tier = (up_to: number | null, amount: string, field: string) => ({ up_to, [field]: amount });

  it('counts each purchase', () => {
    expect(priced({ quantity: 2 })).toEqual([48_289, 40_579, 7_710]);
  });

  it('is nothing while the fee is unknown, or nothing is used', () => {
    expect(priced({ external_fees_mappings: [] })).toEqual([0, 0, 0]);
    expect(priced({ price_mappings: [{ price_id: 'price#1', value: 0, frequency_unit: 'yearly' }] })).toEqual([0, 0, 0]);
  });

  it('has a markup by the tier that the use of a period reaches', () => {
    const markup_tiers = ['0.15', '0.10', '0.30'].map((amount, index) =>
      tier([500, 1_000, null][index] ?? null, amount, 'unit_amount_decimal'),
    );
    expect(priced({}, { markup_pricing_model: 'tiered_volume', markup_tiers })).toEqual([24_144, 20_289, 3_855]);
  });

  it('is spread over no units where it is one of the period', () => {
    const markup_tiers = ['5.00', '10.00', '20.00'].map((amount, index) =>
      tier([500, 1_000, null][index] ?? null, amount, 'flat_fee_amount_decimal'),
    );
    const fees = { external_fees_mappings: [{ price_id: 'price#1', amount_total_decimal: '54.26', frequency_unit: 'yearly' }] };
    expect(priced(fees, { type: 'base_price', markup_pricing_model: 'tiered_flatfee', markup_tiers })).toEqual([1_538, 1_293, 246]);
  });

  it('adds markups to the net fee where prices are net', () => {
    // (0.11886 + 0.10) × 1,000 = 218.86
    expect(priced({}, {}, { is_tax_inclusive: false })).toEqual([26_044, 21_886, 4_158]);
  });
});

describe('graduated prices of a measured use', () => {
  const tiers = [{ up_to: 10, unit_amount_decimal: '10.00' }, { up_to: 20, unit_amount_decimal: '8.00' }, { unit_amount_decimal: '6.00' }];
  const priced = (value: number, more: object = {}) => {
    const price = { _id: 'p', pricing_model: 'tiered_graduated', tiers, ...more };
    const { amount_total, amount_subtotal, amount_tax } = peerTotals([
      { quantity: 1, _price: price, taxes: [{ tax: { rate: 10 } }], price_mappings: [{ price_id: 'p', value, frequency_unit: 'monthly' }] },
    ]);
    return [amount_total, amount_subtotal, amount_tax];
  };

  it.each([
    [0, [0, 0, 0]],
    [10, [10_000, 9_091, 909]],
    [10.999, [10_799, 9_817, 982]],
    [15, [14_000, 12_727, 1_273]],
    [100, [66_000, 60_000, 6_000]],
  ])('are the sum of their parts: %d', (value, expected) => {
    expect(priced(value)).toEqual(expected);
  });

  it('reach their tiers by the use in the period in which they are paid', () => {
    expect(priced(15, { billing_period: 'yearly', type: 'recurring' })).toEqual(priced(180));
    expect(priced(16, { billing_period: 'weekly', type: 'recurring' })).toEqual(priced(4));
    expect(priced(2, { billing_period: 'every_quarter', type: 'recurring' })).toEqual(priced(6));
    expect(priced(2, { billing_period: 'every_6_months', type: 'recurring' })).toEqual(priced(12));
  });
});

describe('a sale with several taxes', () => {
  const position = (amount: string, rate: number | null, more: object = {}) => ({
    quantity: 1,
    taxes: rate === null ? [] : [{ tax: { _id: `tax-${rate}`, type: 'VAT', rate } }],
    _price: { unit_amount_decimal: amount, is_tax_inclusive: true, pricing_model: 'per_unit', type: 'one_time', ...more },
  });

  it('is summed by tax, by frequency and by both', () => {
    const monthly = { type: 'recurring', billing_period: 'monthly' };
    const { total_details, ...totals } = peerTotals([
      position('119', 19),
      position('107', 7),
      position('11.90', 19, monthly),
      position('23.80', 19),
    ]);
    expect(totals).toMatchObject({ amount_total: 26_170, amount_subtotal: 23_000, amount_tax: 3_170 });
    const { taxes, recurrences, recurrencesByTax } = total_details.breakdown;
    expect(taxes.map(({ amount }) => amount)).toEqual([2_470, 700]);
    expect(recurrences.map(({ amount_total }) => amount_total)).toEqual([24_980, 1_190]);
    expect(recurrencesByTax.map(({ amount_total, tax }) => [amount_total, tax?.amount])).toEqual([
      [14_280, 2_470],
      [10_700, 700],
      [1_190, 2_470],
    ]);
  });

  it('has what is not taxed in the taxes, and with the peer in the first group of its frequency', () => {
    const { taxes, recurrencesByTax } = peerTotals([position('119', 19), position('50', null)]).total_details.breakdown;
    expect(taxes.map(({ amount }) => amount)).toEqual([1_900, 0]);
    expect(recurrencesByTax.map(({ amount_total }) => amount_total)).toEqual([16_900]);
  });
});

function fortyPositions(): object[] {
  const tax = { _id: '19', type: 'VAT', rate: 19 };
  const tiers = [
    { up_to: 10, unit_amount: 1000, unit_amount_decimal: '10.00', flat_fee_amount: 5000, flat_fee_amount_decimal: '50.00' },
    { up_to: 20, unit_amount: 800, unit_amount_decimal: '8.00', flat_fee_amount: 9000, flat_fee_amount_decimal: '90.00' },
    { up_to: null, unit_amount: 600, unit_amount_decimal: '6.00', flat_fee_amount: 12000, flat_fee_amount_decimal: '120.00' },
  ];
  const percent = { type: 'percentage', percentage_value: '10' };
  const cashback = { category: 'cashback', cashback_period: '12' };
  const fixed = (cents: number) => ({
    type: 'fixed',
    fixed_value: cents,
    fixed_value_decimal: `${cents / 100}.00`,
    fixed_value_currency: 'EUR',
  });
  const coupons = [[], [percent], [fixed(500)], [{ ...fixed(1_000), ...cashback }], [{ ...percent, ...cashback }]];
  return ['per_unit', 'tiered_volume', 'tiered_graduated', 'tiered_flatfee'].flatMap((pricing_model) =>
    [true, false].flatMap((is_tax_inclusive) =>
      coupons.map((_coupons) => ({
        quantity: 15,
        taxes: [{ tax }],
        _price: {
          pricing_model,
          unit_amount_decimal: '12.34',
          ...(pricing_model === 'per_unit' ? {} : { tiers }),
          is_tax_inclusive,
          ...(is_tax_inclusive ? { type: 'one_time' } : { type: 'recurring', billing_period: 'monthly' }),
        },
        _coupons,
      })),
    ),
  );
}
