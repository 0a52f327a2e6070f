import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { deny, hook } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp, type GraphQLAnswer } from '../testing/app.ts';
import { query } from '../testing/query.ts';
import { tariffPublication } from './tariff.points.ts';

const app = await createTestApp([
  definePlugin({
    id: 'strict',
    version: '1.0.0',
    api: 1,
    summary: 'Refuses every publication, and brings a commodity',
    locales: { en: { 'commodity.STEAM': 'Steam' } },
    commodities: [{ code: 'STEAM', unit: 'kWh', hasMeteringPoint: true, colour: 'gray', icon: 'cloud' }],
    hooks: [hook(tariffPublication, () => deny('STRICT_NO', 'Not today'))],
  }),
]);
afterAll(() => app.close());

const anna: Partial<Viewer> = { id: 'anna', name: 'Anna' };
const bert: Partial<Viewer> = { id: 'bert', name: 'Bert' };
const ask = async (text: string, variables: object = {}, who: Partial<Viewer> = anna): Promise<GraphQLAnswer> =>
  app.gql(text, variables, await app.as('a', who));
const codeOf = ({ errors = [] }: GraphQLAnswer): unknown => errors[0]?.extensions.code;

let count = 0;
const newTariff = async (input: object = {}, who = anna): Promise<GraphQLAnswer> => {
  count += 1;
  const all = { code: `tariff-${count}`, name: 'Tariff', saleFrom: '2026-01-01', ...input };
  return ask('mutation ($input: TariffInput!) { createTariff(input: $input) { id code commodity } }', { input: all }, who);
};
const tariffId = async (): Promise<string> => (await newTariff()).data.createTariff.id;

const PRICE = {
  validFrom: '2026-09-01',
  basis: 'NET',
  components: [{ baseFee: { amount: '4.5', per: 'MONTH' } }, { single: { price: '9.8' } }],
};
const draft = (tariff: string, price: object = {}, who = anna): Promise<GraphQLAnswer> =>
  ask(
    'mutation ($tariff: ID!, $price: TariffPriceInput!) { draftTariffPrice(tariffId: $tariff, price: $price) { id state createdBy components } }',
    { tariff, price: { ...PRICE, ...price } },
    who,
  );
const step = (name: string, id: string, who = bert): Promise<GraphQLAnswer> =>
  ask(`mutation ($id: ID!) { ${name}(id: $id) { id } }`, { id }, who);
/** Drafted by Anna, approved by Bert, not published. */
const approved = async (tariff: string, price: object = {}): Promise<string> => {
  const { data } = await draft(tariff, price);
  await step('approveTariffPrice', data.draftTariffPrice.id);
  return data.draftTariffPrice.id;
};
const published = async (tariff: string, price: object = {}): Promise<string> => {
  const id = await approved(tariff, price);
  expect((await step('publishTariffPrice', id)).errors).toBeUndefined();
  return id;
};
/** The fields of all problems. */
const fieldsOf = ({ errors }: GraphQLAnswer): string[] => {
  const problems = (errors?.[0]?.extensions.problems ?? []) as { field: string }[];
  return problems.map(({ field }) => field);
};
const versions = async (id: string, who = anna) =>
  (await ask('query ($id: ID!) { tariff(id: $id) { prices { id state validFrom validTo } } }', { id }, who)).data.tariff.prices;

describe('a tariff', () => {
  it('agrees on what leaving before the end of its term costs, as a term like the others', async () => {
    const id = (await newTariff({ code: 'leaving' })).data.createTariff.id;
    const { data } = await draft(id, { minimumTermMonths: 12, leavingFee: { form: 'PER_KWH', amount: '2.5', cap: '50' } });
    await draft(id, { minimumTermMonths: 12 });
    const read = await ask('query ($id: ID!) { tariff(id: $id) { prices { id leavingFee } } }', { id });
    const fees = new Map(read.data.tariff.prices.map((price: { id: string; leavingFee: unknown }) => [price.id, price.leavingFee]));
    expect(fees.get(data.draftTariffPrice.id)).toEqual({ form: 'PER_KWH', amount: '2.5', cap: '50' });
    expect([...fees.values()]).toContain(null);
  });

  it('is created without a price, and with every problem named at once', async () => {
    expect((await newTariff({ code: 'solar' })).data.createTariff).toMatchObject({ code: 'solar', commodity: 'ELECTRICITY' });
    expect(codeOf(await newTariff({ code: 'solar' }))).toBe('TARIFF_EXISTS');
    const { errors } = await newTariff({ code: 'a b', name: ' ', saleTo: '2025-01-01' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TARIFF_INVALID',
      problems: [{ field: 'code' }, { field: 'name' }, { field: 'saleTo', code: 'NOT_AFTER_SALE_FROM' }],
    });
  });

  it("is of a plugin's commodity only while the plugin is on", async () => {
    expect(codeOf(await newTariff({ commodity: 'STEAM' }))).toBe('TARIFF_INVALID');
    await app.switch('strict', true);
    expect((await newTariff({ commodity: 'STEAM' })).data.createTariff.commodity).toBe('STEAM');
    await app.switch('strict', false);
  });

  it('is no longer sold from the day that was said, not before today', async () => {
    const END = 'mutation ($tariff: ID!, $on: Date!) { endTariffSale(tariffId: $tariff, on: $on) { saleTo } }';
    const tariff = await tariffId();
    expect((await ask(END, { tariff, on: '2026-10-01' })).data.endTariffSale.saleTo).toBe('2026-10-01');
    expect(codeOf(await ask(END, { tariff, on: '2026-08-01' }))).toBe('TARIFF_INVALID');
    const later = (await newTariff({ saleFrom: '2026-11-01' })).data.createTariff.id;
    expect((await ask(END, { tariff: later, on: '2026-10-31' })).errors?.[0]?.extensions).toMatchObject({
      code: 'TARIFF_INVALID',
      problems: [{ field: 'on', message: expect.stringContaining('2026-11-01') }],
    });
    expect((await ask(END, { tariff: later, on: '2026-11-01' })).errors).toBeUndefined();
    expect(codeOf(await ask(END, { tariff: crypto.randomUUID(), on: '2026-10-01' }))).toBe('TARIFF_NOT_FOUND');
  });
});

describe('a price', () => {
  it('is handed in for approval; who wrote on it is told apart, and a change takes the asking back', async () => {
    const tariff = await tariffId();
    const id = (await draft(tariff)).data.draftTariffPrice.id;
    const seen = async (who = anna) =>
      (await ask('query ($id: ID!) { tariff(id: $id) { prices { isOwn handedInBy handedInAt } } }', { id: tariff }, who)).data.tariff
        .prices[0];
    expect(await seen()).toEqual({ isOwn: true, handedInBy: null, handedInAt: null });
    expect((await step('handInTariffPrice', id, anna)).errors).toBeUndefined();
    expect(await seen(bert)).toEqual({ isOwn: false, handedInBy: 'Anna', handedInAt: expect.any(String) });
    const EDIT = 'mutation ($id: ID!, $price: TariffPriceInput!) { editTariffPrice(id: $id, price: $price) { handedInBy } }';
    expect((await ask(EDIT, { id, price: PRICE })).data.editTariffPrice.handedInBy).toBeNull();
    await step('approveTariffPrice', id);
    expect(codeOf(await step('handInTariffPrice', id, anna))).toBe('TARIFF_PRICE_STATE');
  });

  it('is a draft that another person approves, then it is published: four eyes', async () => {
    const id = (await draft(await tariffId())).data.draftTariffPrice.id;
    expect(codeOf(await step('publishTariffPrice', id))).toBe('TARIFF_PRICE_STATE');
    expect(codeOf(await step('approveTariffPrice', id, anna))).toBe('TARIFF_PRICE_OWN');
    expect((await step('approveTariffPrice', id)).errors).toBeUndefined();
    expect((await step('publishTariffPrice', id, anna)).errors).toBeUndefined();
    const row = await app.root.tariffPrice.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: 'PUBLISHED', createdBy: 'Anna', approvedBy: 'Bert', publishedBy: 'Anna' });
    const written = await app.root.auditEntry.findMany({ where: { subject: id }, orderBy: { id: 'asc' } });
    expect(written.map(({ action, by }) => [action, by])).toEqual([
      ['tariff-price.drafted', 'Anna'],
      ['tariff-price.approved', 'Bert'],
      ['tariff-price.published', 'Anna'],
    ]);
    const events = await app.root.outboxEvent.findMany({ where: { subject: row.tariffId }, orderBy: { id: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['tariff.price-drafted', 'tariff.price-approved', 'tariff.published']);
  });

  it('is approved neither by whoever mended it nor by a machine', async () => {
    const id = (await draft(await tariffId())).data.draftTariffPrice.id;
    const EDIT = 'mutation ($id: ID!, $price: TariffPriceInput!) { editTariffPrice(id: $id, price: $price) { region } }';
    expect((await ask(EDIT, { id, price: { ...PRICE, region: 'north' } }, bert)).data.editTariffPrice.region).toBe('north');
    expect(codeOf(await step('approveTariffPrice', id, bert))).toBe('TARIFF_PRICE_OWN');
    expect(codeOf(await step('approveTariffPrice', id, anna))).toBe('TARIFF_PRICE_OWN');
    expect(codeOf(await step('approveTariffPrice', id, { kind: 'api-key', id: 'key', name: 'key' }))).toBe('TARIFF_PRICE_OWN');
    expect((await step('approveTariffPrice', id, { id: 'cleo', name: 'Cleo' })).errors).toBeUndefined();
    expect(codeOf(await ask(EDIT, { id, price: PRICE }))).toBe('TARIFF_PRICE_STATE');
  });

  it('is changed and approved as it was seen: whoever saw an older draft is told, and nothing is overwritten', async () => {
    const id = (await draft(await tariffId())).data.draftTariffPrice.id;
    const edit = (region: string, expectedVersion: number, who = anna) =>
      ask(
        `mutation ($id: ID!, $price: TariffPriceInput!, $seen: Int) {
          editTariffPrice(id: $id, price: $price, expectedVersion: $seen) { version region } }`,
        { id, price: { ...PRICE, region }, seen: expectedVersion },
        who,
      );
    expect((await edit('north', 0)).data.editTariffPrice).toEqual({ version: 1, region: 'north' });
    const late = await edit('south', 0, { id: 'cleo', name: 'Cleo' });
    expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'TARIFF_PRICE_CHANGED', seen: 0, current: 1 });
    const APPROVE = 'mutation ($id: ID!, $seen: Int) { approveTariffPrice(id: $id, expectedVersion: $seen) { region } }';
    expect(codeOf(await ask(APPROVE, { id, seen: 0 }, bert))).toBe('TARIFF_PRICE_CHANGED');
    expect((await ask(APPROVE, { id, seen: 1 }, bert)).data.approveTariffPrice).toEqual({ region: 'north' });
  });

  it('goes back to be mended, or is forgotten, as long as it was never published', async () => {
    const tariff = await tariffId();
    const id = await approved(tariff);
    expect((await step('withdrawTariffPrice', id)).errors).toBeUndefined();
    expect(await versions(tariff)).toMatchObject([{ id, state: 'DRAFT' }]);
    expect((await step('deleteTariffPrice', id)).errors).toBeUndefined();
    expect(await versions(tariff)).toEqual([]);

    const sold = await published(tariff);
    for (const name of ['withdrawTariffPrice', 'deleteTariffPrice', 'approveTariffPrice'])
      expect(codeOf(await step(name, sold))).toBe('TARIFF_PRICE_STATE');
  });

  it('never changes once it is published, but for its end: the database says so', async () => {
    const id = await published(await tariffId());
    const run = (sql: string) => query(app.connectionString, sql, [id]);
    await expect(run(`update tariff_price set components = '[]' where id = $1`)).rejects.toThrow('a published price is written once');
    await expect(run(`update tariff_price set state = 'DRAFT' where id = $1`)).rejects.toThrow('a published price is written once');
    await expect(run('delete from tariff_price where id = $1')).rejects.toThrow('a published price is written once');
    await run(`update tariff_price set valid_to = '2027-01-01' where id = $1`);
  });

  it('is refused with every problem at once, by field', async () => {
    const { errors } = await draft(await tariffId(), {
      validTo: '2026-08-01',
      components: [
        { single: { price: '-1' } },
        { bonus: { form: 'PERCENT', amount: '150' } },
        {},
        { twoRate: { high: '1', low: '1', lowFrom: '25:00', lowTo: '06:00' } },
      ],
      areas: [{ from: '2000', to: '1000' }],
      guaranteeMonths: 12,
      guaranteeUntil: '2027-01-01',
      consumptionFrom: 100,
      consumptionTo: 100,
      renewalMonths: 12,
      vatRate: '20',
    });
    expect(errors?.[0]?.extensions.code).toBe('TARIFF_PRICE_INVALID');
    const problems = errors?.[0]?.extensions.problems as { field: string }[];
    expect(problems.map(({ field }) => field)).toEqual([
      'vatRate',
      'components.2.kind',
      'components.3.lowFrom',
      'areas.0.to',
      'validTo',
      'consumptionTo',
      'guaranteeUntil',
      'renewalMonths',
    ]);
    const negative = await draft(await tariffId(), {
      components: [{ single: { price: '-1' } }, { bonus: { form: 'PERCENT', amount: '150' } }],
    });
    expect(negative.errors?.[0]?.message).toContain('components.0.price: This is negative. Write a reduction as a bonus.');
    expect(negative.errors?.[0]?.message).toContain('components.1.amount: This is more than 100 %.');
    const german = await draft(await tariffId(), { minimumTermMonths: -1 }, { ...anna, language: 'de' });
    expect(german.errors?.[0]?.extensions.problems).toEqual([
      { field: 'minimumTermMonths', code: 'NEGATIVE', message: 'Das ist negativ.', remedy: 'Schreiben Sie 0 oder mehr.' },
    ]);
    const leaving = { form: 'PERCENT', amount: '101', cap: '0.001' };
    const faulty = await draft(await tariffId(), { minimumTermMonths: 12, leavingFee: leaving });
    expect(fieldsOf(faulty)).toEqual(['leavingFee.cap', 'leavingFee.amount']);
    const spot = { components: [{ spot: { index: 'EPEX-AT', surcharge: '1' } }], leavingFee: { form: 'PERCENT', amount: '10' } };
    const untold = await draft(await tariffId(), spot);
    expect(fieldsOf(untold)).toEqual(['leavingFee', 'leavingFee.form']);
    const gift = await draft(await tariffId(), { components: [{ bonus: { form: 'FIXED', amount: '5' } }] });
    expect(gift.errors?.[0]?.message).toContain('components: There is no price.');
  });

  it('is kept as it was said, whatever it is made of', async () => {
    const parts = [
      [
        { baseFee: { amount: '14.90', per: 'YEAR', proration: 'MONTHS' } },
        { kind: 'base-fee', amount: '14.90', per: 'year', proration: 'months' },
      ],
      [{ oneOffFee: { name: 'Connection', amount: '49' } }, { kind: 'one-off-fee', name: 'Connection', amount: '49' }],
      [
        { timeOfUse: { windows: [{ name: 'peak', price: '30', from: '17:00', to: '20:00', days: ['WORKDAY'] }], otherwise: '20' } },
        {
          kind: 'energy',
          rate: 'time-of-use',
          windows: [{ name: 'peak', price: '30', from: '17:00', to: '20:00', days: ['workday'], months: [] }],
          otherwise: '20',
        },
      ],
      [
        { tiered: { mode: 'GRADUATED', tiers: [{ upTo: 100, price: '1' }, { price: '2' }] } },
        {
          kind: 'energy',
          rate: 'tiered',
          mode: 'graduated',
          tiers: [
            { upTo: 100, price: '1' },
            { upTo: null, price: '2' },
          ],
        },
      ],
      [{ spot: { index: 'EPEX-AT', surcharge: '-0.1' } }, { kind: 'energy', rate: 'spot', index: 'EPEX-AT', surcharge: '-0.1' }],
    ];
    const bonus = { bonus: { form: 'PER_KWH', amount: '1', base: 'ENERGY', audience: 'NEW_CUSTOMER', payableAfterDays: 60, cap: '10' } };
    for (const [said, kept] of parts) {
      expect((await draft(await tariffId(), { components: [said, bonus] })).data.draftTariffPrice.components).toEqual([
        kept,
        {
          kind: 'bonus',
          form: 'per-kwh',
          amount: '1',
          base: 'energy',
          audience: 'new-customer',
          payable: { on: 'supply-start', afterDays: 60 },
          cap: '10',
        },
      ]);
    }
  });

  it('has one energy price, one base fee, a low rate that ends, and no bonus that costs', async () => {
    const problemsOf = async (components: object[]) => (await draft(await tariffId(), { components })).errors?.[0]?.extensions.problems;
    const single = { single: { price: '1' } };
    const fee = { baseFee: { amount: '1', per: 'MONTH' } };
    expect(await problemsOf([single, fee, single, { spot: { index: 'EPEX-AT', surcharge: '1' } }, fee])).toMatchObject([
      { field: 'components.2' },
      { field: 'components.3' },
      { field: 'components.4' },
    ]);
    expect(await problemsOf([single, { bonus: { form: 'PERCENT', amount: '101', cap: '-5' } }])).toMatchObject([
      { field: 'components.1.amount' },
      { field: 'components.1.cap' },
    ]);
    expect(await problemsOf([{ twoRate: { high: '2', low: '1', lowFrom: '22:00', lowTo: '22:00' } }])).toMatchObject([
      { field: 'components.0.lowTo' },
    ]);
  });

  it('binds nobody for longer than the law of the country allows, when it is drafted and when it is published', async () => {
    const sellIn = (country: string) => app.root.brand.update({ where: { id: app.brands.a }, data: { country } });
    const tooLong = async (price: object) => (await draft(await tariffId(), price)).errors?.[0]?.extensions.problems;
    const refused = [{ field: 'minimumTermMonths' }];
    expect(await tooLong({ minimumTermMonths: 36 })).toBeUndefined();
    const agreed = await approved(await tariffId(), { minimumTermMonths: 36 });
    try {
      await sellIn('DE');
      expect([await tooLong({ minimumTermMonths: 24 }), await tooLong({ minimumTermMonths: 25 })]).toMatchObject([undefined, refused]);
      expect((await step('publishTariffPrice', agreed)).errors?.[0]?.extensions).toMatchObject({
        code: 'TARIFF_PRICE_INVALID',
        problems: refused,
      });
      await sellIn('DK');
      expect([await tooLong({ minimumTermMonths: 6 }), await tooLong({ minimumTermMonths: 7 })]).toMatchObject([undefined, refused]);
      await sellIn('NO');
      expect([await tooLong({ minimumTermMonths: 12 }), await tooLong({ minimumTermMonths: 13 })]).toMatchObject([undefined, refused]);
      expect(await tooLong({ minimumTermMonths: 36, guaranteeMonths: 36 })).toBeUndefined();
    } finally {
      await sellIn('AT');
    }
  });
});

describe('publishing', () => {
  it('ends the open version before it on the first day of the new one', async () => {
    const tariff = await tariffId();
    await published(tariff, { validFrom: '2026-01-01' });
    await published(tariff, { validFrom: '2026-09-01' });
    expect(await versions(tariff)).toMatchObject([
      { validFrom: '2026-01-01', validTo: '2026-09-01' },
      { validFrom: '2026-09-01', validTo: null },
    ]);
  });

  it('is refused where versions would overlap, and names the other one', async () => {
    const tariff = await tariffId();
    const later = await published(tariff, { validFrom: '2027-01-01' });
    const sooner = await approved(tariff, { validFrom: '2026-09-01' });
    const { errors } = await step('publishTariffPrice', sooner);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'TARIFF_PRICE_OVERLAPS', field: 'validFrom', other: later });
    expect(errors?.[0]?.message).toContain('2027-01-01 to open');
    expect(await published(tariff, { validFrom: '2026-09-01', validTo: '2027-01-01' })).toBeTruthy();
  });

  it('is refused where two regional lists hold at one postcode at one time', async () => {
    const tariff = await tariffId();
    const range = [{ from: '1000', to: '1999' }];
    const east = await published(tariff, { region: 'east', areas: range });
    await published(tariff, { region: 'west', areas: [{ from: '6000', to: '6999' }] });
    const publishing = async (price: object) => (await step('publishTariffPrice', await approved(tariff, price))).errors?.[0]?.extensions;
    const clash = { code: 'TARIFF_REGIONS_OVERLAP', field: 'areas', other: east };
    expect(await publishing({ region: 'vienna', areas: [{ postcodes: ['3001', '1010'] }] })).toMatchObject(clash);
    expect(await publishing({ region: '', areas: [] })).toMatchObject(clash);
    expect(await publishing({ region: 'grid', areas: [{ gridAreas: ['wiener_netze'] }] })).toMatchObject(clash);
    expect(await publishing({ region: 'south', areas: [{ postcodes: ['8010'] }] })).toBeUndefined();
    expect(
      await publishing({ region: 'vienna large', areas: [{ postcodes: ['1010'] }], validFrom: '2026-01-01', validTo: '2026-09-01' }),
    ).toBeUndefined();
  });

  it('asks the plugins that are on', async () => {
    const tariff = await tariffId();
    const id = await approved(tariff);
    await app.switch('strict', true);
    expect(codeOf(await step('publishTariffPrice', id))).toBe('STRICT_NO');
    expect(await versions(tariff)).toMatchObject([{ state: 'APPROVED' }]);
    await app.switch('strict', false);
    expect((await step('publishTariffPrice', id)).errors).toBeUndefined();
  });

  it('of two at once has one winner', async () => {
    const tariff = await tariffId();
    const [one, other] = [await approved(tariff, { validFrom: '2026-10-01' }), await approved(tariff, { validFrom: '2026-10-01' })];
    const answers = await Promise.all([step('publishTariffPrice', one), step('publishTariffPrice', other)]);
    expect(answers.map(codeOf).sort()).toEqual(['TARIFF_PRICE_OVERLAPS', undefined]);
  });
});

describe('versions', () => {
  it('that are not sold are shown to those who write them alone', async () => {
    const tariff = await tariffId();
    await published(tariff, { validFrom: '2026-09-01' });
    const next = await approved(tariff, { validFrom: '2027-01-01' });
    const seller = { ...bert, permissions: permissionsOf('PARTNER', []) };
    expect(await versions(tariff)).toHaveLength(2);
    expect(await versions(tariff, seller)).toMatchObject([{ state: 'PUBLISHED' }]);
    const COMPARE = 'query ($a: ID!) { compareTariffPrices(before: $a, after: $a) { field } }';
    expect((await ask(COMPARE, { a: next }, seller)).data.compareTariffPrices).toBeNull();
    expect(codeOf(await step('publishTariffPrice', next, seller))).toBe('FORBIDDEN');
  });

  it('are found by state', async () => {
    const tariff = await tariffId();
    await draft(tariff);
    const LIST = 'query ($state: TariffPriceState!) { tariffs(filter: { state: $state }, first: 200) { edges { node { id } } } }';
    const found = async (state: string): Promise<string[]> =>
      (await ask(LIST, { state })).data.tariffs.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect([(await found('DRAFT')).includes(tariff), (await found('PUBLISHED')).includes(tariff)]).toEqual([true, false]);
  });

  it('are compared by what they are made of, as data', async () => {
    const tariff = await tariffId();
    const before = await published(tariff, { guaranteeMonths: 12 });
    const after = (
      await draft(tariff, {
        validFrom: '2027-01-01',
        components: [
          { bonus: { form: 'FIXED', amount: '20' } },
          { single: { price: '10.2' } },
          { baseFee: { amount: '4.5', per: 'MONTH' } },
        ],
      })
    ).data.draftTariffPrice.id;
    const COMPARE = 'query ($before: ID!, $after: ID!) { compareTariffPrices(before: $before, after: $after) { field before after } }';
    expect((await ask(COMPARE, { before, after })).data.compareTariffPrices).toEqual([
      { field: 'validFrom', before: '2026-09-01', after: '2027-01-01' },
      { field: 'energy:single.price', before: '9.8', after: '10.2' },
      { field: 'guaranteeMonths', before: '12', after: '0' },
      { field: 'bonus:fixed.amount', before: null, after: '20' },
      { field: 'bonus:fixed.audience', before: null, after: 'everybody' },
      { field: 'bonus:fixed.base', before: null, after: 'first-year' },
      { field: 'bonus:fixed.payable.on', before: null, after: 'annual-bill' },
    ]);
  });
});
