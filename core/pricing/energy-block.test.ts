import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../kernel/money.ts';
import { type PriceComponent, priceComponents } from '../tariffs/tariff.components.ts';
import { energyAmount, energyBlock, type TariffTerms } from './energy-block.ts';
import { vatInside } from './instalments.ts';
import { plainUsage } from './usage.ts';

/** Components as they are stored. */
const terms = (components: readonly object[], change: Partial<TariffTerms> = {}): TariffTerms => ({
  basis: 'GROSS',
  vatRate: new Decimal('0.19'),
  components: priceComponents.parse(components),
  ...change,
});
const austrian = { basis: 'NET', vatRate: new Decimal('0.2') } as const;
const single = (price: string) => ({ kind: 'energy', rate: 'single', price });
const monthly = (amount: string) => ({ kind: 'base-fee', amount, per: 'month' });
const bonus = (form: PriceComponent['kind'] | string, amount: string, more: object = {}) => ({ kind: 'bonus', form, amount, ...more });
const price = (priced: TariffTerms, kwh = 3_500) => energyBlock(priced, plainUsage(kwh));

describe("the supplier's part of a year", () => {
  it('is the worked example of Austria: 3,500 kWh at 9.8 ct net and 1.6667 EUR a month', () => {
    expect(price(terms([single('9.8'), monthly('1.6667')], austrian)).firstYearCents).toBe(43_560);
  });

  it('is the worked example of Germany: gross prices stay as published, 15 % bonus up to 150 EUR, 40 EUR at once', () => {
    const german = [single('31.90'), monthly('14.90'), bonus('percent', '15', { cap: '150' }), bonus('fixed', '40.00')];
    expect(price(terms(german))).toMatchObject({ runningYearCents: 129_530, firstYearCents: 110_530 });
  });

  it('holds 206.81 of tax in Germany, 176.48 in the first year', () => {
    const vatRate = new Decimal('0.19');
    expect([vatInside(129_530, vatRate), vatInside(110_530, vatRate)]).toEqual([20_681, 17_648]);
  });

  it('is not computed from a net price that was rounded: 26.81 ct would be 14 cents wrong', () => {
    const rounded = price(terms([single('26.81')], { basis: 'NET' })).runningYearCents;
    expect([price(terms([single('31.90')])).runningYearCents, rounded]).toEqual([111_650, 111_664]);
  });

  it('has a base fee by the month or by the year', () => {
    expect(price(terms([single('0'), { kind: 'base-fee', amount: '178.80', per: 'year' }])).runningYearCents).toBe(17_880);
  });

  it('takes bonuses from the first year only', () => {
    const block = price(terms([single('9.8'), monthly('1.6667'), bonus('fixed', '10'), bonus('per-kwh', '1.5')], austrian), 1_000);
    // 98 + 20.0004 = 118.0004 net, 141.60048 gross; bonus 15 net = 18 gross, and 10 gross
    expect(block).toMatchObject({ runningYearCents: 14_160, firstYearCents: 11_360 });
  });

  it('takes a percentage of the year or of the energy alone, in whole cents', () => {
    const year = [single('31.90'), monthly('14.90')];
    // 15 % of 1,295.30 = 194.295; of 1,116.50 = 167.475
    expect(price(terms([...year, bonus('percent', '15')])).firstYearCents).toBe(129_530 - 19_430);
    expect(price(terms([...year, bonus('percent', '15', { base: 'energy' })])).firstYearCents).toBe(129_530 - 16_748);
  });

  it('caps each form of bonus with value added tax', () => {
    const capped = (form: string, amount: string) =>
      price(terms([single('10'), bonus(form, amount, { cap: '18' })], austrian), 1_000).firstYearCents;
    // 100 net = 120 gross; 1.5 ct net a kWh = 18 gross: just not capped
    expect([capped('fixed', '20'), capped('per-kwh', '1.5'), capped('per-kwh', '1.6'), capped('percent', '50')]).toEqual(
      Array(4).fill(10_200),
    );
  });

  it('keeps a bonus for new customers from others', () => {
    const both = terms([single('10'), bonus('fixed', '20', { audience: 'new-customer' }), bonus('fixed', '5')]);
    const forA = (isNewCustomer: boolean) => energyBlock(both, { ...plainUsage(1_000), isNewCustomer }).firstYearCents;
    expect([forA(true), forA(false)]).toEqual([7_500, 9_500]);
  });

  it('takes a fee that is paid once from the first year only', () => {
    const block = price(terms([monthly('10'), { kind: 'one-off-fee', name: 'Connection', amount: '49' }]));
    expect(block).toMatchObject({ runningYearCents: 12_000, firstYearCents: 16_900 });
  });

  it('is never negative, however large the bonus', () => {
    expect(price(terms([single('9.8'), bonus('fixed', '10000')])).firstYearCents).toBe(0);
  });

  it('rounds each sum of money once, half up: prices with tax line by line, prices without when they are taxed', () => {
    expect(price(terms([single('0.5')], { vatRate: new Decimal(0) }), 1).firstYearCents).toBe(1);
    const lines = [single('0.5'), { kind: 'base-fee', amount: '0.005', per: 'year' }];
    expect(price(terms(lines), 1).firstYearCents).toBe(2);
    expect(price(terms(lines, { basis: 'NET', vatRate: new Decimal(0) }), 1).firstYearCents).toBe(1);
  });
});

describe('prices by quantity', () => {
  const tiers = [
    { upTo: 2_500, price: '30' },
    { upTo: 5_000, price: '25' },
    { upTo: null, price: '20' },
  ];
  const tiered = (mode: 'volume' | 'graduated') => terms([{ kind: 'energy', rate: 'tiered', mode, tiers }]);

  it.each([
    // everything at the price of the tier that is reached
    ['volume', 2_500, 75_000],
    ['volume', 2_501, 62_525],
    ['volume', 6_000, 120_000],
    // each part at its own
    ['graduated', 2_500, 75_000],
    ['graduated', 2_501, 75_025],
    ['graduated', 6_000, 157_500],
  ] as const)('%s: %i kWh cost %i cents', (mode, kwh, cents) => {
    expect(price(tiered(mode), kwh).runningYearCents).toBe(cents);
  });

  it('are refused with an open tier in the middle, none at the end, or out of order', () => {
    const isGood = (upTos: (number | null)[]) =>
      priceComponents.safeParse([{ kind: 'energy', rate: 'tiered', mode: 'volume', tiers: upTos.map((upTo) => ({ upTo, price: '1' })) }])
        .success;
    expect([[100, null], [null], [null, null], [100], [200, 100, null], [100, 100, null]].map(isGood)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('registers for high and low rate', () => {
  const twoRate = terms([{ kind: 'energy', rate: 'two-rate', high: '33.40', low: '27.10', lowFrom: '22:00', lowTo: '06:00' }]);

  it('are priced each at its own rate', () => {
    expect(energyBlock(twoRate, { ...plainUsage(3_500), lowRateKwh: 1_000 }).runningYearCents).toBe(2_500 * 33.4 + 1_000 * 27.1);
  });

  it('may not hold more than the year', () => {
    expect(() => energyBlock(twoRate, { ...plainUsage(500), lowRateKwh: 501 })).toThrow('lowRateKwh: 501 kWh');
  });

  it('are asked for where no profile says when the energy is used', () => {
    expect(() => price(twoRate)).toThrow('profile: this price depends on the time of use');
  });
});

describe('a spot price', () => {
  const year = { from: '2025-01-01', to: '2026-01-01', profile: 'H25' };
  const spot = { ...year, index: 'EPEX-AT', averagePrice: new Decimal('9.5'), source: 'test' };
  const rate = { kind: 'energy', rate: 'spot', index: 'EPEX-AT', surcharge: '1.2' };
  const usage = { ...plainUsage(1_000), spot: [spot] };

  it("is the year's average and the surcharge, each explained", () => {
    const { components, runningYearCents } = energyBlock(terms([rate], austrian), usage);
    expect(components.map(({ code, amount }) => [code, amount.toNumber()])).toEqual([
      ['energy-price-spot', 95],
      ['energy-price-surcharge', 12],
    ]);
    expect(runningYearCents).toBe(12_840);
  });

  it('adds tax to the market price, also where the surcharge was published with tax', () => {
    expect(energyBlock(terms([rate], { ...austrian, basis: 'GROSS' }), usage).runningYearCents).toBe(9_500 * 1.2 + 1_200);
  });

  it('is refused where the prices are not known, never estimated', () => {
    expect(() => energyBlock(terms([rate]), { ...usage, spot: [{ ...spot, index: 'EPEX-DE' }] })).toThrow('no prices of EPEX-AT are known');
  });
});

describe('the base of levies on energy', () => {
  it('is net, without base fee and bonus, whatever the basis', () => {
    const more = [monthly('5'), bonus('fixed', '20')];
    const net = energyAmount(energyBlock(terms([single('10'), ...more], austrian), plainUsage(1_000)));
    const gross = energyAmount(energyBlock(terms([single('12'), ...more], { ...austrian, basis: 'GROSS' }), plainUsage(1_000)));
    expect([net.toNumber(), gross.toNumber()]).toEqual([100, 100]);
  });
});

describe('any tariff', () => {
  const decimal = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((value) => new Decimal(value).div(100).toFixed());
  const rate = fc.oneof(
    decimal(50).map(single),
    fc
      .record({
        borders: fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 4 }),
        prices: fc.array(decimal(50), { minLength: 5, maxLength: 5 }),
      })
      .map(({ borders, prices }) => ({
        kind: 'energy',
        rate: 'tiered',
        mode: 'graduated',
        tiers: [...borders.sort((a, b) => a - b), null].map((upTo, index) => ({ upTo, price: prices[index] ?? '0' })),
      })),
  );
  const anyTerms = fc
    .record({
      rate,
      fee: decimal(20).map(monthly),
      bonuses: fc.array(
        fc.record({
          form: fc.constantFrom('fixed', 'per-kwh', 'percent'),
          amount: decimal(60),
          cap: fc.option(decimal(100), { nil: undefined }),
        }),
        { maxLength: 3 },
      ),
      basis: fc.constantFrom('NET' as const, 'GROSS' as const),
      vatRate: fc.constantFrom('0', '0.19', '0.2', '0.25').map((value) => new Decimal(value)),
    })
    .map(({ rate, fee, bonuses, basis, vatRate }) =>
      terms([rate, fee, ...bonuses.map(({ form, amount, cap }) => bonus(form, amount, cap === undefined ? {} : { cap }))], {
        basis,
        vatRate,
      }),
    );
  const kwh = fc.integer({ min: 1, max: 50_000 });

  it('costs no less when more is used, and never less than nothing', () => {
    fc.assert(
      fc.property(anyTerms, kwh, fc.nat(5_000), (priced, used, more) => {
        const [less, greater] = [price(priced, used), price(priced, used + more)];
        expect(greater.runningYearCents).toBeGreaterThanOrEqual(less.runningYearCents);
        expect(less.firstYearCents).toBeGreaterThanOrEqual(0);
        expect(less.firstYearCents).toBeLessThanOrEqual(less.runningYearCents);
      }),
    );
  });

  it('is explained: quantity × unit price is each line, and the lines with tax are the block', () => {
    fc.assert(
      fc.property(anyTerms, kwh, (priced, used) => {
        const { components, firstYearCents, vatRate } = price(priced, used);
        for (const { quantity, unitPrice, priceUnit, amount } of components) {
          const product = quantity.times(unitPrice).div(priceUnit === 'ct/kWh' || priceUnit === '%' ? 100 : 1);
          const isInCents = priceUnit === '%';
          expect((isInCents ? product.toDecimalPlaces(2, Decimal.ROUND_HALF_UP) : product).equals(amount)).toBe(true);
        }
        const cents = (amount: Decimal) => amount.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
        const net = components.filter(({ isGross }) => !isGross).reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
        const gross = components.filter(({ isGross }) => isGross).reduce((sum, { amount }) => sum + cents(amount), 0);
        expect(firstYearCents).toBe(Math.max(0, gross + cents(net.times(vatRate.plus(1)))));
      }),
    );
  });

  it('that is graduated has no jump at the border of a tier', () => {
    const decimals = fc.array(decimal(50), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), decimals, (border, [first = '0', second = '0']) => {
        const tiers = [
          { upTo: border, price: first },
          { upTo: null, price: second },
        ];
        const graduated = terms([{ kind: 'energy', rate: 'tiered', mode: 'graduated', tiers }]);
        const amount = (used: number) => energyAmount(energyBlock({ ...graduated, basis: 'NET' }, plainUsage(used)));
        expect(
          amount(border + 1)
            .minus(amount(border))
            .equals(new Decimal(second).div(100)),
        ).toBe(true);
      }),
    );
  });
});
