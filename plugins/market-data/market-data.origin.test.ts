import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import { originOf } from './market-data.origin.ts';
import plugin from './plugin.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import { draftOf, quote } from './test-data/quotes.ts';

const on = '2026-08-22';
const origin = (postcode: string, municipality: string | null = null) =>
  originOf(austriaOpenData, { country: 'AT', postcode, municipality, on });

describe('the origin of the numbers of an address', () => {
  it.each(['1010', '3100', '6600', '7000'])(
    'names for %s each number that a quote adds, with the same price and source',
    async (postcode) => {
      const { figures, gridOperator } = await origin(postcode);
      const { offers, place } = await quote(draftOf({ postcode }));
      const lines = (offers[0]?.blocks.slice(1) ?? []).flatMap(({ components }) => components);
      expect(lines.length).toBeGreaterThan(5);
      expect(figures.map(({ code, price, unit, source }) => [code, price.toFixed(4), unit, source]).sort()).toEqual(
        lines.map(({ code, unitPrice, priceUnit, source }) => [code, unitPrice.toFixed(4), priceUnit, source]).sort(),
      );
      expect(gridOperator).toBe(place?.gridOperator);
    },
  );

  it('gives no number while several prices apply, and the numbers of the municipality that is chosen', async () => {
    const open = await origin('9020');
    const { questions } = await quote(draftOf({ postcode: '9020' }));
    expect([open.gridOperator, open.figures, questions.length]).toEqual([null, [], 1]);
    expect(open.places.length).toBeGreaterThan(1);
    for (const { municipality, gridOperator } of open.places) {
      const chosen = await origin('9020', municipality);
      expect([chosen.gridOperator, chosen.figures.length > 5]).toEqual([gridOperator, true]);
    }
  });

  it('says what changes by law until it has changed', async () => {
    const [change] = (await origin('1010')).changes;
    expect(change).toMatchObject({ code: 'electricity-tax', changesOn: '2027-01-01' });
    const later = await originOf(austriaOpenData, { country: 'AT', postcode: '1010', municipality: null, on: '2027-01-01' });
    expect(later.changes).toEqual([]);
  });

  it('refuses what a quote refuses', async () => {
    const refused = (question: object) =>
      originOf(austriaOpenData, { country: 'AT', postcode: '1010', municipality: null, on, ...question }).catch(({ code }) => code);
    expect(await refused({ postcode: '9999' })).toBe('MARKET_DATA_POSTCODE_UNKNOWN');
    expect(await refused({ municipality: 'Graz' })).toBe('MARKET_DATA_MUNICIPALITY_UNKNOWN');
    expect(await refused({ on: '2025-01-01' })).toBe('MARKET_DATA_DATE_NOT_COVERED');
    expect(await refused({ country: 'DE' })).toBe('MARKET_DATA_NOT_COVERED');
  });
});

describe('marketDataOrigin', async () => {
  const app = await createTestApp([plugin]);
  await app.switch('market-data', true);
  afterAll(() => app.close());
  const ORIGIN =
    '{ marketDataOrigin(postcode: " 1010 ", on: "2026-08-22") { gridOperator figures { code price validFrom } marketTariffs sources } }';

  it('answers over the API, with blanks around the postcode', async () => {
    const { data } = await app.gql(ORIGIN);
    expect(data.marketDataOrigin).toMatchObject({ gridOperator: 'Wiener Netze GmbH', sources: austriaOpenData.sources });
    expect(data.marketDataOrigin.marketTariffs).toBeGreaterThan(50);
    expect(data.marketDataOrigin.figures[0]).toEqual({ code: 'grid-usage', price: expect.any(String), validFrom: '2026-01-01' });
  });

  it('is for the back-office, and gone while the plugin is off', async () => {
    const codeOf = async (ctx?: Parameters<typeof app.gql>[2]) => (await app.gql(ORIGIN, {}, ctx)).errors?.[0]?.extensions.code;
    expect(await codeOf(await app.as('a', { permissions: new Set(['quote.create']) }))).toBe('FORBIDDEN');
    await app.switch('market-data', false);
    expect(await codeOf()).toBe('PLUGIN_DISABLED');
    await app.switch('market-data', true);
  });
});
