import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyFor } from '../http/http.kit.ts';
import { askQuote } from '../quotes/quote.service.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, fixedPrice } from '../testing/samples.ts';
import { csvOf, uploadCsv } from './import.kit.ts';

const app = await createTestApp();
const key = await keyFor(app);
afterAll(() => app.close());

const POINT = '41373559241';

/** German gas, for people who use up to 30,000 kWh, in Berlin. */
beforeAll(async () => {
  await app.root.brand.update({ where: { id: app.brands.a }, data: { country: 'DE', timeZone: 'Europe/Berlin' } });
  const { db } = await app.as();
  const tariff = await db.tariff.create({ data: { code: 'gas', name: 'Gas', commodity: 'GAS', saleFrom: new Date('2026-01-01') } });
  await db.tariffPrice.create({
    data: {
      tariffId: tariff.id,
      validFrom: new Date('2026-01-01'),
      basis: 'NET',
      state: 'PUBLISHED',
      components: fixedPrice({ base: '5', energy: '9.8' }),
      vatRate: '0.19',
      consumptionTo: 30_000,
      areas: [{ kind: 'postcodes', postcodes: ['10115'] }],
    },
  });
});

interface Sale {
  readonly supplyReason?: string;
  readonly requestedStartOn: string;
  readonly annualKwh?: number;
  readonly postcode?: string;
}
const customer = (postcode: string) => ({ postcode, city: 'Berlin' });

/** What keeps a row of a file from being taken over. */
async function inFile({ supplyReason = 'SWITCH', requestedStartOn, annualKwh = 10_000, postcode = '10115' }: Sale): Promise<string[]> {
  const { customer: person } = completeOrder('', { customer: customer(postcode) });
  const row = {
    ...{ tariffCode: 'gas', annualKwh: String(annualKwh), supplyReason, requestedStartOn, 'meteringPoint.code': POINT },
    ...Object.fromEntries(Object.entries(person).map(([name, value]) => [`customer.${name}`, String(value)])),
  };
  const { body } = await uploadCsv(app, { key, csv: csvOf([row]) });
  expect(body.state).toBe('VALIDATING');
  await app.work();
  const { data } = await app.gql(`{ importRows(importId: "${body.id}") { problems { field code } } }`);
  return data.importRows[0].problems.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
}

/** What keeps the same order from being handed in by the shop. */
async function inShop({ supplyReason = 'SWITCH', requestedStartOn }: Sale): Promise<string[]> {
  const ctx = await app.as();
  const { offers } = await askQuote(ctx, {
    ...{ commodity: 'GAS', segment: 'HOUSEHOLD', postcode: '10115', municipality: null, annualKwh: 10_000, pricesAsOf: null },
  });
  const input = completeOrder(offers[0]?.id ?? '', {
    ...{ supplyReason, requestedStartOn, meteringPoint: { code: POINT }, customer: customer('10115') },
  });
  const { data } = await app.gql('query ($input: OrderInput!) { checkOrder(input: $input) { field code severity } }', { input });
  return data.checkOrder
    .filter(({ severity }: { severity: string }) => severity === 'PROBLEM')
    .map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
}

describe('a file that names tariffs is checked as the shop checks the offer', () => {
  const TOO_EARLY = 'requestedStartOn START_TOO_EARLY';
  const starts: readonly (readonly [what: string, sale: Sale, expected: readonly string[]])[] = [
    ['gas, moved in five weeks ago', { supplyReason: 'MOVE_IN', requestedStartOn: '2026-07-20' }, []],
    ['gas, moved in seven weeks ago', { supplyReason: 'MOVE_IN', requestedStartOn: '2026-07-06' }, [TOO_EARLY]],
    ['gas, within ten working days', { requestedStartOn: '2026-09-07' }, [TOO_EARLY]],
    ['gas, after ten working days', { requestedStartOn: '2026-09-08' }, []],
  ];
  it.each(starts)('%s', async (_what, sale, expected) => {
    const [file, shop] = [await inFile(sale), await inShop(sale)];
    expect(file.filter((one) => one.startsWith('requestedStartOn'))).toEqual(expected);
    expect(file).toEqual(shop);
  });

  it('a place and a consumption that the tariff is not sold for', async () => {
    const requestedStartOn = '2026-10-01';
    expect(await inFile({ requestedStartOn, annualKwh: 40_000 })).toContain('annualKwh CONSUMPTION_OUTSIDE_TARIFF');
    expect(await inFile({ requestedStartOn, postcode: '80331' })).toContain('tariffCode TARIFF_NOT_OFFERED');
    expect(await inFile({ requestedStartOn })).toEqual([]);
  });
});
