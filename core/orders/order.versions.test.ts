import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { allow, type Decision, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';
import { orderAcceptance } from './order.points.ts';

let answer: () => Decision = allow;
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

const SAVE = `mutation ($id: ID, $input: OrderInput!, $partnerId: ID) {
  saveOrder(orderId: $id, input: $input, partnerId: $partnerId) { id version partnerId } }`;
const SUBMIT = 'mutation ($id: ID!, $version: Int) { submitOrder(orderId: $id, expectedVersion: $version) { id version state } }';
const REVIEW = `mutation ($id: ID!, $accept: Boolean!, $version: Int) {
  reviewOrder(orderId: $id, accept: $accept, reason: "seen", expectedVersion: $version) { id state } }`;
const CHECK =
  'query ($id: ID, $input: OrderInput!, $partnerId: ID) { checkOrder(orderId: $id, input: $input, partnerId: $partnerId) { field code severity } }';

const saved = async (input: object = completeOrder(offerId)): Promise<{ id: string; version: number }> =>
  (await app.gql(SAVE, { input })).data.saveOrder;
const partner = async (code: string): Promise<string> =>
  (await app.root.partner.create({ data: { tenantId: app.tenant.id, name: code, code } })).id;
const obstacles = async (variables: object): Promise<string[]> =>
  (await app.gql(CHECK, variables)).data.checkOrder
    .filter(({ severity }: { severity: string }) => severity === 'PROBLEM')
    .map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);

describe('who has not seen the order as it is', () => {
  it('does not hand it in, and is told both versions', async () => {
    const { id, version } = await saved();
    await app.gql(SAVE, { id, input: completeOrder(offerId, { costCentre: 'changed' }) });
    const { errors } = await app.gql(SUBMIT, { id, version });
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'ORDER_CHANGED', seen: version, current: version + 1 },
      theirs: { costCentre: 'changed' },
    });
    expect((await app.gql(SUBMIT, { id, version: version + 1 })).data.submitOrder.state).toBe('DECIDED');
    expect((await app.gql(SUBMIT, { id, version: version + 1 })).errors).toBeUndefined(); // safe to call twice
  });

  it('does not decide it', async () => {
    answer = () => pend('asked.waiting');
    const { id } = await saved();
    const { version } = (await app.gql(SUBMIT, { id })).data.submitOrder;
    answer = allow;
    const { errors } = await app.gql(REVIEW, { id, accept: true, version: version - 1 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_CHANGED', seen: version - 1, current: version });
    expect((await app.gql(REVIEW, { id, accept: true, version })).data.reviewOrder.state).toBe('DECIDED');
  });
});

describe('a draft', () => {
  it('that was cancelled is neither handed in nor changed', async () => {
    const { id } = await saved();
    await app.root.contract.updateMany({ where: { orderId: id }, data: { status: 'cancelled', kind: 'REFUSED' } });
    for (const { errors } of [await app.gql(SUBMIT, { id }), await app.gql(SAVE, { id, input: {} })])
      expect(errors?.[0]?.extensions.code).toBe('ORDER_CANCELLED');
  });

  it('keeps its seller', async () => {
    const [mine, other] = [await partner('mine'), await partner('other')];
    await app.root.partnerBrand.createMany({
      data: [mine, other].map((sellerId) => ({ tenantId: app.tenant.id, sellerId, sells: app.brands.a })),
    });
    const { id } = (await app.gql(SAVE, { input: {}, partnerId: mine })).data.saveOrder;
    const { errors } = await app.gql(SAVE, { id, input: {}, partnerId: other });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_INVALID', problems: [{ field: 'partnerId', code: 'PARTNER_FIXED' }] });
    expect((await app.gql(SAVE, { id, input: {}, partnerId: mine })).data.saveOrder.partnerId).toBe(mine);
  });

  it('is looked at with the IBAN that it keeps', async () => {
    const payment = { method: 'DIRECT_DEBIT', iban: 'AT61 1904 3002 3457 3201', hasMandate: true };
    const input = completeOrder(offerId, { payment });
    const { id } = await saved(input);
    const shown = { ...input, payment: { ...payment, iban: '****3201' } };
    expect(await obstacles({ id, input: shown })).toEqual([]);
    expect(await obstacles({ input: shown })).toEqual(['payment.iban IBAN_INVALID']);
  });
});

describe('checking an order', () => {
  it('asks whether its seller sells the brand, as handing it in does', async () => {
    const stranger = await partner('stranger');
    const input = completeOrder(offerId);
    expect(await obstacles({ input, partnerId: stranger })).toEqual(['partnerId PARTNER_UNKNOWN']);
    const { data } = await app.gql(CHECK, { input }, await app.as('a', { partnerId: stranger }));
    expect(data.checkOrder.map(({ code }: { code: string }) => code)).toContain('PARTNER_UNKNOWN');
  });
});

describe('refusing an order', () => {
  const rejections = (subject: string) => app.root.outboxEvent.count({ where: { subject, type: 'order.rejected' } });
  const { offerId: _offer, supplyReason, requestedStartOn, meteringPoint: _point, ...envelope } = completeOrder(offerId);
  const entry = () => ({ offerId, supplyReason, requestedStartOn, meteringPoint: { code: samplePointCode() } });

  it('is told when its last contract is refused, and not while another one lives', async () => {
    answer = () => pend('asked.waiting');
    const both = (await saved({ ...envelope, contracts: [entry(), entry()] })).id;
    await app.gql(SUBMIT, { id: both });
    const contracts = await app.root.contract.findMany({ where: { orderId: both }, orderBy: { id: 'asc' } });
    await app.root.contract.update({ where: { id: contracts[0]?.id ?? '' }, data: { status: 'accepted', kind: 'WAITING' } });
    expect((await app.gql(REVIEW, { id: both, accept: false })).errors).toBeUndefined();
    expect(await rejections(both)).toBe(0);

    const one = await saved();
    await app.gql(SUBMIT, { id: one.id });
    await app.gql(REVIEW, { id: one.id, accept: false });
    expect(await rejections(one.id)).toBe(1);
  });
});
