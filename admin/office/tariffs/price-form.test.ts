import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundPrice } from '../../../core/tariffs/tariff.form.ts';
import { priceFormOf } from '../../../core/tariffs/tariff-price.inputs.ts';
import { countOf, emptyForm, merged, type PriceForm, withoutRow, withRow } from './price-form.ts';
import { inputOf, placeOf } from './price-input.ts';
import { formOf, shifted } from './price-stored.ts';

const money = fc.tuple(fc.nat(999), fc.nat(9999)).map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}1`);
const hour = fc.nat(23).map((at) => `${String(at).padStart(2, '0')}:15`);
const window = fc.record({
  name: fc.constantFrom('peak', 'night'),
  price: money,
  from: hour,
  to: hour,
  days: fc.subarray(['workday', 'saturday', 'sunday']),
  months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
});
const energy = fc.oneof(
  fc.record({ kind: fc.constant('energy'), rate: fc.constant('single'), price: money }),
  fc.record({
    kind: fc.constant('energy'),
    rate: fc.constant('two-rate'),
    high: money,
    low: money,
    lowFrom: fc.constant('22:00'),
    lowTo: fc.constant('06:00'),
  }),
  fc.record({
    kind: fc.constant('energy'),
    rate: fc.constant('time-of-use'),
    windows: fc.array(window, { minLength: 1, maxLength: 3 }),
    otherwise: money,
  }),
  fc.record({ kind: fc.constant('energy'), rate: fc.constant('spot'), index: fc.constant('EPEX-AT'), surcharge: money }),
  fc.record({
    kind: fc.constant('energy'),
    rate: fc.constant('tiered'),
    mode: fc.constantFrom('volume', 'graduated'),
    tiers: fc.tuple(money, money).map(([a, b]) => [
      { upTo: 1_000, price: a },
      { upTo: null, price: b },
    ]),
  }),
);
const bonus = fc.record({
  ...{
    kind: fc.constant('bonus'),
    form: fc.constantFrom('fixed', 'per-kwh'),
    amount: money,
    base: fc.constantFrom('first-year', 'energy'),
  },
  audience: fc.constantFrom('everybody', 'new-customer'),
  payable: fc.constantFrom({ on: 'annual-bill' }, { on: 'supply-start', afterDays: 60 }),
  condition: fc.constantFrom('For readers of the paper', 'Direct debit'),
});
const components = fc
  .tuple(
    fc.option(
      fc.record({
        kind: fc.constant('base-fee'),
        amount: money,
        per: fc.constantFrom('month', 'year'),
        proration: fc.constantFrom('days', 'months'),
      }),
    ),
    energy,
    fc.array(fc.record({ kind: fc.constant('one-off-fee'), name: fc.constant('Meter'), amount: money }), { maxLength: 2 }),
    fc.array(bonus, { maxLength: 3 }),
  )
  .map(([base, energy, fees, bonuses]) => [...(base ? [base] : []), energy, ...fees, ...bonuses]);
const areas = fc.constantFrom(
  [],
  [{ kind: 'postcodes', postcodes: ['1010', '1020'] }],
  [
    { kind: 'postcode-range', from: '2000', to: '2999' },
    { kind: 'postcode-range', from: '4000', to: '4020' },
    { kind: 'grid-areas', gridAreas: ['east'] },
  ],
);
const terms = fc.record({
  ...{ validFrom: fc.constant('2026-10-01'), validTo: fc.constantFrom(null, '2027-10-01'), region: fc.constantFrom('', 'West') },
  ...{
    basis: fc.constantFrom('NET', 'GROSS'),
    vatRate: fc.constantFrom(null, '0.2', '0.07', '0.255'),
    consumptionFrom: fc.constantFrom(null, 0, 1_500),
  },
  ...{ consumptionTo: fc.constantFrom(null, 100_000), guaranteeMonths: fc.nat(24), guaranteeUntil: fc.constant(null) },
  ...{ guaranteeScope: fc.constantFrom('ENERGY_ONLY', 'FULL'), minimumTermMonths: fc.constant(12), noticeCount: fc.nat(6) },
  ...{ noticeUnit: fc.constantFrom('DAYS', 'WEEKS', 'MONTHS'), renewalMonths: fc.nat(12) },
  leavingFee: fc.constantFrom(null, { form: 'FIXED', amount: '50', cap: null }, { form: 'PER_KWH', amount: '1.5', cap: '80' }),
});

describe('the form of a price', () => {
  it('gives back every version that it was filled with, to the last digit', () => {
    fc.assert(
      fc.property(terms, components, areas, (facts, parts, places) => {
        const { input, problems } = inputOf(formOf({ ...facts, components: parts, areas: places }));
        expect(problems).toEqual([]);
        const back = soundPrice(priceFormOf({ ...input, areas: input.areas ?? [] }));
        const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
        expect(back).toMatchObject({ ...said, components: parts, areas: places });
      }),
    );
  });

  it('takes a comma for a point, and says of what is no number where it stands', () => {
    const form: PriceForm = { ...emptyForm('2026-10-01'), 'base.amount': '12,50', 'energy.price': 'ten', consumptionFrom: '1.5' };
    const { input, problems } = inputOf(form);
    expect(input.components[0]).toMatchObject({ baseFee: { amount: '12.50' } });
    expect(problems).toEqual([
      { path: 'energy.price', code: 'number' },
      { path: 'consumptionFrom', code: 'whole' },
    ]);
    expect(inputOf(emptyForm('')).problems).toEqual([
      { path: 'validFrom', code: 'missing' },
      { path: 'energy.price', code: 'missing' },
    ]);
  });

  it('adds rows to its lists and takes any of them away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(4), (count, which) => {
        const names = Array.from({ length: count }, (_, at) => `fee ${at}`);
        const filled = names.reduce<PriceForm>(
          (form, name) => ({ ...withRow(form, 'fees'), [`fees.${countOf(form, 'fees')}.name`]: name }),
          emptyForm(''),
        );
        const at = which % count;
        const left = withoutRow(filled, 'fees', at);
        expect(Array.from({ length: countOf(left, 'fees') }, (_, row) => left[`fees.${row}.name`])).toEqual(
          names.filter((_name, row) => row !== at),
        );
      }),
    );
  });

  it('knows which field a problem of the API is about', () => {
    const places = { components: ['base', 'energy', 'bonuses.0'], areas: ['areas.ranges'] };
    expect(
      [
        'validTo',
        'components.1.windows.0.price',
        'components.2.payable.afterDays',
        'components.1',
        'components.0.amount',
        'components',
        'areas.0.to',
      ].map((field) => placeOf(field, places)),
    ).toEqual([
      'validTo',
      'energy.windows.0.price',
      'bonuses.0.payableAfterDays',
      'energy.rate',
      'base.amount',
      'base.amount',
      'areas.ranges',
    ]);
  });

  it('moves a point without reckoning', () => {
    expect([shifted('0.2', 2), shifted('0.255', 2), shifted('20', -2), shifted('7', -2), shifted('25.5', -2), shifted('x', 2)]).toEqual([
      ...['20', '25.5', '0.2', '0.07', '0.255', 'x'],
    ]);
  });
});

describe('two forms that began alike', () => {
  const begun = withRow(emptyForm('2026-10-01'), 'fees');

  it('come together with what each of them changed, and mine stands where both did', () => {
    const mine = { ...begun, 'base.amount': '5', region: 'north' };
    const theirs = { ...begun, 'energy.price': '9', region: 'south' };
    expect(merged({ begun, mine, theirs })).toEqual({ ...begun, 'base.amount': '5', 'energy.price': '9', region: 'north' });
  });

  it('take a list whole, so that rows never mix', () => {
    const mine = withRow({ ...begun, 'fees.0.name': 'Meter' }, 'fees');
    const theirs = withoutRow({ ...begun, 'base.amount': '5' }, 'fees', 0);
    expect(merged({ begun, mine, theirs })).toEqual({ ...mine, 'base.amount': '5' });
    expect(merged({ begun, mine: theirs, theirs: mine })).toEqual(theirs);
  });

  it('stay what the other one wrote where one of them was left alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(begun)), fc.string(), (path, text) => {
        const changed = { ...begun, [path]: text };
        expect(merged({ begun, mine: begun, theirs: changed })).toEqual(changed);
        expect(merged({ begun, mine: changed, theirs: begun })).toEqual(changed);
      }),
    );
  });
});
