import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { hook } from '../kernel/hooks.ts';
import { Decimal } from '../kernel/money.ts';
import { definePlugin } from '../kernel/plugin.ts';
import type { SpotPrices } from '../pricing/spot-prices.ts';
import { createTestApp, type GraphQLAnswer } from '../testing/app.ts';
import { priceQuote, spotPrices } from './quote.points.ts';

/** Every hour of 2025 costs 10 ct, so that the average needs no profile. */
const hours = Array.from({ length: 8_760 }, (_, hour): [number, Decimal] => [
  Date.parse('2024-12-31T23:00:00Z') + hour * 3_600_000,
  new Decimal(10),
]);
const series: SpotPrices = {
  index: 'EPEX-AT',
  timeZone: 'Europe/Vienna',
  intervalMinutes: 60,
  source: 'a market',
  prices: new Map(hours),
};
const app = await createTestApp([
  definePlugin({
    id: 'market',
    version: '1.0.0',
    api: 1,
    summary: 'Knows spot prices, grid areas, and a commodity',
    locales: { en: { 'commodity.STEAM': 'Steam' } },
    commodities: [{ code: 'STEAM', unit: 'kWh', hasMeteringPoint: true, colour: 'gray', icon: 'cloud' }],
    hooks: [
      hook(spotPrices, ({ index }) => (index === series.index ? series : null)),
      hook(priceQuote, (draft) => ({
        ...draft,
        place: { place: 'Wien', municipality: null, gridOperator: 'Netze', gridArea: draft.request.postcode === '1010' ? 'one' : 'two' },
      })),
    ],
  }),
]);
await app.switch('market', true);
afterAll(() => app.close());
beforeEach(() => app.clock.set('2026-08-24T10:00:00Z'));

const energy = (price: string) => ({ kind: 'energy', rate: 'single', price });
const monthly = (amount: string) => ({ kind: 'base-fee', amount, per: 'month' });
const bonus = (change: object) => ({ kind: 'bonus', form: 'fixed', amount: '20', ...change });

interface Sold {
  readonly tariff?: object;
  readonly [column: string]: unknown;
}
/** A published version; every test sells its own, and the answer is looked at by name. */
async function sell(name: string, { tariff = {}, validFrom = '2026-01-01', validTo = null, guaranteeUntil = null, ...price }: Sold = {}) {
  const { db } = await app.as();
  const day = (value: unknown) => (value === null ? null : new Date(String(value)));
  const found = await db.tariff.findFirst({ where: { code: name } });
  const { id } = found ?? (await db.tariff.create({ data: { code: name, name, saleFrom: new Date('2026-01-01'), ...tariff } }));
  await db.tariffPrice.create({
    data: {
      tariffId: id,
      basis: 'NET',
      vatRate: '0.2',
      state: 'PUBLISHED',
      components: [energy('10')],
      validFrom: new Date(String(validFrom)),
      validTo: day(validTo),
      guaranteeUntil: day(guaranteeUntil),
      ...price,
    },
  });
}

const ASK = `mutation ($input: QuoteInput!) { askQuote(input: $input) {
  id annualKwh consumptionBasis consumptionSource place { gridArea } notOffered { tariffName code reason }
  offers { id rank tariffName firstYearCents runningYearCents monthlyCents blocks { vatRate components { code quantity unitPrice } }
    bonuses { amountCents condition isForNewCustomers payableAfterDays } knownChanges { code changesOn yearCents } tariffPrice { id region } } } }`;
const ask = (input: object = {}): Promise<GraphQLAnswer> => app.gql(ASK, { input: { postcode: '1010', annualKwh: 1_000, ...input } });
interface Offered {
  readonly tariffName: string;
  readonly [field: string]: unknown;
}
const offersOf = async (input: object = {}): Promise<readonly Offered[]> => (await ask(input)).data.askQuote.offers;
const offerOf = async (name: string, input: object = {}) => (await offersOf(input)).find(({ tariffName }) => tariffName === name);
const isOffered = async (name: string, input: object = {}) => (await offerOf(name, input)) !== undefined;

/** What the brand answers while it sells in Germany. */
async function inGermany<T>(work: () => Promise<T>): Promise<T> {
  const sellIn = (country: string) => app.root.brand.update({ where: { id: app.brands.a }, data: { country } });
  await sellIn('DE');
  const result = await work();
  await sellIn('AT');
  return result;
}

describe('what is offered', () => {
  it('is what was published, no draft and nothing that is only approved', async () => {
    await sell('draft', { state: 'DRAFT' });
    await sell('approved', { state: 'APPROVED' });
    await sell('published');
    expect([await isOffered('draft'), await isOffered('approved'), await isOffered('published')]).toEqual([false, false, true]);
  });

  it('is for the segment and the commodity that were asked for', async () => {
    await sell('business', { tariff: { segment: 'BUSINESS' } });
    await sell('gas', { tariff: { commodity: 'GAS' } });
    expect([await isOffered('business'), await isOffered('business', { segment: 'BUSINESS' })]).toEqual([false, true]);
    expect([await isOffered('gas'), await isOffered('gas', { commodity: 'GAS' })]).toEqual([false, true]);
  });

  it('is sold for the consumption: from the first kWh of the band to before its end', async () => {
    await sell('band', { consumptionFrom: 1_000, consumptionTo: 2_000 });
    const offered = await Promise.all([999, 1_000, 1_999, 2_000].map((annualKwh) => isOffered('band', { annualKwh })));
    expect(offered).toEqual([false, true, true, false]);
  });

  it('is sold at the place: by postcode, by range, by grid area, each regional list at its own price', async () => {
    const postcodes = [{ kind: 'postcodes', postcodes: ['1010', '6020'] }];
    await sell('regional', { region: 'list', areas: postcodes, components: [energy('10')] });
    await sell('regional', { region: 'range', areas: [{ kind: 'postcode-range', from: '8000', to: '8999' }], components: [energy('20')] });
    await sell('grid', { areas: [{ kind: 'grid-areas', gridAreas: ['one'] }] });
    const cents = async (postcode: string) => (await offerOf('regional', { postcode }))?.firstYearCents;
    expect([await cents('1010'), await cents('8010'), await cents('9020')]).toEqual([12_000, 24_000, undefined]);
    expect([await isOffered('grid'), await isOffered('grid', { postcode: '6020' })]).toEqual([true, false]);
  });

  it('is not sold by grid area where nobody knows the grid, and the quote says so', async () => {
    await app.switch('market', false);
    const { data } = await ask();
    expect(data.askQuote.notOffered).toContainEqual({
      tariffName: 'grid',
      code: 'GRID_AREA_UNKNOWN',
      reason: 'It is sold in some grid areas only, and which one this is is not known.',
    });
    await app.switch('market', true);
  });

  it("is of a plugin's commodity only while the plugin is on", async () => {
    await sell('steam', { tariff: { commodity: 'STEAM' } });
    expect(await isOffered('steam', { commodity: 'STEAM' })).toBe(true);
    await app.switch('market', false);
    expect((await ask({ commodity: 'STEAM' })).errors?.[0]?.extensions).toMatchObject({
      code: 'QUOTE_INVALID',
      problems: [{ field: 'commodity' }],
    });
    await app.switch('market', true);
  });
});

describe('the price', () => {
  it('at two rates follows the profile, the reading, or a share', async () => {
    const twoRate = { kind: 'energy', rate: 'two-rate', high: '33.40', low: '27.10', lowFrom: '22:00', lowTo: '06:00' };
    await sell('two rates', { basis: 'GROSS', vatRate: '0.19', components: [twoRate, monthly('14.90')] });
    const cents = (more: object) => inGermany(async () => (await offerOf('two rates', { annualKwh: 3_500, ...more }))?.runningYearCents);
    // 847 kWh at the low rate: 886.10 + 229.54 + 178.80
    expect(await cents({})).toBe(129_444);
    expect(await cents({ lowRateKwh: 847 })).toBe(129_444);
    expect(await cents({ lowRateShare: '0.242' })).toBe(129_444);
    expect(await cents({ lowRateKwh: 0 })).toBe(134_780);
  });

  it('on the spot market is an average over the hours, and is not offered where nobody knows the market', async () => {
    await sell('spot', { components: [{ kind: 'energy', rate: 'spot', index: 'EPEX-AT', surcharge: '1.5' }, monthly('2')] });
    await sell('other market', { components: [{ kind: 'energy', rate: 'spot', index: 'EPEX-XX', surcharge: '1.5' }] });
    // (10 + 1.5) ct × 1,000 + 24 EUR, × 1.2
    expect((await offerOf('spot'))?.firstYearCents).toBe(16_680);
    expect((await ask()).data.askQuote.notOffered).toEqual([
      {
        tariffName: 'other market',
        code: 'PRICE_SPOT_UNKNOWN',
        reason: 'Its price follows the market EPEX-XX, and nobody here knows the prices of that market.',
      },
    ]);
    await app.switch('market', false);
    expect(await isOffered('spot')).toBe(false);
    expect((await ask()).data.askQuote.notOffered.map(({ tariffName }: Offered) => tariffName)).toContain('spot');
    await app.switch('market', true);
  });

  it('takes the statutory value added tax of the day where the version names none', async () => {
    await sell('statutory', { vatRate: null });
    expect((await offerOf('statutory'))?.firstYearCents).toBe(12_000);
    await sell('untaxed water', { vatRate: null, tariff: { commodity: 'WATER' } });
    expect((await ask({ commodity: 'WATER' })).data.askQuote.notOffered).toMatchObject([
      { tariffName: 'untaxed water', code: 'VAT_UNKNOWN' },
    ]);
  });

  it('names what bonuses depend on and when they are due, and has those for new customers only for them', async () => {
    await sell('bonuses', {
      components: [
        energy('10'),
        bonus({ condition: 'after 12 months' }),
        bonus({ form: 'per-kwh', amount: '1', audience: 'new-customer', payable: { on: 'supply-start', afterDays: 60 } }),
      ],
    });
    expect(await offerOf('bonuses')).toMatchObject({
      firstYearCents: 12_000 - 2_000 - 1_200,
      bonuses: [
        { amountCents: 2_000, condition: 'after 12 months', isForNewCustomers: false, payableAfterDays: null },
        { amountCents: 1_200, condition: null, isForNewCustomers: true, payableAfterDays: 60 },
      ],
    });
    expect(await offerOf('bonuses', { isNewCustomer: false })).toMatchObject({ firstYearCents: 10_000, bonuses: [{ amountCents: 2_000 }] });
  });

  it('is ranked by the first year, or by the years after', async () => {
    await sell('lure', { tariff: { commodity: 'HEAT' }, components: [energy('11'), bonus({ amount: '50' })] });
    await sell('honest', { tariff: { commodity: 'HEAT' }, components: [energy('10')] });
    const names = async (more: object) => (await offersOf({ commodity: 'HEAT', ...more })).map(({ tariffName }) => tariffName);
    expect(await names({})).toEqual(['lure', 'honest']);
    expect(await names({ rankBy: 'RUNNING_YEAR' })).toEqual(['honest', 'lure']);
  });
});

describe('the lines of an offer', () => {
  const LINES = `mutation ($input: QuoteInput!) { askQuote(input: $input) { offers { tariffName blocks { components { code unit priceUnit source } } } } }`;
  const linesOf = async (name: string, input: object) => {
    const { data } = await app.gql(LINES, { input: { postcode: '1010', annualKwh: 1_000, ...input } });
    return data.askQuote.offers.find(({ tariffName }: Offered) => tariffName === name).blocks[0].components;
  };

  it("count in the commodity's unit", async () => {
    await sell('metered water', {
      tariff: { commodity: 'WATER' },
      components: [energy('210'), bonus({ form: 'per-kwh', amount: '1' })],
    });
    expect(await linesOf('metered water', { commodity: 'WATER', annualKwh: 120 })).toMatchObject([
      { code: 'energy-price', unit: 'm3', priceUnit: 'ct/m3' },
      { code: 'bonus-per-kwh', unit: 'm3', priceUnit: 'ct/m3' },
    ]);
  });

  it('name the profile that divides the use, and its edition; a reading needs none', async () => {
    const windows = [{ name: 'peak', price: '30', from: '17:00', to: '20:00' }];
    await sell('windows', { components: [{ kind: 'energy', rate: 'time-of-use', windows, otherwise: '20' }] });
    const sources = async (name: string, input: object = {}) =>
      (await linesOf(name, input)).map(({ source }: { source: string | null }) => source);
    expect(await sources('windows')).toEqual(['H25 (BDEW 2025), dynamised', 'H25 (BDEW 2025), dynamised']);
    expect(await sources('windows', { loadProfile: 'G25' })).toEqual(['G25 (BDEW 2025)', 'G25 (BDEW 2025)']);
    await sell('day and night', {
      components: [{ kind: 'energy', rate: 'two-rate', high: '30', low: '20', lowFrom: '22:00', lowTo: '06:00' }],
    });
    expect((await sources('day and night'))[1]).toBe('H25 (BDEW 2025), dynamised');
    expect(await sources('day and night', { lowRateKwh: 300 })).toEqual([null, null]);
    await sell('by the hour', { components: [{ kind: 'energy', rate: 'spot', index: 'EPEX-AT', surcharge: '1' }] });
    expect((await sources('by the hour'))[0]).toBe('a market; weighted by H25 (BDEW 2025), dynamised');
  });
});

describe('known changes', () => {
  it("are the tariff's next published version, from the day on which no guarantee holds it back", async () => {
    const guarantees = { open: {}, soon: { guaranteeUntil: '2027-03-01' }, long: { guaranteeMonths: 12 } };
    for (const [name, guarantee] of Object.entries(guarantees)) {
      await sell(`${name} guarantee`, { validTo: '2027-01-01', ...guarantee });
      await sell(`${name} guarantee`, { validFrom: '2027-01-01', components: [energy('12')] });
    }
    const changes = async (name: string) => (await offerOf(`${name} guarantee`))?.knownChanges;
    expect(await changes('open')).toEqual([{ code: 'change.next-price', changesOn: '2027-01-01', yearCents: 2_400 }]);
    expect(await changes('soon')).toEqual([{ code: 'change.next-price', changesOn: '2027-03-01', yearCents: 2_400 }]);
    expect(await changes('long')).toEqual([]);
  });

  it('are each later version within the year; one that was replaced while the guarantee ran never comes', async () => {
    const free = { basis: 'GROSS' };
    for (const [name, guaranteeMonths] of [
      ['bound', 6],
      ['unbound', 0],
    ] as const) {
      await sell(name, { ...free, components: [energy('30')], guaranteeMonths, validTo: '2026-02-01' });
      await sell(name, { ...free, components: [energy('50')], validFrom: '2026-02-01', validTo: '2026-05-01' });
      await sell(name, { ...free, components: [energy('31')], validFrom: '2026-05-01' });
    }
    app.clock.set('2026-01-01T10:00:00Z');
    const changes = async (name: string) => (await offerOf(name, { annualKwh: 3_500 }))?.knownChanges;
    expect(await changes('bound')).toEqual([{ code: 'change.next-price', changesOn: '2026-07-01', yearCents: 3_500 }]);
    expect(await changes('unbound')).toEqual([
      { code: 'change.next-price', changesOn: '2026-02-01', yearCents: 70_000 },
      { code: 'change.next-price', changesOn: '2026-05-01', yearCents: 3_500 },
    ]);
  });

  it("come from the regional list that serves the place, and may depend on what today's price does not", async () => {
    const west = { region: 'west', areas: [{ kind: 'postcodes', postcodes: ['6020'] }] };
    const wide = { region: 'wide', areas: [{ kind: 'postcode-range', from: '1000', to: '6999' }] };
    await sell('split', { ...wide, validTo: '2026-10-01' });
    await sell('split', { ...west, validFrom: '2026-10-01', components: [energy('99')] });
    const nightly = { kind: 'energy', rate: 'two-rate', high: '12', low: '12', lowFrom: '22:00', lowTo: '06:00' };
    await sell('split', { ...wide, areas: [{ kind: 'postcodes', postcodes: ['1010'] }], validFrom: '2026-11-01', components: [nightly] });
    const changes = async (postcode: string) => (await offerOf('split', { postcode }))?.knownChanges;
    expect(await changes('1010')).toEqual([{ code: 'change.next-price', changesOn: '2026-11-01', yearCents: 2_400 }]);
    expect(await changes('6020')).toEqual([{ code: 'change.next-price', changesOn: '2026-10-01', yearCents: 106_800 }]);
  });

  it('are a change of value added tax that is law, on net prices without a rate of their own', async () => {
    await sell('taxed', { validFrom: '2020-01-01', vatRate: null });
    await sell('taxed gross', { validFrom: '2020-01-01', vatRate: null, basis: 'GROSS' });
    await sell('own rate', { validFrom: '2020-01-01' });
    const changes = (name: string, pricesAsOf: string) => inGermany(async () => (await offerOf(name, { pricesAsOf }))?.knownChanges);
    // 100 EUR net: 19 % became 16 % on 1 July 2020
    expect(await changes('taxed', '2020-01-01')).toEqual([{ code: 'change.vat', changesOn: '2020-07-01', yearCents: -300 }]);
    expect(await changes('taxed', '2026-01-01')).toEqual([]);
    expect([await changes('taxed gross', '2020-01-01'), await changes('own rate', '2020-01-01')]).toEqual([[], []]);
  });
});

describe('the consumption', () => {
  it('is what a household of the size usually uses, with the source', async () => {
    const size = async (householdSize: number) => (await ask({ annualKwh: null, householdSize })).data.askQuote;
    expect(await size(2)).toMatchObject({
      annualKwh: 2_200,
      consumptionBasis: 'HOUSEHOLD_SIZE',
      consumptionSource: expect.stringContaining('klimaaktiv'),
    });
    expect((await size(6)).annualKwh).toBe(3_000 + 2 * 600);
    expect((await ask({ annualKwh: null, householdSize: 2, commodity: 'GAS' })).errors?.[0]?.extensions.code).toBe(
      'QUOTE_CONSUMPTION_UNKNOWN',
    );
  });

  it('is solved from the last bill, by the prices on it', async () => {
    const lastBill = { amountCents: 129_530, energyPrice: '31.90', baseFee: '14.90' };
    expect((await ask({ annualKwh: null, lastBill })).data.askQuote).toMatchObject({ annualKwh: 3_500, consumptionBasis: 'LAST_BILL' });
  });

  it("is solved from the last bill by the brand's own prices: it makes that bill again", async () => {
    await sell('only', { tariff: { commodity: 'GAS', segment: 'BUSINESS' }, components: [energy('7.77'), monthly('5')] });
    for (const amountCents of [20_000, 123_456, 250_001]) {
      const { data } = await ask({ commodity: 'GAS', segment: 'BUSINESS', annualKwh: null, lastBill: { amountCents } });
      expect(Math.abs(data.askQuote.offers[0].runningYearCents - amountCents)).toBeLessThanOrEqual(5);
    }
    const tooLittle = await ask({ commodity: 'GAS', segment: 'BUSINESS', annualKwh: null, lastBill: { amountCents: 100 } });
    expect(tooLittle.errors?.[0]?.message).toContain('lastBill: no consumption makes this bill');
  });

  it('is not solved from the last bill where a falling price for the whole quantity makes one bill of two consumptions', async () => {
    const falling = [
      { upTo: 1_000, price: '20' },
      { upTo: null, price: '10' },
    ];
    const steps = { kind: 'energy', rate: 'tiered', mode: 'volume', tiers: falling };
    await sell('falling', { tariff: { commodity: 'HEAT', segment: 'BUSINESS' }, components: [steps] });
    const solved = await ask({ commodity: 'HEAT', segment: 'BUSINESS', annualKwh: null, lastBill: { amountCents: 18_000 } });
    expect(solved.errors?.[0]?.extensions).toMatchObject({ code: 'QUOTE_CONSUMPTION_UNKNOWN', field: 'lastBill' });
    expect(solved.errors?.[0]?.message).toContain('two consumptions');
  });

  it('is no household of a business, and its part at the low rate is a share where the whole is not given', async () => {
    const problems = async (input: object) => (await ask({ annualKwh: null, ...input })).errors?.[0]?.extensions.problems;
    expect(await problems({ householdSize: 2, segment: 'BUSINESS' })).toMatchObject([{ field: 'householdSize' }]);
    expect(await problems({ householdSize: 2, lowRateKwh: 500 })).toMatchObject([{ field: 'lowRateKwh' }]);
    expect(await problems({ lastBill: { amountCents: 129_530, energyPrice: '31.90' }, lowRateKwh: 500 })).toMatchObject([
      { field: 'lowRateKwh', code: 'LOW_RATE_OF_UNKNOWN' },
    ]);
    expect(await problems({ householdSize: 2, lowRateShare: '0.24' })).toBeUndefined();
  });

  it('is one where things are sold by the piece and nobody says how many', async () => {
    await sell('by the piece', { tariff: { commodity: 'SUBSCRIPTION' }, components: [monthly('9.90'), energy('500')] });
    expect(await offerOf('by the piece', { commodity: 'SUBSCRIPTION', annualKwh: null })).toMatchObject({ firstYearCents: 14_856 });
    expect(await offerOf('by the piece', { commodity: 'SUBSCRIPTION', annualKwh: 3 })).toMatchObject({ firstYearCents: 16_056 });
  });

  it('is said in one way; every problem is named at once', async () => {
    const { errors } = await ask({ postcode: '?', householdSize: 2, lowRateKwh: 2_000, lowRateShare: '2', pricesAsOf: '2030-01-01' });
    const problems = errors?.[0]?.extensions.problems as { field: string }[];
    expect(problems.map(({ field }) => field)).toEqual([
      'postcode',
      'lowRateShare',
      'annualKwh',
      'lowRateShare',
      'lowRateKwh',
      'lowRateKwh',
      'pricesAsOf',
    ]);
    expect((await ask({ annualKwh: null })).errors?.[0]?.message).toContain('Give one of annualKwh, householdSize and lastBill.');
  });
});

describe('a saved quote', () => {
  it('says what was answered: read again, it is the same', async () => {
    const { data } = await ask();
    const [, selection = ''] = /askQuote\(input: \$input\) ({[\s\S]*}) }$/.exec(ASK) ?? [];
    const again = await app.gql(`query ($id: ID!) { quote(id: $id) ${selection} }`, { id: data.askQuote.id });
    expect(again.data.quote).toEqual(data.askQuote);
    expect(data.askQuote.offers.length).toBeGreaterThan(5);
  });

  it('answers what goes beyond it too', async () => {
    const deep = await app.gql(
      'mutation ($input: QuoteInput!) { askQuote(input: $input) { offers { tariffPrice { tariff { code prices { id state } } } } } }',
      { input: { postcode: '1010', annualKwh: 1_000 } },
    );
    expect(deep.errors).toBeUndefined();
    expect(deep.data.askQuote.offers[0].tariffPrice.tariff.prices.length).toBeGreaterThan(0);
  });

  it('sees a new price within a moment', async () => {
    const ctx = await app.as();
    const asked = async () => (await app.gql(ASK, { input: { postcode: '1010', annualKwh: 1_000 } }, ctx)).data.askQuote;
    await asked();
    const { id } = await app.root.tariff.create({
      data: { brandId: app.brands.a, code: 'fresh', name: 'fresh', saleFrom: new Date('2026-01-01') },
    });
    await app.root.tariffPrice.create({
      data: {
        brandId: app.brands.a,
        tariffId: id,
        basis: 'NET',
        vatRate: '0.2',
        state: 'PUBLISHED',
        components: [energy('1')],
        validFrom: new Date('2026-01-01'),
      },
    });
    await expect.poll(async () => (await asked()).offers[0].tariffName, { timeout: 5_000 }).toBe('fresh');
  });
});
