import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { inTransaction } from '../kernel/context.ts';
import { draftTariffPrice } from '../tariffs/tariff-price.service.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const app = await createTestApp();
afterAll(() => app.close());

const PREVIEW = `query ($id: ID!, $annualKwh: Int!) { previewTariffPrice(id: $id, postcode: "1010", annualKwh: $annualKwh) {
  version { firstYearCents runningYearCents monthlyCents blocks { code } } before { runningYearCents } reason contracts contractsYearCents } }`;

/** The sample tariff sells energy at 9.8 ct and 1.6667 EUR a month, net. */
const offerId = await sampleOffer(await app.as());
const { id: tariffId } = await app.root.tariff.findFirstOrThrow({ where: { code: 'sample' } });
const draftOf = async (component: object, more: object = {}): Promise<string> => {
  const price = { validFrom: '2026-10-01', basis: 'NET', vatRate: '0.2', components: [component], ...more };
  return inTransaction(await app.as(), (tx) =>
    draftTariffPrice(tx, { tariffId, price: price as Parameters<typeof draftTariffPrice>[1]['price'] }),
  );
};

describe('the preview of a price', () => {
  it('says what a draft costs, beside the version it would follow, and saves nothing', async () => {
    const id = await draftOf({ kind: 'energy', rate: 'single', price: '12' });
    const quotes = await app.root.quote.count();
    const { data } = await app.gql(PREVIEW, { id, annualKwh: 1_000 });
    // 120 EUR net; before it 98 + 20.0004 EUR net
    expect(data.previewTariffPrice).toEqual({
      version: { firstYearCents: 14_400, runningYearCents: 14_400, monthlyCents: 1_200, blocks: [{ code: 'energy' }] },
      before: { runningYearCents: 14_160 },
      reason: null,
      contracts: 0,
      contractsYearCents: 0,
    });
    expect(await app.root.quote.count()).toBe(quotes);
  });

  it('says what it would change for contracts that run, by their consumption', async () => {
    const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
    const placed = await app.gql(PLACE, { input: completeOrder(offerId), key: crypto.randomUUID() });
    expect(placed.errors).toBeUndefined();
    await app.root.contract.updateMany({
      where: { kind: { not: 'OPEN' } },
      data: { kind: 'SUPPLY', annualKwh: 1_000, priceGuaranteeEndsOn: null },
    });
    const id = await draftOf({ kind: 'energy', rate: 'single', price: '12' });
    expect((await app.gql(PREVIEW, { id, annualKwh: 3_500 })).data.previewTariffPrice).toMatchObject({
      contracts: 1,
      contractsYearCents: 14_400 - 14_160,
    });
  });

  it('leaves out contracts at other places and those whose guarantee still runs on its first day', async () => {
    const single = { kind: 'energy', rate: 'single', price: '12' };
    const contracts = async (more: object = {}) => {
      const { data } = await app.gql(PREVIEW, { id: await draftOf(single, more), annualKwh: 3_500 });
      return data.previewTariffPrice.contracts;
    };
    const here = { region: 'here', areas: [{ kind: 'postcodes', postcodes: ['1010'] }] };
    const there = { region: 'there', areas: [{ kind: 'postcode-range', from: '2000', to: '2999' }] };
    expect([await contracts(), await contracts(here), await contracts(there)]).toEqual([1, 1, 0]);
    await app.root.meteringPoint.updateMany({ data: { gridArea: 'east' } });
    const grid = (name: string) => ({ region: name, areas: [{ kind: 'grid-areas', gridAreas: [name] }] });
    expect([await contracts(grid('east')), await contracts(grid('west'))]).toEqual([1, 0]);

    const guaranteedUntil = (day: string) =>
      app.root.contract.updateMany({ where: { kind: 'SUPPLY' }, data: { priceGuaranteeEndsOn: new Date(day) } });
    await guaranteedUntil('2026-10-02');
    expect(await contracts()).toBe(0);
    await guaranteedUntil('2026-10-01');
    expect(await contracts()).toBe(1);
  });

  it('takes the low rate that was said of the point', async () => {
    const { brandId, meteringPointId } = await app.root.contract.findFirstOrThrow({ where: { kind: 'SUPPLY' } });
    await app.root.annualConsumption.create({
      data: {
        ...{ brandId, meteringPointId: meteringPointId ?? '', annualKwh: 1_000, lowRateKwh: 1_000 },
        ...{ source: 'market', validFrom: new Date('2026-09-30'), createdBy: 'test' },
      },
    });
    const id = await draftOf({ kind: 'energy', rate: 'two-rate', high: '90', low: '12', lowFrom: '22:00', lowTo: '06:00' });
    expect((await app.gql(PREVIEW, { id, annualKwh: 3_500 })).data.previewTariffPrice.contractsYearCents).toBe(14_400 - 14_160);
  });

  it('says why there is no price', async () => {
    const id = await draftOf({ kind: 'energy', rate: 'spot', index: 'NOWHERE', surcharge: '1' });
    const { data } = await app.gql(PREVIEW, { id, annualKwh: 1_000 });
    expect(data.previewTariffPrice).toMatchObject({ version: null, reason: expect.stringContaining('NOWHERE') });
  });

  it('is given for a version that nobody has saved, and names every problem of it', async () => {
    const DRY = `query ($tariff: ID!, $price: TariffPriceInput!) {
      previewTariffDraft(tariffId: $tariff, price: $price, postcode: "1010", annualKwh: 1000) {
        version { firstYearCents runningYearCents } before { runningYearCents } } }`;
    const written = { validFrom: '2026-10-01', basis: 'NET', vatRate: '0.2' };
    const versions = await app.root.tariffPrice.count();
    const price = { ...written, components: [{ single: { price: '12' } }, { bonus: { form: 'FIXED', amount: '24' } }] };
    const { data } = await app.gql(DRY, { tariff: tariffId, price });
    expect(data.previewTariffDraft).toEqual({
      version: { firstYearCents: 12_000, runningYearCents: 14_400 },
      before: { runningYearCents: 14_160 },
    });
    expect(await app.root.tariffPrice.count()).toBe(versions);

    const wrong = { ...written, validTo: '2026-09-01', components: [{ single: { price: '-1' } }] };
    const { errors } = await app.gql(DRY, { tariff: tariffId, price: wrong });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TARIFF_PRICE_INVALID',
      problems: [{ field: 'validTo' }, { field: 'components.0.price' }],
    });
    expect((await app.gql(DRY, { tariff: crypto.randomUUID(), price })).errors?.[0]?.extensions.code).toBe('TARIFF_NOT_FOUND');
  });

  it('is for those who write prices', async () => {
    const seller = await app.as('a', { permissions: permissionsOf('PARTNER', []) });
    const { errors } = await app.gql(PREVIEW, { id: crypto.randomUUID(), annualKwh: 1 }, seller);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
