import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, bureau, place, row, see } = shop;
afterAll(shop.close);
afterEach(async () => {
  bureau.setFault(null);
  await shop.configure();
});

const deltavista = { bureau: 'deltavista', deltavistaUrl: bureau.urlOf('deltavista') };
const access = { deltavistaUser: bureau.clientId, deltavistaPassword: bureau.clientSecret };
const AGAIN = 'mutation ($id: ID!) { askCreditBureauAgain(orderId: $id) { state } }';
const again = (id: string) => app.gql(AGAIN, { id });
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const placed = async (customer: object = {}): Promise<string> => {
  const orderId = await place(customer);
  await app.work();
  return orderId;
};
const reports = (orderId: string) => app.root.creditCheckReport.count({ where: { orderId } });

describe('an answer that one source had no part in', () => {
  it('goes to a person, is used for no other order, and is asked for again once the source is back', async () => {
    await shop.configure({ ...deltavista, ...access });
    bureau.setFault('source-down');
    const customer = { houseNumber: '800' };
    const orderId = await placed(customer);
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', doubts: 'PARTIAL_RESULT', outcome: 'review' });
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });

    bureau.setFault(null);
    const other = await placed(customer);
    expect(await reports(other)).toBe(1);
    expect((await see(other)).status).toBe('accepted');

    const early = await again(orderId);
    expect([codeOf(early), early.errors?.[0]?.message]).toEqual(['CREDIT_CHECK_ASKED_JUST_NOW', expect.stringContaining('15 minutes')]);
    app.clock.forward({ minutes: 16 });
    expect((await again(orderId)).data.askCreditBureauAgain).toEqual({ state: 'WAITING' });
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', doubts: null, round: 1 });
    expect((await see(orderId)).status).toBe('accepted');
    expect(codeOf(await again(orderId))).toBe('CREDIT_CHECK_ORDER_DECIDED');
  });
});

describe('a person in review', () => {
  it('has a customer asked about again who was not found, and buys no score twice', async () => {
    const unknown = await placed({ lastName: 'Unbekannt' });
    app.clock.forward({ minutes: 16 });
    const before = shop.questions();
    expect(codeOf(await again(unknown))).toBeUndefined();
    await app.work();
    expect(shop.questions()).toBe(before + 1);
    expect(await row(unknown)).toMatchObject({ state: 'NOT_FOUND', round: 1 });

    const borderline = await placed({ lastName: 'Grenzfall' });
    app.clock.forward({ minutes: 16 });
    expect(codeOf(await again(borderline))).toBe('CREDIT_CHECK_NOT_AGAIN');
    const waiting = await place();
    expect(codeOf(await again(waiting))).toBe('CREDIT_CHECK_NOT_AGAIN');
  });

  it('has it asked again at once about a customer who was corrected: the answer was about somebody else', async () => {
    const orderId = await placed({ lastName: 'Grenzfall' });
    await app.root.customer.updateMany({ where: { contracts: { some: { orderId } } }, data: { lastName: 'Grenzfeld' } });
    expect(codeOf(await again(orderId))).toBeUndefined();
    await app.work();
    expect(await reports(orderId)).toBe(2);
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('who may decide, and nobody else', async () => {
    const orderId = await placed({ lastName: 'Unbekannt' });
    const reader = await app.as('a', { permissions: new Set(['order.read', 'credit-check.read']) });
    expect(codeOf(await app.gql(AGAIN, { id: orderId }, reader))).toBe('FORBIDDEN');
  });
});

describe('an order that was left to a person because nobody answered', () => {
  it('is asked about again by itself, once the same bureau answers others', async () => {
    bureau.setFault('nonsense');
    const orderId = await placed();
    await app.root.jobRequest.updateMany({
      where: { uniqueKey: `${orderId}.0` },
      data: { state: 'WAITING', notBefore: null, attempt: 11 },
    });
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'NO_ANSWER' });
    const catchUp = async () => {
      await app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'credit-check.catch-up', input: {} } });
      await app.work();
    };
    await catchUp();
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', round: 0 });

    bureau.setFault(null);
    app.clock.forward({ minutes: 60 });
    await shop.configure({ ...deltavista, ...access });
    expect((await see(await placed())).status).toBe('accepted');
    await shop.configure();
    await catchUp();
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', bureau: 'schufa', round: 0 });

    expect((await see(await placed())).status).toBe('accepted');
    await catchUp();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', round: 1 });
    expect((await see(orderId)).status).toBe('accepted');
  });
});
