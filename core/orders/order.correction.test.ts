import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { contractKit } from '../contracts/contract.kit.ts';
import { allow, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';
import { orderAcceptance } from './order.points.ts';

const slow = definePlugin({
  id: 'slow',
  version: '1.0.0',
  api: 1,
  summary: 'Is never sure about a new order',
  hooks: [hook(orderAcceptance, ({ isNew }) => (isNew ? pend('slow.waiting') : allow()))],
});
const app = await createTestApp([slow]);
afterAll(() => app.close());
await app.switch('slow', true);
await sampleOffer(await app.as()); // the tariff
const { id: sellerId } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'seller', name: 'Seller' } });
await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId, sells: app.brands.a } });
const PARTNER: Partial<Viewer> = {
  partnerId: sellerId,
  rows: { kind: 'partners', ids: [sellerId] },
  permissions: permissionsOf('PARTNER', []),
};
const partner = () => app.as('a', PARTNER);
const offerId = await sampleOffer(await partner());
const kit = contractKit(app);

const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id } } }';
const STEP = `mutation ($id: ID!, $transition: String!, $seen: Int, $code: String, $answers: [FaultAnswerInput!]) {
  transitionContract(id: $id, transition: $transition, expectedVersion: $seen, reasonCode: $code, answers: $answers) { status version } }`;
const SAVE = 'mutation ($id: ID, $input: OrderInput!) { saveOrder(orderId: $id, input: $input) { answers } }';
const CHANGE = `mutation ($id: ID!, $version: Int!, $change: CustomerInput!) {
  changeCustomer(id: $id, expectedVersion: $version, input: $change) { id } }`;
const ANSWERS = [{ code: 'data-incomplete', text: 'Corrected' }];
const IBAN = 'AT611904300234573201';
const OTHER_IBAN = 'DE89370400440532013000';
const debit = (iban: string) => ({ method: 'DIRECT_DEBIT', iban, hasMandate: true });

type Form = ReturnType<typeof completeOrder>;
interface Returned {
  readonly orderId: string;
  readonly id: string;
  readonly form: Form;
}

/** An order of the partner's that was returned. */
async function returned(change: Parameters<typeof completeOrder>[1] = {}): Promise<Returned> {
  const form = completeOrder(offerId, change);
  const placed = await app.gql(PLACE, { input: form, key: crypto.randomUUID() }, await partner());
  if (placed.errors) throw new Error(JSON.stringify(placed.errors));
  const { id: orderId, contracts } = placed.data.placeOrder;
  await giveBack(contracts[0].id);
  return { orderId, id: contracts[0].id, form };
}
const giveBack = async (id: string) => {
  const { errors } = await app.gql(STEP, { id, transition: 'return', code: 'data-incomplete' });
  if (errors) throw new Error(JSON.stringify(errors));
};
const save = async (orderId: string, input: object) => {
  const { errors } = await app.gql(SAVE, { id: orderId, input }, await partner());
  if (errors) throw new Error(JSON.stringify(errors));
};
const resubmit = async (id: string, more: object = {}) =>
  app.gql(STEP, { id, transition: 'resubmit', answers: ANSWERS, ...more }, await partner());
const corrected = async ({ orderId, id }: Returned, input: object) => {
  await save(orderId, input);
  const { errors } = await resubmit(id);
  if (errors) throw new Error(JSON.stringify(errors));
  return rowsOf(id);
};
const customerForm = (form: Form, change: object) => ({ ...form, customer: { ...form.customer, ...change } });
const rowsOf = (id: string) =>
  app.root.contract.findUniqueOrThrow({
    where: { id },
    include: {
      customer: { include: { changes: { orderBy: { id: 'asc' } } } },
      meteringPoint: { include: { changes: true } },
      ...{ bankAccount: true, tariffs: true, order: true, history: { orderBy: { version: 'asc' } } },
    },
  });
/** The code and the fields' codes with which it is refused. */
const refusal = ({ errors }: Awaited<ReturnType<typeof app.gql>>) => ({
  code: errors?.[0]?.extensions.code,
  problems: ((errors?.[0]?.extensions.problems ?? []) as { field: string; code: string }[]).map(({ field, code }) => ({ field, code })),
});

beforeEach(() => app.clock.set('2026-08-24T10:00:00Z'));

describe('an order that was returned and is handed in again', () => {
  it('changes nothing where nothing was corrected', async () => {
    const { id } = await returned();
    const before = await rowsOf(id);
    expect((await resubmit(id)).data.transitionContract.status).toBe('in_review');
    const after = await rowsOf(id);
    expect({ ...after.customer, ...after.meteringPoint }).toEqual({ ...before.customer, ...before.meteringPoint });
    expect(after.history.map(({ transition }) => transition)).toEqual(['create', 'submit', 'start_review', 'return', 'resubmit']);
  });

  it('corrects the name of its customer, as if it had been changed by hand, and nothing else', async () => {
    const order = await returned();
    const before = await rowsOf(order.id);
    const after = await corrected(order, customerForm(order.form, { lastName: 'Byron' }));
    expect(after.customer).toMatchObject({ id: before.customerId, lastName: 'Byron', firstName: 'Ada', version: 2 });
    expect(after.customer?.nameKey).not.toBe(before.customer?.nameKey);
    expect(after.customer?.changes.at(-1)).toMatchObject({
      ...{ what: 'customer', version: 2, before: { lastName: 'Sample' }, after: { lastName: 'Byron' } },
    });
    expect(after.meteringPoint).toEqual(before.meteringPoint);
    expect(after.history.map(({ transition }) => transition)).toEqual(['create', 'submit', 'start_review', 'return', 'resubmit']);
    expect(after.order.handedIn).toBeNull();
  });

  it('moves the place of supply with the address it was taken from, and not one that was known before', async () => {
    const order = await returned();
    const after = await corrected(order, customerForm(order.form, { houseNumber: '7' }));
    expect(after.customer).toMatchObject({ houseNumber: '7', version: 2 });
    expect(after.meteringPoint).toMatchObject({ houseNumber: '7', version: 2 });
    expect(after.meteringPoint?.changes).toMatchObject([{ before: { houseNumber: '1' }, after: { houseNumber: '7' } }]);

    const known = samplePointCode();
    const place = { street: 'Gasse', houseNumber: '2', postcode: '1010', city: 'Wien', country: 'AT' };
    await app.root.meteringPoint.create({
      data: { brandId: app.brands.a, code: known, commodity: 'ELECTRICITY', ...place },
    });
    const other = await returned({ meteringPoint: { code: known } });
    const moved = await corrected(other, customerForm(other.form, { houseNumber: '7' }));
    expect(moved.customer?.houseNumber).toBe('7');
    expect(moved.meteringPoint).toMatchObject({ ...place, version: 1 });
  });

  it('corrects where letters go and what was agreed to', async () => {
    const order = await returned({ consents: { email: true } });
    const letters = { street: 'Postfach', houseNumber: '3', postcode: '1010', city: 'Wien' };
    const after = await corrected(order, { ...customerForm(order.form, { correspondenceAddress: letters }), consents: { phone: true } });
    const where = { customerId: after.customerId ?? '' };
    expect(await app.root.customerAddress.findMany({ where })).toMatchObject([{ kind: 'CORRESPONDENCE', ...letters, validTo: null }]);
    const consents = await app.root.consent.findMany({ where, orderBy: { channel: 'asc' } });
    expect(consents.map(({ channel, revokedAt }) => ({ channel, isRevoked: revokedAt !== null }))).toEqual([
      { channel: 'EMAIL', isRevoked: true },
      { channel: 'PHONE', isRevoked: false },
    ]);
    expect(after.customer?.changes.map(({ what }) => what)).toEqual(['created', 'address', 'consent', 'consent']);
  });

  it('is paid from the corrected account; the one that was not typed again stays', async () => {
    const order = await returned({ payment: debit(IBAN) });
    const before = await rowsOf(order.id);
    const shown = { ...order.form, payment: debit('****3201') };
    const named = await corrected(order, customerForm(shown, { lastName: 'Byron' }));
    expect(named.customer?.lastName).toBe('Byron');
    expect(named.bankAccountId).toBe(before.bankAccountId);

    await giveBack(order.id);
    const after = await corrected(order, { ...customerForm(order.form, { lastName: 'Byron' }), payment: debit(OTHER_IBAN) });
    expect(after.bankAccountId).not.toBe(before.bankAccountId);
    expect(after.bankAccount).toMatchObject({ ibanLastFour: '3000', customerId: before.customerId, validTo: null });
    expect(after.order).toMatchObject({ ibanSealed: null, answers: { payment: { iban: '****3000' } } });
    const former = await app.root.bankAccount.findUniqueOrThrow({ where: { id: before.bankAccountId ?? '' } });
    expect(former.validTo).not.toBeNull();
    expect(after.history.at(-2)).toMatchObject({
      changes: { bankAccountId: { before: before.bankAccountId, after: after.bankAccountId } },
    });
  });

  it('is delivered at the corrected metering point, unless it is taken', async () => {
    const order = await returned();
    const before = await rowsOf(order.id);
    const taken = await returned();
    await save(order.orderId, { ...order.form, meteringPoint: taken.form.meteringPoint });
    expect(refusal(await resubmit(order.id))).toEqual({
      code: 'ORDER_INVALID',
      problems: [{ field: 'meteringPoint.code', code: 'METERING_POINT_TAKEN' }],
    });
    const refused = await rowsOf(order.id);
    expect(refused).toMatchObject({ status: 'clarification', meteringPointId: before.meteringPointId });

    const code = samplePointCode();
    const after = await corrected(order, { ...order.form, meteringPoint: { code, meterNumber: '4711' }, annualKwh: 4_100 });
    expect(after.meteringPoint).toMatchObject({ code, meterNumber: '4711', street: 'Ring' });
    expect(after).toMatchObject({ annualKwh: 4_100, status: 'in_review' });
    expect(after.history.at(-2)).toMatchObject({
      transition: 'correct',
      changes: {
        meteringPointId: { before: before.meteringPointId, after: after.meteringPointId },
        annualKwh: { before: 3_500, after: 4_100 },
      },
    });
    const consumption = await app.root.annualConsumption.findMany({ where: { meteringPointId: after.meteringPointId ?? '' } });
    expect(consumption).toMatchObject([{ annualKwh: 4_100, source: 'partner' }]);
  });

  it('starts on the corrected day, its tariff slice with it', async () => {
    const order = await returned();
    await save(order.orderId, { ...order.form, requestedStartOn: '2026-08-20' });
    expect(refusal(await resubmit(order.id)).problems).toContainEqual({ field: 'requestedStartOn', code: 'START_TOO_EARLY' });
    const after = await corrected(order, { ...order.form, requestedStartOn: '2026-10-01' });
    const start = new Date('2026-10-01');
    expect(after).toMatchObject({ requestedStartOn: start, tariffs: [{ validFrom: start, validTo: null, reason: 'order' }] });
    expect(after.history.at(-2)).toMatchObject({
      ...{ transition: 'correct', before: 'clarification', after: 'clarification', version: after.version - 1 },
      changes: { requestedStartOn: { before: '2026-09-15', after: '2026-10-01' } },
    });
    await app.deliver();
    const told = await app.root.outboxEvent.findMany({ where: { type: 'contract.changed', subject: order.id } });
    expect(told.map(({ payload }) => payload)).toContainEqual({ contractId: order.id, fields: ['requestedStartOn'] });
  });

  it('is sold by the corrected offer, with its tariff from the first day', async () => {
    const order = await returned();
    const { tariffId, priceId } = await kit.tariff('corrected');
    const other = await kit.offerFor(priceId);
    await app.root.quote.updateMany({ where: { offers: { some: { id: other } } }, data: { partnerId: sellerId } });
    const after = await corrected(order, { ...order.form, offerId: other, requestedStartOn: '2026-09-20' });
    expect(after).toMatchObject({ offerId: other, tariffId, requestedStartOn: new Date('2026-09-20') });
    expect(after.tariffs).toMatchObject([{ tariffId, validFrom: new Date('2026-09-20'), validTo: null }]);
  });

  it('may be corrected when its quote has expired meanwhile, but not be sold by another expired one', async () => {
    const order = await returned();
    const expired = await sampleOffer(await partner());
    await app.root.quote.updateMany({
      where: { offers: { some: { id: { in: [offerId, expired] } } } },
      data: { validUntil: new Date('2026-08-24') },
    });
    await save(order.orderId, { ...order.form, offerId: expired });
    expect(refusal(await resubmit(order.id)).problems).toEqual([{ field: 'offerId', code: 'QUOTE_EXPIRED' }]);
    const after = await corrected(order, customerForm(order.form, { lastName: 'Byron' }));
    expect(after).toMatchObject({ offerId, customer: { lastName: 'Byron' } });
    await app.root.quote.updateMany({ where: { offers: { some: { id: offerId } } }, data: { validUntil: new Date('2027-08-24') } });
  });

  it('changes nothing at all when something of it is refused', async () => {
    const order = await returned({ payment: debit(IBAN) });
    const before = await rowsOf(order.id);
    await save(order.orderId, {
      ...customerForm(order.form, { lastName: 'Byron', birthDate: '2020-01-01' }),
      ...{ payment: debit('AT611904300234573202'), requestedStartOn: '2026-10-01', contracts: null },
    });
    const { code, problems } = refusal(await resubmit(order.id));
    expect(code).toBe('ORDER_INVALID');
    expect(problems.map(({ field }) => field).sort()).toEqual(['customer.birthDate', 'payment.iban']);
    const { order: _, version, ...after } = await rowsOf(order.id);
    const { order: __, version: ___, ...former } = before;
    expect({ ...after, updatedAt: null }).toEqual({ ...former, updatedAt: null });
    expect(version).toBe(before.version + 1);
  });

  it('corrects every contract that was returned with it, by its place in the form', async () => {
    const { offerId, supplyReason, requestedStartOn, meteringPoint, ...rest } = completeOrder(await sampleOffer(await partner()));
    const one = { offerId, supplyReason, requestedStartOn, meteringPoint };
    const other = { ...one, meteringPoint: { code: samplePointCode() } };
    const placed = await app.gql(PLACE, { input: { ...rest, contracts: [one, other] }, key: crypto.randomUUID() }, await partner());
    const { id: orderId, contracts } = placed.data.placeOrder;
    const ids: string[] = contracts.map(({ id }: { id: string }) => id).sort();
    for (const id of ids) await giveBack(id);
    await save(orderId, { ...rest, contracts: [one, { ...other, requestedStartOn: '2026-10-01', costCentre: 'Shop' }] });
    const [first = '', second = ''] = ids;
    await resubmit(first);
    expect(await rowsOf(first)).toMatchObject({ status: 'in_review', costCentre: null, requestedStartOn: new Date('2026-09-15') });
    const waiting = await rowsOf(second);
    expect(waiting).toMatchObject({ status: 'clarification', costCentre: 'Shop', requestedStartOn: new Date('2026-10-01') });
    await resubmit(second);
    expect(await rowsOf(second)).toMatchObject({ status: 'in_review', costCentre: 'Shop', version: waiting.version + 1 });
  });

  it('is delivered at a corrected metering point that is known already', async () => {
    const order = await returned();
    const known = samplePointCode();
    const place = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien', country: 'AT' };
    const { id } = await app.root.meteringPoint.create({
      data: { brandId: app.brands.a, code: known, commodity: 'ELECTRICITY', ...place },
    });
    const after = await corrected(order, { ...order.form, meteringPoint: { code: known } });
    expect(after.meteringPointId).toBe(id);
  });

  it('exchanges the metering points of two of its contracts', async () => {
    const { offerId, supplyReason, requestedStartOn, meteringPoint, ...rest } = completeOrder(await sampleOffer(await partner()));
    const one = { offerId, supplyReason, requestedStartOn, meteringPoint };
    const other = { ...one, meteringPoint: { code: samplePointCode() } };
    const placed = await app.gql(PLACE, { input: { ...rest, contracts: [one, other] }, key: crypto.randomUUID() }, await partner());
    const { id: orderId, contracts } = placed.data.placeOrder;
    const [first = '', second = '']: string[] = contracts.map(({ id }: { id: string }) => id).sort();
    for (const id of [first, second]) await giveBack(id);
    await save(orderId, {
      ...rest,
      contracts: [
        { ...one, meteringPoint: other.meteringPoint },
        { ...other, meteringPoint: one.meteringPoint },
      ],
    });
    for (const id of [first, second]) expect((await resubmit(id)).errors).toBeUndefined();
    const codes = async (id: string) => (await rowsOf(id)).meteringPoint?.code;
    expect([await codes(first), await codes(second)]).toEqual([other.meteringPoint.code, one.meteringPoint.code]);
    const { history } = await rowsOf(first);
    expect(history.find(({ transition }) => transition === 'correct')?.changes).toMatchObject({
      meteringPointId: { before: expect.any(String), after: expect.any(String) },
    });
  });

  it('keeps its contracts: another one is another order', async () => {
    const order = await returned();
    const { offerId, supplyReason, requestedStartOn, meteringPoint, ...rest } = order.form;
    const one = { offerId, supplyReason, requestedStartOn, meteringPoint };
    await save(order.orderId, { ...rest, contracts: [one, { ...one, meteringPoint: { code: samplePointCode() } }] });
    expect(refusal(await resubmit(order.id)).problems).toEqual([{ field: 'contracts', code: 'CONTRACTS_FIXED' }]);
  });

  it('does not undo what somebody changed after the correction was saved; saving it again is having seen that', async () => {
    const order = await returned();
    const wanted = customerForm(order.form, { lastName: 'Byron' });
    await save(order.orderId, wanted);
    const { customerId } = await rowsOf(order.id);
    const changed = await app.gql(CHANGE, { id: customerId, version: 1, change: { lastName: 'Lovelace', phone: '+43 1 234' } });
    expect(changed.errors).toBeUndefined();
    const late = await resubmit(order.id);
    expect(late.errors?.[0]?.extensions).toMatchObject({
      code: 'CUSTOMER_CHANGED',
      seen: { version: 1, values: { lastName: 'Sample' } },
      current: { version: 2, values: { lastName: 'Lovelace' } },
    });
    expect(await rowsOf(order.id)).toMatchObject({ status: 'clarification', customer: { lastName: 'Lovelace' } });
    const after = await corrected(order, wanted);
    expect(after.customer).toMatchObject({ lastName: 'Byron', phone: '+43 1 234', version: 3 });
  });

  it('goes to another customer where the seller decides so', async () => {
    const known = await rowsOf((await returned()).id);
    const order = await returned();
    const party = { decision: 'EXISTING_CUSTOMER', customerId: known.customerId };
    const after = await corrected(order, { ...order.form, party });
    expect(after.customerId).toBe(known.customerId);
    const agreement = await app.root.agreement.findUniqueOrThrow({ where: { id: after.agreementId ?? '' } });
    expect(agreement.customerId).toBe(known.customerId);
    expect(agreement.id).not.toBe(known.agreementId);
  });

  it('is handed in once by two at once', async () => {
    const order = await returned({ payment: debit(IBAN) });
    await save(order.orderId, { ...customerForm(order.form, { lastName: 'Byron' }), payment: debit(OTHER_IBAN) });
    const both = await Promise.all([resubmit(order.id), resubmit(order.id)]);
    expect(both.map((one) => refusal(one).code ?? 'DONE').sort()).toEqual(['DONE', 'TRANSITION_NOT_ALLOWED']);
    const after = await rowsOf(order.id);
    expect(after.customer).toMatchObject({ lastName: 'Byron', version: 2 });
    const accounts = await app.root.bankAccount.findMany({ where: { customerId: after.customerId ?? '' } });
    expect(accounts.map(({ ibanLastFour }) => ibanLastFour).sort()).toEqual(['3000', '3201']);
  });

  it('gets a point once that two orders are corrected to at once', async () => {
    const [one, other] = [await returned(), await returned()];
    const meteringPoint = { code: samplePointCode() };
    for (const order of [one, other]) await save(order.orderId, { ...order.form, meteringPoint });
    const both = await Promise.all([resubmit(one.id), resubmit(other.id)]);
    expect(both.map((answer) => refusal(answer).problems[0]?.code ?? 'DONE').sort()).toEqual(['DONE', 'METERING_POINT_TAKEN']);
  });
});
