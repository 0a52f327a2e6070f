import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const STORED = {
  quote: 'mutation ($input: QuoteInput!) { askQuote(input: $input) { id offers { id commission { termMonths } } } }',
  shown: 'query ($id: ID!) { quote(id: $id) { offers { id } } }',
  form: '{ orderForm { steps { code } } }',
  check: 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity } }',
  order:
    'mutation ($input: OrderInput!, $key: String!, $partnerId: ID) { placeOrder(input: $input, idempotencyKey: $key, partnerId: $partnerId) { id number contracts { number statusLabel customer { lastName } } } }',
  save: 'mutation ($input: OrderInput!, $orderId: ID) { saveOrder(input: $input, orderId: $orderId) { id } }',
  draft: 'query ($id: ID!) { orderDraft(id: $id) { id answers } }',
  submit: 'mutation ($id: ID!) { submitOrder(orderId: $id) { id number } }',
  whole: 'query ($id: ID!) { order(id: $id) { answers } }',
  office: '{ orders { edges { node { id } } } }',
};
const folder = mkdtempSync(join(tmpdir(), 'voltkontor-guests-'));
writeFileSync(join(folder, 'operations.json'), JSON.stringify(STORED));
const app = await createTestApp([], { surfaces: folder });
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
await app.root.brand.updateMany({ where: { id: app.brands.a }, data: { isSelfService: true } });
await sampleOffer(await app.as()); // a tariff that is on sale
app.kernel.brands.forget();

let visits = 0;
/** Somebody behind an address of their own: what is counted by address is not in each other's way. */
async function visit(host = 'a.localhost') {
  const remoteAddress = `10.0.0.${++visits}`;
  const answer = await app.http.inject({ method: 'POST', url: '/auth/guest', headers: { host }, payload: {}, remoteAddress });
  const { token } = answer.json();
  const ask = async (body: object, { as = token, at = host }: { as?: string; at?: string } = {}) => {
    const headers = { host: at, authorization: `Guest ${as}` };
    return (await app.http.inject({ method: 'POST', url: '/graphql', headers, payload: body, remoteAddress })).json();
  };
  return {
    token: String(token),
    answer,
    ask,
    send: (documentId: keyof typeof STORED, variables: object = {}) => ask({ documentId, variables }),
  };
}
const WISH = { input: { postcode: '1010', annualKwh: 3_500 } };
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code ?? 'none';
type Visit = Awaited<ReturnType<typeof visit>>;

async function priced({ send }: Visit): Promise<{ quoteId: string; offerId: string }> {
  const { askQuote } = (await send('quote', WISH)).data;
  return { quoteId: askQuote.id, offerId: askQuote.offers[0].id };
}

describe('somebody without an account', () => {
  it('asks for a price and orders at it, once, however often it is sent; the order says how it came', async () => {
    const guest = await visit();
    const { offerId } = await priced(guest);
    expect((await guest.send('form')).data.orderForm.steps.length).toBeGreaterThan(3);
    const input = completeOrder(offerId);
    expect(
      (await guest.send('check', { input })).data.checkOrder.filter(({ severity }: { severity: string }) => severity === 'PROBLEM'),
    ).toEqual([]);
    const key = crypto.randomUUID();
    const [first, second] = [await guest.send('order', { input, key }), await guest.send('order', { input, key })];
    expect(first.data.placeOrder.number).toMatch(/^O-/);
    expect(second.data.placeOrder.number).toBe(first.data.placeOrder.number);
    const stored = await app.root.order.findUniqueOrThrow({ where: { id: first.data.placeOrder.id } });
    expect([stored.channel, stored.partnerId]).toEqual(['self-service', null]);
  });

  it('sends the operations of the pages alone: nobody asks past them', async () => {
    const { ask } = await visit();
    expect(codeOf(await ask({ query: '{ orderForm { steps { code } } }' }))).toBe('FORBIDDEN');
    expect(codeOf(await ask({ documentId: 'office' }))).toBe('FORBIDDEN');
  });

  it("orders at nobody else's prices and sees nobody else's quote", async () => {
    const [one, other] = [await visit(), await visit()];
    const { quoteId, offerId } = await priced(one);
    expect((await one.send('shown', { id: quoteId })).data.quote.offers.length).toBeGreaterThan(0);
    expect((await other.send('shown', { id: quoteId })).data.quote).toBeNull();
    const refused = await other.send('order', { input: completeOrder(offerId), key: crypto.randomUUID() });
    expect(refused.errors[0].extensions.problems.map(({ code }: { code: string }) => code)).toContain('OFFER_NOT_FOUND');
  });

  it('is told nothing of customers who are there already, joins none of them and sells for no partner', async () => {
    const office = await app.as();
    const known = completeOrder(await sampleOffer(office), { customer: { lastName: 'Known' } });
    await app.gql('mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }', {
      input: known,
      key: crypto.randomUUID(),
    });
    const { id: customerId } = await app.root.customer.findFirstOrThrow({ where: { lastName: 'Known' } });
    const partner = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'p', name: 'p' } });
    await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: partner.id, sells: app.brands.a } });

    const guest = await visit();
    const { offerId } = await priced(guest);
    const again = completeOrder(offerId, { customer: { lastName: 'Known' } });
    const codes = ({ data }: { data: { checkOrder: { code: string }[] } }) => data.checkOrder.map(({ code }) => code);
    expect(codes(await guest.send('check', { input: again }))).not.toContain('CUSTOMER_MAY_BE_KNOWN');
    expect(codes(await guest.send('check', { input: { ...again, party: { decision: 'EXISTING_CUSTOMER', customerId } } }))).toContain(
      'CUSTOMER_UNKNOWN',
    );
    const forPartner = await guest.send('order', { input: again, key: crypto.randomUUID(), partnerId: partner.id });
    expect(forPartner.errors[0].extensions.problems.map(({ code }: { code: string }) => code)).toContain('PARTNER_UNKNOWN');
  });

  it('saves a draft, goes on with it by the same visit and hands it in once; from then on nobody reads it there', async () => {
    const [guest, other] = [await visit(), await visit()];
    const { offerId } = await priced(guest);
    const { id } = (await guest.send('save', { input: { offerId, customer: { lastName: 'Later' } } })).data.saveOrder;
    expect((await guest.send('draft', { id })).data.orderDraft.answers.customer).toEqual({ lastName: 'Later' });
    expect((await other.send('draft', { id })).data.orderDraft).toBeNull();
    expect(codeOf(await other.send('save', { input: {}, orderId: id }))).toBe('ORDER_NOT_FOUND');
    expect(codeOf(await other.send('submit', { id }))).toBe('ORDER_NOT_FOUND');

    const input = completeOrder(offerId, { customer: { lastName: 'Later' } });
    expect((await guest.send('save', { input, orderId: id })).data.saveOrder.id).toBe(id);
    const numbers = [await guest.send('submit', { id }), await guest.send('submit', { id })].map(({ data }) => data.submitOrder.number);
    expect(numbers).toEqual([expect.stringMatching(/^O-/), numbers[0]]);
    expect((await guest.send('draft', { id })).data.orderDraft).toBeNull();
    expect(codeOf(await guest.send('whole', { id }))).toBe('FORBIDDEN');
  });

  it('changes nothing of what was handed in, even where it was returned', async () => {
    const guest = await visit();
    const { offerId } = await priced(guest);
    const input = completeOrder(offerId);
    const { id } = (await guest.send('order', { input, key: crypto.randomUUID() })).data.placeOrder;
    await app.root.contract.updateMany({ where: { orderId: id }, data: { status: 'clarification' } });
    const stored = () => app.root.order.findUniqueOrThrow({ where: { id } });
    const before = await stored();
    expect(codeOf(await guest.send('save', { input: { ...input, customer: { lastName: 'Other' } }, orderId: id }))).toBe('ORDER_SUBMITTED');
    expect(await stored()).toEqual(before);
  });

  it('hands in again for an answer that was lost, and is told nothing of the order later', async () => {
    const guest = await visit();
    const { offerId } = await priced(guest);
    const { id } = (await guest.send('save', { input: completeOrder(offerId) })).data.saveOrder;
    const { number } = (await guest.send('submit', { id })).data.submitOrder;
    app.clock.forward({ minutes: 15 });
    expect((await guest.send('submit', { id })).data.submitOrder.number).toBe(number);
    app.clock.forward({ minutes: 1 });
    expect(codeOf(await guest.send('submit', { id }))).toBe('ORDER_NOT_FOUND');
    app.clock.forward({ minutes: -16 });
  });

  it('never sees what commissions are reckoned from, while sellers do', async () => {
    const { send } = await visit();
    expect((await send('quote', WISH)).data.askQuote.offers[0].commission).toBeNull();
    expect((await app.gql(STORED.quote, WISH)).data.askQuote.offers[0].commission).toEqual({ termMonths: 0 });
  });

  it('is stopped when orders come faster than anybody writes', async () => {
    const guest = await visit();
    const { offerId } = await priced(guest);
    const codes: string[] = [];
    for (let n = 0; n < 7; n++) codes.push(codeOf(await guest.send('order', { input: completeOrder(offerId), key: crypto.randomUUID() })));
    expect(codes).toEqual([...Array(6).fill('none'), 'RATE_LIMITED']);
  });
});

describe('a visit', () => {
  it('begins only where the brand takes orders of its customers themselves, and ends when it does not any more', async () => {
    expect((await visit('b.localhost')).answer.json().error.code).toBe('SELF_SERVICE_OFF');
    const { send } = await visit();
    await app.root.brand.updateMany({ where: { id: app.brands.a }, data: { isSelfService: false } });
    app.kernel.brands.forget();
    expect(codeOf(await send('form'))).toBe('SELF_SERVICE_OFF');
    await app.root.brand.updateMany({ where: { id: app.brands.a }, data: { isSelfService: true } });
    app.kernel.brands.forget();
  });

  it.each([
    ['another name', (token: string) => token.replace(/^[^.]+/, crypto.randomUUID())],
    ['a later end', (token: string) => token.replace(/\.[^.]+\./, `.${Number.MAX_SAFE_INTEGER.toString(36)}.`)],
    ['nothing', () => 'x'],
  ])('is worth nothing once somebody changed it: %s', async (_what, forge) => {
    const { token, ask } = await visit();
    expect(codeOf(await ask({ documentId: 'form' }, { as: forge(token) }))).toBe('GUEST_OVER');
  });

  it('is over when its prices are', async () => {
    const { send } = await visit();
    app.clock.forward({ days: 15 });
    expect(codeOf(await send('form'))).toBe('GUEST_OVER');
    app.clock.forward({ days: -15 });
  });
});
