import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../kernel/money.ts';
import { energyBlock, type TariffTerms } from './energy-price.ts';

const terms = (change: Partial<TariffTerms> = {}): TariffTerms => ({
  basis: 'NET',
  basePrice: new Decimal('1.6667'),
  energyPrice: new Decimal('9.8'),
  vatRate: new Decimal('0.2'),
  bonusCents: 0,
  bonusPerKwh: new Decimal(0),
  ...change,
});

describe("the supplier's part of a year", () => {
  it('is the worked example of Austria: 3,500 kWh at 9.8 ct net and 1.6667 EUR a month', () => {
    expect(energyBlock(terms(), 3_500).firstYearCents).toBe(43_560);
  });

  it('is the worked example of Germany: gross prices stay as they were published', () => {
    const german = terms({
      basis: 'GROSS',
      basePrice: new Decimal('14.90'),
      energyPrice: new Decimal('31.90'),
      vatRate: new Decimal('0.19'),
      bonusCents: 19_000,
    });
    expect(energyBlock(german, 3_500)).toMatchObject({ runningYearCents: 129_530, firstYearCents: 110_530 });
  });

  it('takes bonuses from the first year only', () => {
    const block = energyBlock(terms({ bonusCents: 1_000, bonusPerKwh: new Decimal('1.5') }), 1_000);
    // 98 + 20.0004 = 118.0004 net, 141.60048 gross; bonus 15 net = 18 gross, and 10 gross
    expect(block).toMatchObject({ runningYearCents: 14_160, firstYearCents: 11_360 });
  });

  it('is never negative, however large the bonus', () => {
    expect(energyBlock(terms({ bonusCents: 1_000_000 }), 1_000).firstYearCents).toBe(0);
  });

  it('rounds once, half up', () => {
    const block = energyBlock(terms({ basePrice: new Decimal(0), energyPrice: new Decimal('0.5'), vatRate: new Decimal(0) }), 1);
    expect(block.firstYearCents).toBe(1);
  });

  it('is the sum of what explains it, and grows with consumption', () => {
    const cents = fc.integer({ min: 0, max: 5_000 }).map((value) => new Decimal(value).div(100));
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 50_000 }), (energyPrice, basePrice, kwh) => {
        const block = energyBlock(terms({ energyPrice, basePrice }), kwh);
        const explained = block.components
          .reduce((sum, { amount }) => sum.plus(amount), new Decimal(0))
          .times('1.2')
          .times(100)
          .toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
        return (
          explained.equals(block.firstYearCents) &&
          energyBlock(terms({ energyPrice, basePrice }), kwh + 1).firstYearCents >= block.firstYearCents
        );
      }),
    );
  });
});
