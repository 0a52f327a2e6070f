import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { orderLink } from './order-links.ts';

const app = await createTestApp();
afterAll(() => app.close());

async function placed(lastName: string) {
  const ctx = await app.as();
  const input = completeOrder(await sampleOffer(ctx), { customer: { lastName } });
  const { data } = await app.gql(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id number contracts { id } } }',
    { input, key: crypto.randomUUID() },
  );
  return { ...data.placeOrder, token: orderLink(ctx, data.placeOrder.id).split('#')[1] } as {
    id: string;
    number: string;
    token: string;
    contracts: { id: string }[];
  };
}

const send = async (token: string, query: string, host = 'a.localhost') =>
  (
    await app.http.inject({ method: 'POST', url: '/graphql', headers: { host, authorization: `Link ${token}` }, payload: { query } })
  ).json();

const mine = await placed('Mine');
const other = await placed('Other');

describe("a customer's link to an order", () => {
  it('shows that order with its contract, and nothing else of the brand', async () => {
    const { data } = await send(
      mine.token,
      '{ orders { edges { node { id contracts { customer { lastName } } } } } contracts { edges { node { id } } } }',
    );
    expect(data.orders.edges).toEqual([{ node: { id: mine.id, contracts: [{ customer: { lastName: 'Mine' } }] } }]);
    expect(data.contracts.edges).toEqual([{ node: { id: mine.contracts[0]?.id } }]);
    expect((await send(mine.token, `{ order(id: "${other.id}") { id } }`)).data.order).toBeNull();
  });

  it.each([
    ['another order', () => mine.token.replace(mine.id, other.id)],
    ['a later end', () => mine.token.replace(/\.[^.]+\./, `.${Number.MAX_SAFE_INTEGER.toString(36)}.`)],
    ['nothing', () => 'x'],
  ])('is worth nothing once somebody changed it: %s', async (_what, forged) => {
    expect((await send(forged(), '{ orders { edges { node { id } } } }')).errors[0].extensions.code).toBe('LINK_INVALID');
  });

  it("is worth nothing at another brand's address, and when its time is over", async () => {
    expect((await send(mine.token, '{ orders { edges { node { id } } } }', 'b.localhost')).errors[0].extensions.code).toBe('LINK_INVALID');
    const late = await placed('Late');
    app.clock.forward({ days: 31 });
    expect((await send(late.token, '{ orders { edges { node { id } } } }')).errors[0].extensions.code).toBe('LINK_INVALID');
    app.clock.forward({ days: -31 });
  });

  it('lets the customer withdraw from their own contract, today and within the period, and take no other step', async () => {
    const { token, contracts } = await placed('Withdraws');
    const id = contracts[0]?.id;
    const step = await send(token, `mutation { transitionContract(id: "${id}", transition: "cancel") { status } }`);
    expect(step.errors[0].extensions.code).toBe('FORBIDDEN');
    const foreign = await send(token, `mutation { withdrawContract(id: "${other.contracts[0]?.id}") { status } }`);
    expect(foreign.errors[0].extensions.code).toBe('CONTRACT_NOT_FOUND');
    expect((await send(token, `mutation { withdrawContract(id: "${id}") { status } }`)).data.withdrawContract.status).toBe('withdrawn');
    const history = await app.root.contractHistory.findFirstOrThrow({ where: { contractId: id ?? '', transition: 'withdraw' } });
    expect(history.by).toBe('customer');
  });

  it('is not a way to withdraw behind the period', async () => {
    const { id, contracts } = await placed('Too late');
    app.clock.forward({ days: 20 });
    const token = orderLink(await app.as(), id).split('#')[1] ?? '';
    const { errors } = await send(token, `mutation { withdrawContract(id: "${contracts[0]?.id}") { status } }`);
    expect(errors[0].extensions.code).toBe('WITHDRAWAL_PERIOD_OVER');
    app.clock.forward({ days: -20 });
  });
});

describe('a new link', () => {
  const ask = (number: string, email: string) =>
    app.http.inject({ method: 'POST', url: '/auth/order-link', headers: { host: 'a.localhost' }, payload: { number, email } });
  const mails = () => app.root.mailMessage.findMany({ where: { subject: { contains: mine.number } } });

  it('is mailed to the address of the order, and the answer tells nothing about whether there is one', async () => {
    const before = (await mails()).length;
    const right = await ask(mine.number, 'ADA@sample.example');
    const wrong = await ask(mine.number, 'eve@sample.example');
    const none = await ask('O-00000-00000', 'ada@sample.example');
    expect([right.statusCode, wrong.statusCode, none.statusCode]).toEqual([202, 202, 202]);
    expect([right.body, wrong.body]).toEqual([none.body, none.body]);
    const sent = await mails();
    expect(sent.length).toBe(before + 1);
    expect(sent.at(-1)?.text).toMatch(/http:\/\/a\.localhost:4000\/my#\S+/);
  });
});
