import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstYearCents, fromRoot, type OfferDraft, z } from '#core';
import { isSpot } from './market-offers.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import { blockOf, draftOf, quote } from './test-data/quotes.ts';

const cents = z.number().transform((euros) => Math.round(euros * 100));
const expectedQuotes = z
  .array(
    z.object({
      postcode: z.string(),
      kwh: z.number(),
      candidates: z.array(z.tuple([z.string(), z.array(z.string())])),
      offers: z.array(z.tuple([z.string(), z.string(), cents, cents, cents, cents])).optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(fromRoot('plugins/market-data/test-data/expected-quotes.json'), 'utf8')));

const figures = (offer: OfferDraft) => {
  const ofBlock = (code: string): number => blockOf(offer, code)?.firstYearCents ?? 0;
  return [offer.supplier, offer.name, firstYearCents(offer), ofBlock('energy'), ofBlock('usage-levy'), ofBlock('grid')];
};
const bySupplierAndName = (a: readonly unknown[], b: readonly unknown[]): number =>
  `${a[0]}|${a[1]}`.localeCompare(`${b[0]}|${b[1]}`, 'de');

describe('the independent calculator', () => {
  it('has twelve cases, ten with 88 offers and two that need the municipality', () => {
    expect(expectedQuotes.map(({ offers }) => offers?.length ?? 0).sort()).toEqual([0, 0, ...Array(10).fill(88)]);
  });

  it.each(expectedQuotes)('and this plugin see the same grid operators at $postcode', async ({ postcode, candidates }) => {
    const found = await austriaOpenData.locate({ country: 'AT', postcode });
    expect(found?.map(({ gridOperator, municipalities }) => [gridOperator.id, municipalities])).toEqual(candidates);
  });

  it.each(expectedQuotes.filter(({ offers }) => offers))(
    'and this plugin agree to the cent on every block of every offer at $postcode for $kwh kWh',
    async ({ postcode, kwh, offers }) => {
      const { marketOffers, questions } = await quote(draftOf({ postcode, annualKwh: kwh }));
      expect(questions).toEqual([]);
      const fixed = marketOffers.filter(({ terms }) => !terms.components.some(isSpot));
      expect(fixed.map(figures).sort(bySupplierAndName)).toEqual([...(offers ?? [])].sort(bySupplierAndName));
      expect(fixed.map(firstYearCents)).toEqual(offers?.map(([, , total]) => total));
    },
  );

  it.each(expectedQuotes.filter(({ offers }) => !offers))(
    'and this plugin ask for the municipality at $postcode for $kwh kWh',
    async ({ postcode, kwh, candidates }) => {
      const { marketOffers, questions } = await quote(draftOf({ postcode, annualKwh: kwh }));
      expect(marketOffers).toEqual([]);
      expect(questions[0]?.choices.map(({ value }) => value)).toEqual(candidates.flatMap(([, municipalities]) => municipalities).sort());
    },
  );
});

describe("a rival's price by the hour", () => {
  /** Σ price × H25 weight / Σ weight over the hours of 2025, ct/kWh. */
  const AVERAGE = '10.309828776886';

  it.each([
    // ((average + surcharge) × kWh / 100 + 12 × base fee) × 1.2; usage levy 7 % × (energy without base fee + grid 322.80) × 1.2
    ['flex privat', 3_500, 50_741, 6_095],
    ['aWATTar HOURLY', 3_500, 56_499, 6_184],
    ['smartCONTROL', 2_000, 31_209, 3_677],
  ])('is that of 2025, weighed by the profile: %s, %i kWh', async (name, annualKwh, energy, levy) => {
    const { marketOffers } = await quote(draftOf({ annualKwh }));
    const offer = marketOffers.find((one) => one.name === name);
    expect(offer?.blocks.map(({ code, firstYearCents }) => [code, firstYearCents])).toEqual([
      ['energy', energy],
      ['grid', expect.any(Number)],
      ['usage-levy', levy],
    ]);
    expect(offer?.blocks[0]?.components[0]).toMatchObject({ code: 'energy-price-spot', source: expect.stringContaining('EPEX SPOT') });
    expect(offer?.blocks[0]?.components[0]?.unitPrice.toFixed(12)).toBe(AVERAGE);
  });

  it('is shown where market and surcharge are listed, and the others are named', async () => {
    const { marketOffers, sources } = await quote(draftOf());
    expect(marketOffers.filter(({ terms }) => terms.components.some(isSpot))).toHaveLength(11);
    expect(sources.join()).toContain('Not shown: 20 tariffs of the market that follow a monthly index or name no market.');
  });
});
