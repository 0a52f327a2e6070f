import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { hook } from '../kernel/hooks.ts';
import { Decimal } from '../kernel/money.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { block } from '../pricing/block.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, fixedPrice } from '../testing/samples.ts';
import { priceQuote, type QuoteDraft } from './quote.points.ts';

const tax = (draft: QuoteDraft): QuoteDraft => {
  const line = {
    code: 'tax',
    quantity: new Decimal(1),
    unit: 'year',
    unitPrice: new Decimal(50),
    priceUnit: 'EUR/year',
    amount: new Decimal(50),
    isGross: false,
    isFirstYearOnly: false,
    source: 'test',
  };
  return {
    ...draft,
    offers: draft.offers.map((offer) => ({ ...offer, blocks: [...offer.blocks, block('tax', [line], new Decimal('0.2'))] })),
  };
};
let add: (draft: QuoteDraft) => QuoteDraft = tax;
const app = await createTestApp([
  definePlugin({ id: 'taxes', version: '1.0.0', api: 1, summary: 'Adds taxes', hooks: [hook(priceQuote, (draft) => add(draft))] }),
]);
await app.switch('taxes', true);
afterAll(() => app.close());

const tariff = async (
  code: string,
  { validFrom = '2026-01-01', validTo, ...price }: { energy: string; base: string; bonus?: string; validFrom?: string; validTo?: string },
  sale: { saleFrom?: string; saleTo?: string } = {},
) => {
  const { db } = await app.as();
  const saved = await db.tariff.create({
    data: { code, name: code, saleFrom: new Date(sale.saleFrom ?? '2026-01-01'), saleTo: sale.saleTo ? new Date(sale.saleTo) : null },
  });
  await db.tariffPrice.create({
    data: {
      tariffId: saved.id,
      basis: 'NET',
      vatRate: '0.2',
      state: 'PUBLISHED',
      components: fixedPrice(price),
      validFrom: new Date(validFrom),
      validTo: validTo ? new Date(validTo) : null,
    },
  });
  return saved.id;
};
await tariff('cheap', { energy: '9.8', base: '1.6667' });
await tariff('bonus', { energy: '10', base: '1.6667', bonus: '20.00' });
await tariff('over', { energy: '1', base: '1' }, { saleTo: '2026-08-24' });
await tariff('later', { energy: '1', base: '1' }, { saleFrom: '2026-09-01' });

const ASK = `mutation ($input: QuoteInput!) {
  askQuote(input: $input) { id pricesAsOf validUntil questions { code } offers { id rank tariffName firstYear firstYearCents runningYearCents monthlyCents blocks { code firstYearCents } } }
}`;
const ask = (input: object = {}) => app.gql(ASK, { input: { postcode: '1010', annualKwh: 3_500, ...input } });

beforeEach(() => {
  add = tax;
  app.clock.set('2026-08-24T10:00:00Z');
});

describe('a quote', () => {
  it('prices what is on sale today, cheapest first year first, with running cost beside it', async () => {
    const { data } = await ask();
    expect(data.askQuote.pricesAsOf).toBe('2026-08-24');
    // bonus: 350 + 20.0004 net, 444.00 gross, less 20; cheap: 435.60; 60 of tax on both
    expect(data.askQuote.offers).toMatchObject([
      { rank: 1, tariffName: 'bonus', firstYear: '484.00', runningYearCents: 50_400, monthlyCents: 4_200 },
      { rank: 2, tariffName: 'cheap', firstYear: '495.60', runningYearCents: 49_560, monthlyCents: 4_130 },
    ]);
    for (const { firstYearCents, blocks } of data.askQuote.offers) {
      expect(blocks.reduce((sum: number, { firstYearCents: cents }: { firstYearCents: number }) => sum + cents, 0)).toBe(firstYearCents);
    }
  });

  it('takes one statement, and the answer is what was written', async () => {
    await ask(); // what is remembered of the brand is remembered
    const ctx = await app.as();
    await app.gql('{ brand { id } }', {}, ctx);
    const send = pg.Client.prototype.query;
    const sent: string[] = [];
    // biome-ignore lint/suspicious/noExplicitAny: pg's query has a dozen shapes, all of which pass through
    pg.Client.prototype.query = function (this: pg.Client, ...args: any[]) {
      sent.push(typeof args[0] === 'string' ? args[0] : String(args[0].text));
      return Reflect.apply(send, this, args);
    } as typeof send;
    const { data } = await app.gql(ASK, { input: { postcode: '1010', annualKwh: 3_500 } }, ctx);
    pg.Client.prototype.query = send;
    expect(sent.filter((sql) => /quote/.test(sql)).map((sql) => sql.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual(['with asked']);

    const again = await app.gql(
      `query ($id: ID!) { quote(id: $id) ${ASK.slice(ASK.indexOf('{ id pricesAsOf'), ASK.lastIndexOf('}')).trim()} }`,
      {
        id: data.askQuote.id,
      },
    );
    expect(again.data.quote).toEqual(data.askQuote);
  });

  it('leaves out what only a plugin knows where the plugin is off', async () => {
    await app.switch('taxes', false);
    expect((await ask()).data.askQuote.offers[0].blocks.map(({ code }: { code: string }) => code)).toEqual(['energy']);
    await app.switch('taxes', true);
  });

  it('fails when a plugin fails: costs are never left out, and nothing is saved', async () => {
    const before = await app.root.quote.count();
    add = () => {
      throw new Error('no data');
    };
    expect((await ask()).errors?.[0]?.extensions).toMatchObject({ code: 'HOOK_FAILED', pluginId: 'taxes' });
    add = () => {
      throw new DomainError('TAXES_UNKNOWN_POSTCODE', 'postcode: nobody knows it');
    };
    expect((await ask()).errors?.[0]).toMatchObject({
      message: 'postcode: nobody knows it',
      extensions: { code: 'TAXES_UNKNOWN_POSTCODE' },
    });
    expect(await app.root.quote.count()).toBe(before);
  });

  it('names the field, the problem and the remedy of a wrong question', async () => {
    const wrong = async (input: object) => (await ask(input)).errors?.[0]?.message;
    expect(await wrong({ annualKwh: 0 })).toContain('annualKwh: This must be above 0.');
    expect(await wrong({ pricesAsOf: '2027-08-25' })).toContain('pricesAsOf: This lies more than 365 days ahead');
    expect(await wrong({ annualKwh: 100_001 })).toContain('annualKwh: More than 100000 kWh of power');
    expect(await wrong({ commodity: 'GAS', annualKwh: 1_500_000 })).toBeUndefined();
    expect(await wrong({ commodity: 'GAS', annualKwh: 1_500_001 })).toContain('annualKwh: More than 1500000 kWh of gas');
    expect(await wrong({ commodity: 'WATER', annualKwh: 10_000_001 })).toContain('annualKwh: This is more than 10000000 a year');
    expect(await wrong({ commodity: 'SUBSCRIPTION', annualKwh: 10_001 })).toContain('annualKwh: This is more than 10000 a year');
    expect(await wrong({ postcode: "1010'; drop table quote" })).toContain('postcode: This is not a postcode.');
  });

  it('is refused for a postcode that is not given out, where the country has a list of them', async () => {
    expect((await ask({ postcode: 'ABC ---' })).errors).toBeUndefined(); // nobody has loaded the list
    const place = {
      country: 'AT',
      postcode: '1010',
      name: 'Wien',
      search: 'wien',
      state: 'Wien',
      latitude: '48.2',
      longitude: '16.4',
      weight: 1,
    };
    const { id } = await app.root.place.create({ data: place });
    for (const postcode of ['ABC ---', '1011', '00000'])
      expect((await ask({ postcode })).errors?.[0]?.extensions).toMatchObject({
        code: 'QUOTE_INVALID',
        problems: [{ field: 'postcode', message: expect.stringContaining(`${postcode} is not given out in AT`) }],
      });
    const { data } = await ask({ postcode: 'a-1010' });
    expect(await app.root.quote.findUniqueOrThrow({ where: { id: data.askQuote.id } })).toMatchObject({ postcode: '1010' });
    await app.root.place.delete({ where: { id } });
  });

  it('uses the prices of the day that was asked for', async () => {
    const id = await tariff('changing', { energy: '20', base: '0', validTo: '2026-09-01' });
    await (await app.as()).db.tariffPrice.create({
      data: {
        tariffId: id,
        basis: 'NET',
        state: 'PUBLISHED',
        components: fixedPrice({ base: '0', energy: '30' }),
        vatRate: '0.2',
        validFrom: new Date('2026-09-01'),
      },
    });
    const priceOn = async (pricesAsOf: string) => {
      const { data } = await ask({ annualKwh: 100, pricesAsOf });
      return data.askQuote.offers.find(({ tariffName }: { tariffName: string }) => tariffName === 'changing')?.blocks[0].firstYearCents;
    };
    expect([await priceOn('2026-08-31'), await priceOn('2026-09-01')]).toEqual([2_400, 3_600]);
  });

  it('has one price at a time, says the database', async () => {
    const { db } = await app.as();
    const { id } = await db.tariff.findFirstOrThrow({ where: { code: 'cheap' } });
    const second = db.tariffPrice.create({
      data: {
        tariffId: id,
        basis: 'NET',
        state: 'PUBLISHED',
        components: fixedPrice({ base: '0', energy: '1' }),
        vatRate: '0.2',
        validFrom: new Date('2027-01-01'),
      },
    });
    await expect(second).rejects.toThrow('tariff_price_slices_do_not_overlap');
  });

  it('is sold at the price that was shown, not after it expired, and never at the price of a former day', async () => {
    const { data } = await ask();
    const [offer] = data.askQuote.offers;
    const { id } = await app.root.tariff.findFirstOrThrow({ where: { code: 'bonus' } });
    await app.root.tariffPrice.updateMany({ where: { tariffId: id }, data: { validTo: new Date('2026-08-24') } });
    await app.root.tariffPrice.create({
      data: {
        brandId: app.brands.a,
        tariffId: id,
        basis: 'NET',
        state: 'PUBLISHED',
        components: fixedPrice({ base: '0', energy: '99' }),
        validFrom: new Date('2026-08-24'),
      },
    });
    const PLACE =
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { offer { firstYear } } } }';
    const placed = await app.gql(PLACE, { input: completeOrder(offer.id), key: crypto.randomUUID() });
    expect(placed.data.placeOrder.contracts[0].offer.firstYear).toBe('484.00');

    const former = (await ask({ pricesAsOf: '2026-08-23' })).data.askQuote.offers[0].id;
    const atFormerPrice = await app.gql(PLACE, { input: completeOrder(former), key: crypto.randomUUID() });
    expect(atFormerPrice.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'offerId', code: 'QUOTE_EXPIRED' }] });
    const coming = (await ask({ pricesAsOf: '2026-09-01' })).data.askQuote.offers[0].id;
    expect((await app.gql(PLACE, { input: completeOrder(coming), key: crypto.randomUUID() })).errors).toBeUndefined();

    app.clock.forward({ days: 14, minutes: 1 });
    const late = await app.gql(PLACE, { input: completeOrder(offer.id, { isEarlyStart: true }), key: crypto.randomUUID() });
    expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_INVALID', problems: [{ field: 'offerId', code: 'QUOTE_EXPIRED' }] });
  });
});
