import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { hook } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { loadPlaces } from '../places/place.load.ts';
import { addressCompletion } from '../places/place.points.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { priceQuote } from './quote.points.ts';

const HOME = { street: 'Maria-Theresien-Straße', houseNumber: '18', postcode: '6020', city: 'Innsbruck' };
let asked: string[] = [];
const app = await createTestApp([
  definePlugin({
    id: 'register',
    version: '1.0.0',
    api: 1,
    summary: 'Knows one house',
    hooks: [
      hook(addressCompletion, ({ country, text }) => {
        asked.push(text);
        const { city: place, ...address } = HOME;
        const none = { state: '', latitude: null, longitude: null };
        return { suggestions: [{ ...none, country, place, ...address, text, registerId: 'house-1' }], source: 'Register' };
      }),
      hook(priceQuote, (draft) => ({
        ...draft,
        place: { place: draft.request.place ?? '?', municipality: draft.request.place, gridOperator: 'Grid', gridArea: null },
      })),
    ],
  }),
]);
await sampleOffer(await app.as());
await loadPlaces({ connectionString: app.connectionString, log: pino({ level: 'silent' }) });
afterAll(() => app.close());

const ASK = `mutation ($input: QuoteInput!) { askQuote(input: $input) {
  id postcode place { municipality } address { street houseNumber postcode city registerId } offers { id } } }`;
const ask = (input: object) => app.gql(ASK, { input: { annualKwh: 3_500, ...input } });
const problemsOf = async (input: object): Promise<string[]> => {
  const { errors } = await ask(input);
  const problems = (errors?.[0]?.extensions.problems ?? []) as { field: string; message: string }[];
  return problems.map(({ field, message }) => `${field}: ${message}`);
};

describe('a quote for an address', () => {
  it('is priced at its postcode, keeps its parts, and begins the order with them', async () => {
    const { data, errors } = await ask({ address: HOME });
    expect(errors).toBeUndefined();
    const { id, postcode, offers, address } = data.askQuote;
    expect([postcode, address]).toEqual(['6020', { ...HOME, registerId: null }]);
    const read = await app.gql('query ($id: ID!) { quote(id: $id) { address { street city } } }', { id });
    expect(read.data.quote.address).toEqual({ street: HOME.street, city: HOME.city });

    const FORM = 'query ($offerId: ID) { orderForm(offerId: $offerId) { answers } }';
    const { answers } = (await app.gql(FORM, { offerId: offers[0].id })).data.orderForm;
    expect(answers).toEqual({ offerId: offers[0].id, customer: HOME, meteringPoint: { address: HOME } });
    const { customer, meteringPoint, ...order } = completeOrder(offers[0].id);
    const input = {
      ...order,
      customer: { ...customer, ...answers.customer },
      meteringPoint: { ...meteringPoint, ...answers.meteringPoint },
    };
    const PLACE =
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { meteringPoint { street houseNumber postcode city } } } }';
    const placed = await app.gql(PLACE, { input, key: crypto.randomUUID() });
    expect(placed.data.placeOrder.contracts).toEqual([{ meteringPoint: HOME }]);
    expect((await app.gql(FORM, { offerId: null })).data.orderForm.answers).toEqual({});
  });

  it('is told to plugins by its town, and confirmed by the official register of exactly that house', async () => {
    await app.switch('register', true);
    asked = [];
    const { data } = await ask({ address: { ...HOME, street: 'Maria-Theresien-Str.' } });
    expect(data.askQuote).toMatchObject({ place: { municipality: 'Innsbruck' }, address: { registerId: 'house-1' } });
    expect(asked).toEqual(['Maria-Theresien-Str. 18, 6020 Innsbruck']);
    expect((await ask({ address: { ...HOME, houseNumber: '19' } })).data.askQuote.address.registerId).toBeNull();
    expect((await ask({ postcode: '6020' })).data.askQuote).toMatchObject({ address: null, place: { municipality: null } });
    await app.switch('register', false);
  });

  it('is refused for a town that lies elsewhere, and taken for one that no list knows or a part of the town', async () => {
    expect(await problemsOf({ address: { ...HOME, city: 'Graz' } })).toEqual([
      'address.city: Graz does not lie at 6020; there are Amras, Arzl, Hötting, Innsbruck, Mühlau, Mutters, Natters, Pradl.',
    ]);
    for (const city of ['innsbruck', 'Mutters', 'Neuhinterhof am Bach'])
      expect((await ask({ address: { ...HOME, city } })).errors).toBeUndefined();
    expect((await ask({ address: { ...HOME, postcode: 'A-1010', city: 'Wien' } })).data.askQuote.address.postcode).toBe('1010');
    expect(await problemsOf({ address: { ...HOME, postcode: '9999' } })).toMatchObject([
      expect.stringMatching(/^address\.postcode: 9999 is not/),
    ]);
  });

  it('says where it is once, and every part of it', async () => {
    expect(await problemsOf({})).toEqual(['postcode: It is not said where.']);
    expect(await problemsOf({ postcode: '1010', address: HOME })).toEqual([
      'address.postcode: This is not 1010, which is asked for as well.',
    ]);
    expect((await ask({ postcode: 'A 6020', address: HOME })).errors).toBeUndefined();
    expect((await problemsOf({ address: { ...HOME, street: ' ', houseNumber: '' } })).map((one) => one.split(':')[0])).toEqual([
      'address.street',
      'address.houseNumber',
    ]);
  });
});
