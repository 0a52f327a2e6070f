import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TxCtx } from '../kernel/context.ts';
import { allow, type Decision, deny, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

let answer: (facts: OrderFacts, ctx: TxCtx) => Decision | Promise<Decision> = allow;
const asked = definePlugin({
  id: 'asked',
  version: '1.0.0',
  api: 1,
  summary: 'Answers as the test says',
  hooks: [hook(orderAcceptance, (facts, ctx) => answer(facts, ctx))],
});
const app = await createTestApp([asked]);
const offerId = await sampleOffer(await app.as());

/** Every statement that goes to PostgreSQL, whoever sends it. */
const sent: string[] = [];
const send = pg.Client.prototype.query;
// biome-ignore lint/suspicious/noExplicitAny: pg's query has a dozen shapes, all of which pass through
pg.Client.prototype.query = function (this: pg.Client, ...args: any[]) {
  sent.push(typeof args[0] === 'string' ? args[0] : String(args[0].text));
  return Reflect.apply(send, this, args);
} as typeof send;

afterAll(async () => {
  pg.Client.prototype.query = send;
  await app.close();
});
beforeEach(() => {
  answer = allow;
});
const SHORT =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id number state contracts { id number status version } } }';
/** Not those of the relay and other parts of the product, which go on by themselves; workers are told after the commit. */
const during = async (work: () => Promise<unknown>): Promise<string[]> => {
  sent.length = 0;
  await work();
  const own = sent.filter((sql) => !sql.includes('pg_notify'));
  return own.map((sql) => sql.trim().split(/\s+/).slice(0, 2).join(' ').toLowerCase());
};

const leaving = (subject: string) => ({
  model: 'MailMessage',
  rows: [{ id: crypto.randomUUID(), recipient: 'x', subject, text: 'asked' }],
});

const PLACE = `mutation ($input: OrderInput!, $key: String!) {
  placeOrder(input: $input, idempotencyKey: $key) { id number state contracts { id number status kind version pending { pluginId reason } history { transition before after by reason } } }
}`;
const place = (input: object, key: string = crypto.randomUUID()) => app.gql(PLACE, { input, key });
const placed = async (input: object) => {
  const { data, errors } = await place(input);
  expect(errors).toBeUndefined();
  return data.placeOrder as { id: string; state: string; contracts: { id: string; version: number; status: string }[] };
};
const counts = async () => ({
  orders: await app.root.order.count(),
  contracts: await app.root.contract.count(),
  customers: await app.root.customer.count(),
  agreements: await app.root.agreement.count(),
  points: await app.root.meteringPoint.count(),
  histories: await app.root.contractHistory.count(),
  slices: await app.root.contractTariff.count(),
  events: await app.root.outboxEvent.count(),
  records: await app.root.idempotencyRecord.count(),
  accounts: await app.root.bankAccount.count(),
});

describe('what an order leaves', () => {
  it('is everything that the form tells, each where it belongs', async () => {
    const { id, contracts } = await placed({
      ...completeOrder(offerId, {
        customer: {
          kind: 'JOINT',
          title: 'Mag.',
          phone: '0660 1234567',
          persons: [{ firstName: 'Bea', lastName: 'Sample', birthDate: '1981-01-01' }],
          correspondenceAddress: { recipient: 'c/o Office', street: 'Gasse', houseNumber: '7', postcode: '8010', city: 'Graz' },
        },
      }),
      meteringPoint: { code: samplePointCode(), meterNumber: 'M-77' },
      payment: { method: 'DIRECT_DEBIT', iban: 'AT61 1904 3002 3457 3201', hasMandate: true },
      consents: { email: true, phone: false },
      signedOn: '2026-08-20',
      annualKwh: 3_600,
      lowRateKwh: 900,
      costCentre: 'home',
    });
    const contract = await app.root.contract.findUniqueOrThrow({
      where: { id: contracts[0]?.id ?? '' },
      include: {
        customer: { include: { persons: true, addresses: true, consents: true, changes: true } },
        bankAccount: true,
        agreement: true,
        meteringPoint: { include: { consumptions: true } },
        tariffs: true,
        order: true,
      },
    });
    expect(contract).toMatchObject({
      orderId: id,
      status: 'accepted',
      annualKwh: 3_600,
      costCentre: 'home',
      paymentMethod: 'direct-debit',
      signedOn: new Date('2026-08-20'),
      receivedOn: new Date('2026-08-24'),
      withdrawalEndsOn: new Date('2026-09-03'),
      earliestStartOn: new Date('2026-08-25'),
      isEarlyStart: false,
      customer: {
        kind: 'JOINT',
        title: 'Mag.',
        nameKey: 'ada sample',
        persons: [{ firstName: 'Bea', position: 1, role: 'joint' }],
        addresses: [{ kind: 'CORRESPONDENCE', recipient: 'c/o Office', city: 'Graz' }],
        consents: [{ channel: 'EMAIL', purpose: 'marketing', source: 'order-form', wording: expect.stringContaining('Brand A') }],
        changes: [{ what: 'created', version: 1 }],
      },
      bankAccount: { holder: 'Ada Sample', ibanLastFour: '3201', mandateSignedOn: new Date('2026-08-20') },
      meteringPoint: { meterNumber: 'M-77', consumptions: [{ annualKwh: 3_600, lowRateKwh: 900 }] },
      tariffs: [{ tariffId: contract.tariffId, validFrom: new Date('2026-09-15'), validTo: null, reason: 'order' }],
    });
    expect(contract.agreement?.customerId).toBe(contract.customerId);
    expect(JSON.stringify(contract.bankAccount)).not.toContain('AT611904300234573201');
  });

  it('is one contract for each point, in one agreement', async () => {
    const { offerId: _offer, supplyReason, requestedStartOn, meteringPoint: _point, ...envelope } = completeOrder(offerId);
    const entry = () => ({ offerId, supplyReason, requestedStartOn, meteringPoint: { code: samplePointCode() } });
    const { id, contracts } = await placed({ ...envelope, contracts: [entry(), entry(), entry()] });
    expect(contracts.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    const rows = await app.root.contract.findMany({ where: { orderId: id } });
    expect(new Set(rows.map(({ agreementId }) => agreementId)).size).toBe(1);
    expect(new Set(rows.map(({ customerId }) => customerId)).size).toBe(1);
    expect(new Set(rows.map(({ meteringPointId }) => meteringPointId)).size).toBe(3);
  });

  it('joins the customer or the agreement that the seller names, and changes the account there', async () => {
    const first = await placed(completeOrder(offerId));
    const { customerId, agreementId } = await app.root.contract.findFirstOrThrow({ where: { orderId: first.id } });
    const known = { ...completeOrder(offerId), customer: null };
    const address = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' };
    const second = await placed({
      ...known,
      meteringPoint: { code: samplePointCode(), address },
      party: { decision: 'EXISTING_CUSTOMER', customerId },
      payment: { method: 'DIRECT_DEBIT', iban: 'AT611904300234573201', hasMandate: true },
    });
    const third = await placed({
      ...known,
      meteringPoint: { code: samplePointCode() },
      party: { decision: 'EXISTING_AGREEMENT', agreementId },
    });
    const [b, c] = await Promise.all(
      [second, third].map(({ id }) => app.root.contract.findFirstOrThrow({ where: { orderId: id }, include: { bankAccount: true } })),
    );
    expect([b?.customerId, c?.customerId]).toEqual([customerId, customerId]);
    expect(b?.agreementId).not.toBe(agreementId);
    expect(b?.bankAccount).toMatchObject({ customerId, holder: 'Ada Sample' });
    expect(c?.agreementId).toBe(agreementId);
  });

  it("is nothing of somebody else's customer", async () => {
    const first = await placed(completeOrder(offerId));
    const { customerId } = await app.root.contract.findFirstOrThrow({ where: { orderId: first.id } });
    const foreign = await app.as('b');
    const input = { ...completeOrder(await sampleOffer(foreign)), customer: null, party: { decision: 'EXISTING_CUSTOMER', customerId } };
    const { errors } = await app.gql(PLACE, { input, key: crypto.randomUUID() }, foreign);
    expect(errors?.[0]?.extensions.problems).toMatchObject([{ field: 'party.customerId', code: 'CUSTOMER_UNKNOWN' }]);
  });

  it('tells its story step by step, to its history and to the world', async () => {
    const { id, contracts } = await placed(completeOrder(offerId));
    const contractId = contracts[0]?.id;
    const events = await app.root.outboxEvent.findMany({ where: { subject: { in: [id, contractId ?? ''] } }, orderBy: { id: 'asc' } });
    expect(events.map(({ type, payload }) => `${type} ${(payload as { transition?: string }).transition ?? ''}`.trim())).toEqual([
      'contract.status-changed submit',
      'contract.status-changed start_review',
      'order.submitted',
      'contract.status-changed accept',
      'contract.accepted',
    ]);
    const { data } = await app.gql('query ($id: ID!) { order(id: $id) { contracts { version history { transition before after } } } }', {
      id,
    });
    expect(data.order.contracts).toEqual([
      {
        version: 4,
        history: [
          { transition: 'create', before: null, after: 'draft' },
          { transition: 'submit', before: 'draft', after: 'submitted' },
          { transition: 'start_review', before: 'submitted', after: 'in_review' },
          { transition: 'accept', before: 'in_review', after: 'accepted' },
        ],
      },
    ]);
  });
});

describe('what it takes', () => {
  it('is one statement that reads and one that writes, and the answer is what was written', async () => {
    await placed(completeOrder(offerId)); // what is remembered of brands is remembered
    const ctx = await app.as();
    const input = completeOrder(offerId);
    await app.gql('{ brand { id } }', {}, ctx);
    const statements = await during(async () => {
      const { data } = await app.gql(SHORT, { input, key: crypto.randomUUID() }, ctx);
      expect(data.placeOrder).toMatchObject({ state: 'DECIDED', contracts: [{ status: 'accepted', version: 4 }] });
    });
    expect(statements).toEqual(['select jsonb_build_object(', 'with w0']);
  });

  it('gives the same answer as reading it again', async () => {
    const { data } = await place(completeOrder(offerId));
    const query = PLACE.slice(PLACE.indexOf('{ id number'), PLACE.lastIndexOf('}')).trim();
    const again = await app.gql(`query ($id: ID!) { order(id: $id) ${query} }`, { id: data.placeOrder.id });
    expect(again.data.order).toEqual(data.placeOrder);
  });
});

describe('plugins that are asked', () => {
  beforeEach(() => app.switch('asked', true));
  afterEach(() => app.switch('asked', false));

  it('learn what the order is about, and their rows are written with it or not at all', async () => {
    let seen: OrderFacts | null = null;
    answer = async (facts, { tx }) => {
      seen = facts;
      await tx.mailMessage.create({ data: { recipient: 'x', subject: facts.orderId, text: 'asked' } });
      return pend('asked.waiting');
    };
    const input = { ...completeOrder(offerId), plugins: { asked: { colour: 'red' } } };
    const { id, contracts } = await placed(input);
    expect(contracts).toMatchObject([{ status: 'in_review', version: 3, pending: [{ pluginId: 'asked', reason: 'asked.waiting' }] }]);
    expect(seen).toMatchObject({
      orderId: id,
      contractIds: [contracts[0]?.id],
      contracts: [{ contractId: contracts[0]?.id, annualKwh: 3_500, supplyReason: 'SWITCH', requestedStartOn: '2026-09-15' }],
      pluginAnswers: { asked: { colour: 'red' } },
    });
    expect(await app.root.mailMessage.count({ where: { subject: id } })).toBe(1);
  });

  it('see the same facts when they are asked again', async () => {
    const seen: OrderFacts[] = [];
    answer = (facts) => {
      seen.push(facts);
      return seen.length === 1 ? pend('asked.waiting') : allow();
    };
    const { id } = await placed({ ...completeOrder(offerId), plugins: { asked: { colour: 'red' } } });
    await app.gql('mutation ($id: ID!) { reviewOrder(orderId: $id, accept: true, reason: "fine") { id } }', { id });
    expect(seen[0]).toMatchObject({ isNew: true });
    expect(seen[1]).toEqual({ ...seen[0], isNew: false });
  });

  it('leave rows with their answer, in the one statement that writes the order', async () => {
    answer = ({ orderId }) => pend('asked.waiting', [leaving(orderId)]);
    const ctx = await app.as();
    const send = (input: object) => app.gql(SHORT, { input, key: crypto.randomUUID() }, ctx);
    await send(completeOrder(offerId));
    let id = '';
    const statements = await during(async () => {
      id = (await send(completeOrder(offerId))).data.placeOrder.id;
    });
    expect(statements).toEqual(['select jsonb_build_object(', 'with w0']);
    expect(await app.root.mailMessage.count({ where: { subject: id } })).toBe(1);
  });

  it('leave them as well where another question opened a transaction, and not when the order fails', async () => {
    answer = async ({ orderId }, { tx }) => {
      await tx.mailMessage.findFirst({});
      return pend('asked.waiting', [leaving(orderId)]);
    };
    const { id } = await placed(completeOrder(offerId));
    expect(await app.root.mailMessage.count({ where: { subject: id } })).toBe(1);
    answer = () => pend('asked.waiting', [{ model: 'MailMessage', rows: [{ id: 'no id', recipient: 'x', subject: 'bad', text: '' }] }]);
    const before = await counts();
    expect((await place(completeOrder(offerId))).errors).toHaveLength(1);
    expect(await counts()).toEqual(before);
  });

  it('are asked once more in a transaction when they look, also when they hide that they were stopped', async () => {
    answer = async ({ orderId }, ctx) => {
      const found = await Promise.resolve()
        .then(() => ctx.tx.mailMessage.count({ where: { subject: orderId } }))
        .catch(() => -1);
      return deny('ASKED_NO', `${found} found`);
    };
    const { contracts } = await placed(completeOrder(offerId));
    expect(contracts).toMatchObject([{ status: 'rejected', history: [{}, {}, {}, { reason: 'ASKED_NO: 0 found' }] }]);
  });

  it('refuse with history and events as before', async () => {
    answer = () => deny('ASKED_NO', 'No');
    const { id, contracts } = await placed(completeOrder(offerId));
    expect(contracts).toMatchObject([
      { status: 'rejected', version: 4, history: [{}, {}, {}, { transition: 'reject_credit', reason: 'ASKED_NO: No' }] },
    ]);
    expect(await app.root.outboxEvent.count({ where: { subject: id, type: 'order.rejected' } })).toBe(1);
  });

  it('leave nothing behind when they fail after half of their work', async () => {
    const before = { ...(await counts()), mails: await app.root.mailMessage.count() };
    answer = async (_facts, { tx }) => {
      await tx.mailMessage.create({ data: { recipient: 'x', subject: 'half', text: 'half' } });
      throw new Error('power cut');
    };
    expect((await place(completeOrder(offerId))).errors?.[0]?.extensions.code).toBe('HOOK_FAILED');
    expect({ ...(await counts()), mails: await app.root.mailMessage.count() }).toEqual(before);
  });
});

describe('many at once', () => {
  it.each([false, true])('make one order of fifty calls with one key, plugins asked: %s', async (isAsked) => {
    if (isAsked) await app.switch('asked', true);
    const before = await counts();
    const [input, key] = [completeOrder(offerId), crypto.randomUUID()];
    const ids = await Promise.all(Array.from({ length: 50 }, async () => (await place(input, key)).data.placeOrder.id as string));
    expect(new Set(ids).size).toBe(1);
    const after = await counts();
    expect(after.orders - before.orders).toBe(1);
    expect(after.events - before.events).toBe(5);
    expect(after.histories - before.histories).toBe(4);
    if (isAsked) await app.switch('asked', false);
  });

  it('let one of ten orders for a point through, and leave nothing of the others', async () => {
    const before = await counts();
    const code = samplePointCode();
    const results = await Promise.all(Array.from({ length: 10 }, () => place({ ...completeOrder(offerId), meteringPoint: { code } })));
    const refused = results.flatMap(({ errors }) => errors?.[0]?.extensions ?? []);
    expect(refused).toHaveLength(9);
    for (const extensions of refused)
      expect(extensions).toMatchObject({
        code: 'ORDER_INVALID',
        problems: [{ field: 'meteringPoint.code', code: 'METERING_POINT_TAKEN' }],
      });
    const after = await counts();
    expect({ orders: after.orders - before.orders, points: after.points - before.points, records: after.records - before.records }).toEqual(
      {
        orders: 1,
        points: 1,
        records: 1,
      },
    );
  });
});

describe('a draft', () => {
  const SAVE =
    'mutation ($id: ID, $input: OrderInput!, $version: Int) { saveOrder(orderId: $id, input: $input, expectedVersion: $version) { id version answers } }';

  it('is not overwritten by a second tab that has not seen what the first one saved', async () => {
    const { id, version } = (await app.gql(SAVE, { input: { offerId } })).data.saveOrder;
    const first = await app.gql(SAVE, { id, input: { offerId, costCentre: 'first' }, version });
    expect(first.data.saveOrder.version).toBe(version + 1);
    const second = await app.gql(SAVE, { id, input: { offerId, costCentre: 'second' }, version });
    expect(second.errors?.[0]?.extensions).toMatchObject({
      code: 'ORDER_CHANGED',
      seen: version,
      current: version + 1,
      yours: { costCentre: 'second' },
      theirs: { costCentre: 'first' },
    });
    expect((await app.gql(SAVE, { id, input: { offerId, costCentre: 'second' }, version: version + 1 })).errors).toBeUndefined();
  });

  it('becomes as many contracts as its form has when it is handed in', async () => {
    const { offerId: _offer, supplyReason, requestedStartOn, meteringPoint: _point, ...envelope } = completeOrder(offerId);
    const entry = () => ({ offerId, supplyReason, requestedStartOn, meteringPoint: { code: samplePointCode() } });
    const { id } = (await app.gql(SAVE, { input: { ...envelope, contracts: [entry(), entry()] } })).data.saveOrder;
    const SUBMIT = 'mutation ($id: ID!) { submitOrder(orderId: $id) { state submittedAt contracts { status version history { after } } } }';
    const { data } = await app.gql(SUBMIT, { id });
    const after = ['draft', 'submitted', 'in_review', 'accepted'].map((status) => ({ after: status }));
    expect(data.submitOrder).toMatchObject({
      state: 'DECIDED',
      contracts: [
        { status: 'accepted', version: 4, history: after },
        { status: 'accepted', version: 4, history: after },
      ],
    });
    expect(data.submitOrder.submittedAt).toBe('2026-08-24T10:00:00.000Z');
  });
});

describe('an order for a metering point that is known', () => {
  it('warns of another meter and another address, is taken if the seller goes on, and leaves the point as it was', async () => {
    const code = samplePointCode();
    const first = await placed(completeOrder(offerId, { meteringPoint: { code, meterNumber: '47111' } }));
    await app.root.contract.update({ where: { id: first.contracts[0]?.id ?? '' }, data: { status: 'cancelled', kind: 'REFUSED' } });
    const input = completeOrder(offerId, { meteringPoint: { code, meterNumber: '47112' }, customer: { street: 'Weg' } });
    const CHECK = 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity message } }';
    const { data } = await app.gql(CHECK, { input }, await app.as('a', { language: 'de' }));
    const told = data.checkOrder.filter(({ code }: { code: string }) => code.endsWith('_DIFFERS'));
    expect(told).toEqual([
      {
        ...{ field: 'meteringPoint.meterNumber', code: 'METER_NUMBER_DIFFERS', severity: 'WARNING' },
        message: 'Für diesen Zählpunkt ist ein anderer Zähler als 47112 gespeichert.',
      },
      {
        ...{ field: 'customer.street', code: 'POINT_ADDRESS_DIFFERS', severity: 'WARNING' },
        message: 'Für diesen Zählpunkt ist eine andere Adresse als Weg 1, 1010 gespeichert.',
      },
    ]);
    const order = await placed(input);
    const { history } = order.contracts[0] as unknown as { history: { transition: string; reason: string | null }[] };
    expect(history.find(({ transition }) => transition === 'submit')?.reason).toBe(
      'in spite of METER_NUMBER_DIFFERS, POINT_ADDRESS_DIFFERS',
    );
    expect(await app.root.meteringPoint.findMany({ where: { code } })).toMatchObject([{ meterNumber: '47111', street: 'Ring' }]);
  });
});
