import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { allow, type Decision, deny, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { orderAcceptance } from './order.points.ts';

let answer: () => Decision | Promise<Decision> = allow;
const asked = definePlugin({
  id: 'asked',
  version: '1.0.0',
  api: 1,
  summary: 'Answers as the test says',
  hooks: [hook(orderAcceptance, () => answer())],
});
const app = await createTestApp([asked]);
await app.switch('asked', true);
const offerId = await sampleOffer(await app.as());
afterAll(() => app.close());
beforeEach(() => {
  answer = allow;
});

const PLACE = `mutation ($input: OrderInput!, $key: String!) {
  placeOrder(input: $input, idempotencyKey: $key) { id state contracts { id status kind pending { pluginId reason } history { transition after } } }
}`;
const place = (input: object = completeOrder(offerId), key: string = crypto.randomUUID()) => app.gql(PLACE, { input, key });
const placeWith = async (next: typeof answer) => {
  answer = next;
  return place();
};

describe('placing an order', () => {
  it('accepts, parks in review or rejects, as the plugins decide', async () => {
    expect((await placeWith(allow)).data.placeOrder.contracts).toMatchObject([{ status: 'accepted', kind: 'WAITING' }]);
    expect((await placeWith(() => pend('asked.waiting'))).data.placeOrder.contracts).toMatchObject([
      { status: 'in_review', kind: 'REVIEW', pending: [{ pluginId: 'asked', reason: 'asked.waiting' }] },
    ]);
    expect((await placeWith(() => deny('ASKED_NO', 'No'))).data.placeOrder.contracts).toMatchObject([
      { status: 'rejected', kind: 'REFUSED' },
    ]);
  });

  it('fails closed and leaves nothing behind on a crash, a wrong answer and a timeout', async () => {
    const broken: (typeof answer)[] = [
      () => {
        throw new Error('secret');
      },
      () => ({ kind: 'perhaps' }) as unknown as Decision,
      () => new Promise(() => undefined),
    ];
    const before = {
      orders: await app.root.order.count(),
      events: await app.root.outboxEvent.count(),
      customers: await app.root.customer.count(),
    };
    for (const next of broken) {
      const { errors } = await placeWith(next);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'HOOK_FAILED', pluginId: 'asked' } });
      expect(JSON.stringify(errors)).not.toContain('secret');
    }
    expect({
      orders: await app.root.order.count(),
      events: await app.root.outboxEvent.count(),
      customers: await app.root.customer.count(),
    }).toEqual(before);
  });

  it('does not ask a plugin that is switched off', async () => {
    await app.switch('asked', false);
    expect((await placeWith(() => deny('ASKED_NO', 'No'))).data.placeOrder.contracts).toMatchObject([{ status: 'accepted' }]);
    await app.switch('asked', true);
  });

  it('happens once, even when it is sent three times at the same time with one key', async () => {
    answer = () => new Promise((resolve) => setTimeout(() => resolve(allow()), 30)); // long enough to overlap
    const input = completeOrder(offerId);
    const answers = await Promise.all([place(input, 'the-same-key'), place(input, 'the-same-key'), place(input, 'the-same-key')]);

    const ids = new Set(answers.map(({ data }) => data.placeOrder.id));
    expect(ids.size).toBe(1);
    expect(answers[0]?.data.placeOrder.contracts[0].history.map(({ after }: { after: string }) => after)).toEqual([
      'draft',
      'submitted',
      'in_review',
      'accepted',
    ]);
    expect(await app.root.outboxEvent.count({ where: { subject: [...ids][0] as string, type: 'order.submitted' } })).toBe(1);
  });

  it('refuses the same key with another body', async () => {
    await place(completeOrder(offerId), 'one-key-two-bodies');
    expect((await place(completeOrder(offerId), 'one-key-two-bodies')).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('lets one of two orders for the same metering point through', async () => {
    const input = completeOrder(offerId);
    const codes = (await Promise.all([place(input), place(input)])).map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.sort()).toEqual(['ORDER_INVALID', undefined]);
  });

  it('cannot use an offer of another brand', async () => {
    const { errors } = await place(completeOrder(await sampleOffer(await app.as('b'))));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_INVALID', problems: [{ field: 'offerId', code: 'OFFER_NOT_FOUND' }] });
  });
});

describe('checking an order', () => {
  const CHECK = 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity message remedy values } }';
  const obstacles = ({ data }: { data: { checkOrder: { severity: string }[] } }) =>
    data.checkOrder.filter(({ severity }) => severity === 'PROBLEM');

  it('tells every problem at once, those of the form and those that the form alone does not show', async () => {
    const input = completeOrder(offerId, {
      requestedStartOn: '2026-08-24',
      meteringPoint: { code: 'AT12' },
      customer: { email: 'nobody', birthDate: '2010-01-01', lastName: '', postcode: '1020' },
    });
    const { data } = await app.gql(CHECK, { input });
    expect(data.checkOrder.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`).sort()).toEqual([
      'customer.birthDate CUSTOMER_TOO_YOUNG',
      'customer.email EMAIL_INVALID',
      'customer.lastName REQUIRED',
      'customer.postcode POSTCODE_DIFFERS',
      'meteringPoint.code METERING_POINT_CODE_INVALID',
      'requestedStartOn START_TOO_EARLY',
    ]);
    expect(data.checkOrder.every(({ message, remedy }: { message: string; remedy: string }) => message && remedy)).toBe(true);
  });

  it('refuses a day that does not exist', async () => {
    const found = await app.gql(CHECK, { input: completeOrder(offerId, { customer: { birthDate: '1999-02-30' } }) });
    expect(obstacles(found)).toMatchObject([{ field: 'customer.birthDate', code: 'DATE_INVALID' }]);
  });

  it('names every missing field of an empty form, in the language of the caller', async () => {
    const { data } = await app.gql(CHECK, { input: {} }, await app.as('a', { language: 'de' }));
    expect(data.checkOrder).toHaveLength(12);
    expect(data.checkOrder[0]).toMatchObject({ code: 'REQUIRED', message: 'Die Angabe fehlt.', remedy: 'Bitte ausfüllen.' });
  });

  it('is what submitting says too, and nothing is saved', async () => {
    const before = await app.root.order.count();
    const { errors } = await place({ offerId });
    const checked = await app.gql('query ($input: OrderInput!) { checkOrder(input: $input) { field code message remedy } }', {
      input: { offerId },
    });
    expect(errors?.[0]?.extensions.code).toBe('ORDER_INVALID');
    expect(errors?.[0]?.extensions.problems).toEqual(checked.data.checkOrder);
    expect(await app.root.order.count()).toBe(before);
  });
});

describe('a draft', () => {
  it('is saved as far as it is filled in, changed, handed in once, and not changed any more', async () => {
    const SAVE = 'mutation ($id: ID, $input: OrderInput!) { saveOrder(orderId: $id, input: $input) { id state contracts { status } } }';
    const SUBMIT = 'mutation ($id: ID!) { submitOrder(orderId: $id) { state contracts { status history { after } } } }';
    const saved = await app.gql(SAVE, { input: { offerId } });
    expect(saved.data.saveOrder).toMatchObject({ state: 'OPEN', contracts: [{ status: 'draft' }] });
    const { id } = saved.data.saveOrder;

    expect((await app.gql(SUBMIT, { id })).errors?.[0]?.extensions.code).toBe('ORDER_INVALID');
    await app.gql(SAVE, { id, input: completeOrder(offerId) });
    const [first, second] = await Promise.all([app.gql(SUBMIT, { id }), app.gql(SUBMIT, { id })]);
    expect(first?.data.submitOrder.contracts).toEqual(second?.data.submitOrder.contracts);
    expect(first?.data.submitOrder.contracts[0].history).toHaveLength(4);
    expect((await app.gql(SAVE, { id, input: {} })).errors?.[0]?.extensions.code).toBe('ORDER_SUBMITTED');
  });
});

describe('a list of orders', () => {
  it('holds exactly those that are asked for by their ids, of the own brand', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await place()).data.placeOrder.id);
    const ORDERS = 'query ($filter: OrderFilter) { orders(filter: $filter) { edges { node { id } } } }';
    const listed = async (filter: object, brand: 'a' | 'b' = 'a') => {
      const { data } = await app.gql(ORDERS, { filter }, await app.as(brand));
      return data.orders.edges.map(({ node }: { node: { id: string } }) => node.id).sort();
    };
    expect(await listed({ ids: ids.slice(0, 2) })).toEqual(ids.slice(0, 2).sort());
    expect(await listed({ ids: [] })).toEqual([]);
    expect(await listed({ ids }, 'b')).toEqual([]);
  });
});
