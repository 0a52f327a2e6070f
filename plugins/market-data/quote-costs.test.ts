import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, Decimal, firstYearCents, type OfferDraft, plainUsage, toCents } from '#core';
import { cheapestFirst } from './market-offers.ts';
import type { UsageLevy } from './providers/market-data-provider.ts';
import { type PlaceCosts, projectionsOf, withPlaceCosts } from './quote-costs.ts';
import { blockOf, ownOffer } from './test-data/quotes.ts';

const price = (max: number) => fc.integer({ min: 0, max: max * 10_000 }).map((tenThousandths) => new Decimal(tenThousandths).div(10_000));
const kwh = fc.integer({ min: 1, max: 100_000 });

const charge: fc.Arbitrary<UsageLevy['charge']> = fc.oneof(
  fc.record({ kind: fc.constant('SHARE' as const), share: price(1), of: fc.subarray(['ENERGY', 'GRID'] as const, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('PER_KWH' as const), price: price(5) }),
);
const usageLevy = charge.map((charge): UsageLevy => ({ id: 'levy', validFrom: '2026-01-01', charge, source: 'law' }));

const costs: fc.Arbitrary<PlaceCosts> = fc
  .record({ usage: price(30), flatFee: price(100), loss: price(2), perKwh: price(3), perYear: price(50), usageLevy: fc.option(usageLevy) })
  .map(({ usage, flatFee, loss, perKwh, perYear, usageLevy }) => ({
    grid: { priceSheetId: 'sheet', validFrom: '2026-01-01', usagePrice: usage, usageFlatFee: flatFee, lossPrice: loss, source: 'sheet' },
    levies: {
      validFrom: '2026-01-01',
      vatRate: new Decimal('0.2'),
      levies: [
        { code: 'per-kwh', unitPrice: perKwh, priceUnit: 'ct/kWh', source: 'law' },
        { code: 'per-year', unitPrice: perYear, priceUnit: 'EUR/year', source: 'law' },
      ],
      changes: [{ code: 'per-kwh', changesOn: '2027-01-01', difference: perKwh.neg(), source: 'law' }],
      usageLevy,
      notices: [],
    },
  }));

const terms = fc.record({
  basis: fc.constantFrom('NET' as const, 'GROSS' as const),
  basePrice: price(20),
  energyPrice: price(60),
  bonusCents: fc.integer({ min: 0, max: 50_000 }),
  bonusPerKwh: price(20),
});

const offerFor = (changes: Parameters<typeof ownOffer>[0], places: PlaceCosts, annualKwh: number): OfferDraft => {
  const [offer] = withPlaceCosts([ownOffer(changes, annualKwh)], places, plainUsage(annualKwh));
  if (!offer) throw new Error('the offer got lost');
  return offer;
};

describe('costs of a place', () => {
  it('are explained: quantity × unit price is each line, and the lines with VAT are the block', () => {
    fc.assert(
      fc.property(terms, costs, kwh, (changes, places, annualKwh) => {
        for (const { code, components, vatRate, firstYearCents } of offerFor(changes, places, annualKwh).blocks.slice(1)) {
          const scale = { 'ct/kWh': 100, '%': 100, 'EUR/year': 1 };
          for (const { quantity, unitPrice, priceUnit, amount, source } of components) {
            const divisor = scale[priceUnit as keyof typeof scale];
            expect(quantity.times(unitPrice).div(divisor).minus(amount).abs().lt('1e-12')).toBe(true);
            expect(source).toBeTruthy();
          }
          const net = components.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
          expect([code, firstYearCents]).toEqual([code, toCents(net.times(vatRate.plus(1)))]);
        }
      }),
    );
  });

  it('are never negative, are the same in each year, and leave the energy block as it was', () => {
    fc.assert(
      fc.property(terms, costs, kwh, (changes, places, annualKwh) => {
        const [energy, ...added] = offerFor(changes, places, annualKwh).blocks;
        expect(energy).toEqual(ownOffer(changes, annualKwh).blocks[0]);
        for (const { firstYearCents, runningYearCents } of added) {
          expect(firstYearCents).toBeGreaterThanOrEqual(0);
          expect(runningYearCents).toBe(firstYearCents);
        }
      }),
    );
  });

  it('do not fall when more is used', () => {
    fc.assert(
      fc.property(terms, costs, kwh, fc.nat(10_000), (changes, places, annualKwh, more) => {
        const less = offerFor(changes, places, annualKwh);
        for (const { code, firstYearCents } of offerFor(changes, places, annualKwh + more).blocks.slice(1)) {
          expect(firstYearCents).toBeGreaterThanOrEqual(blockOf(less, code)?.firstYearCents ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('have a usage levy block if and only if there is a rule, even one of 0', () => {
    fc.assert(
      fc.property(terms, costs, kwh, (changes, places, annualKwh) => {
        expect(blockOf(offerFor(changes, places, annualKwh), 'usage-levy') !== undefined).toBe(places.levies.usageLevy !== null);
      }),
    );
  });

  it('levy neither bonus nor base fee', () => {
    fc.assert(
      fc.property(terms, costs, kwh, (changes, places, annualKwh) => {
        const plain = { ...changes, basePrice: new Decimal(0), bonusCents: 0, bonusPerKwh: new Decimal(0) };
        const levyOf = (offer: OfferDraft) => blockOf(offer, 'usage-levy')?.firstYearCents;
        expect(levyOf(offerFor(changes, places, annualKwh))).toBe(levyOf(offerFor(plain, places, annualKwh)));
      }),
    );
  });

  it('are projected with VAT for a full year, down as well as up', () => {
    fc.assert(
      fc.property(costs, kwh, ({ levies }, annualKwh) => {
        const [change] = levies.changes;
        const perYear = change?.difference.times(annualKwh).times('0.012') ?? new Decimal(Number.NaN);
        expect(projectionsOf(levies, annualKwh).map(({ yearCents }) => yearCents)).toEqual([toCents(perYear)]);
      }),
    );
  });
});

describe('the order of offers', () => {
  it('is by what the first year costs, the sum of all blocks', () => {
    const costing = (name: string, ...euros: number[]): OfferDraft => ({
      ...ownOffer(),
      name,
      blocks: euros.map((amount, index) =>
        block(
          `block-${index}`,
          [
            {
              code: 'line',
              quantity: new Decimal(1),
              unit: 'year',
              unitPrice: new Decimal(amount),
              priceUnit: 'EUR/year',
              amount: new Decimal(amount),
              isGross: true,
              isFirstYearOnly: false,
              source: null,
            },
          ],
          new Decimal('0.2'),
        ),
      ),
    });
    const sorted = cheapestFirst([costing('dear', 100, 60), costing('cheap', 100, 20), costing('even', 60, 60)]);
    expect(sorted.map((offer) => [offer.name, firstYearCents(offer)])).toEqual([
      ['cheap', 12_000],
      ['even', 12_000],
      ['dear', 16_000],
    ]);
  });
});
