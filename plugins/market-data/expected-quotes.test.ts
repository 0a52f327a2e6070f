import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot, type OfferDraft, z } from '#core';
import { firstYearTotal } from './market-offers.ts';
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
  return [offer.supplier, offer.name, firstYearTotal(offer), ofBlock('energy'), ofBlock('usage-levy'), ofBlock('grid')];
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
      expect(marketOffers.map(figures).sort(bySupplierAndName)).toEqual([...(offers ?? [])].sort(bySupplierAndName));
      expect(marketOffers.map(firstYearTotal)).toEqual(offers?.map(([, , total]) => total));
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
