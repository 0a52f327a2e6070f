import { afterAll, describe, expect, it } from 'vitest';
import { allow, type Decision, definePlugin, deny, hook, orderAcceptance, pend, recheckOrder } from '#core';
import creditCheck from './plugin.ts';
import { openShop } from './test-data/shop.ts';

let mood: Decision = allow();
/** Asked before the credit check; answers what it is told to. */
const doorman = definePlugin({
  id: 'doorman',
  version: '1.0.0',
  api: 1,
  summary: 'Stands at the door',
  hooks: [hook(orderAcceptance, () => mood, 'early')],
});

const shop = await openShop({ plugins: [doorman, creditCheck] });
const { app, place, see, row, questions } = shop;
await app.switch('doorman', true);
afterAll(shop.close);

const catchUp = () => app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'credit-check.catch-up', input: {} } });

describe('an order', () => {
  it('waits in review until the bureau has answered', async () => {
    const orderId = await place();
    expect(await see(orderId)).toMatchObject({
      status: 'in_review',
      reasons: ['credit-check.waiting'],
      check: { state: 'WAITING', askedAt: null },
    });
    expect(questions()).toBe(0);
  });

  it('is accepted for a good score, sent to a person for a middling one and refused for a bad one', async () => {
    const [good, middling, bad] = [await place(), await place({ lastName: 'Grenzfall' }), await place({ lastName: 'Niedrig' })];
    await app.work();
    expect(await see(good)).toMatchObject({ status: 'accepted', reasons: [], check: { state: 'SCORED', isSimulated: false } });
    expect(await see(middling)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'], check: { state: 'SCORED' } });
    expect(await see(bad)).toMatchObject({ status: 'rejected', check: { state: 'SCORED' } });
  });

  it('is refused with a reason that does not tell the score', async () => {
    const orderId = await place({ lastName: 'Niedrig' });
    await app.work();
    const history = await app.root.contractHistory.findMany({ where: { contract: { orderId }, after: 'rejected' } });
    expect(history).toHaveLength(1);
    expect(history[0]?.reason).toContain('CREDIT_CHECK_SCORE_TOO_LOW');
    expect(history[0]?.reason).not.toMatch(/120|EVU|K\b/);
  });

  it('goes to a person when the bureau does not know the customer, has no score or doubts who it is', async () => {
    const cases = { Unbekannt: 'NOT_FOUND', Ohnescore: 'NO_SCORE', Fernruf: 'NO_SCORE', Doppelt: 'SCORED' };
    for (const [lastName, state] of Object.entries(cases)) {
      const orderId = await place({ lastName });
      await app.work();
      expect([lastName, await see(orderId)]).toMatchObject([
        lastName,
        { status: 'in_review', reasons: ['credit-check.review'], check: { state } },
      ]);
    }
  });

  it('keeps what the bureau said', async () => {
    const orderId = await place({ firstName: 'Lukas', lastName: 'Mustermann' });
    await app.work();
    const { riskRate, ...check } = await row(orderId);
    expect(check).toMatchObject({
      score: 430,
      scoreRange: 'G',
      scoreText: 'EVU-CHANCENSCORE G',
      bureau: 'schufa',
      doubts: null,
      askedAt: app.clock.now(),
    });
    expect(String(riskRate)).toBe('45.15');
    expect(check.validUntil?.getTime()).toBe(app.clock.now().getTime() + 30 * 86_400_000);
  });

  it('costs one question, however often its job and its event are repeated', async () => {
    const orderId = await place({ lastName: 'Grenzfall' });
    await app.work();
    const before = questions();
    await app.root.jobRequest.updateMany({ where: { name: 'credit-check.ask', uniqueKey: `${orderId}.0` }, data: { state: 'WAITING' } });
    await app.work();
    expect(questions()).toBe(before);
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });
  });

  it('costs nothing when somebody else refuses it first', async () => {
    mood = deny('DOORMAN_NO', 'No');
    const before = questions();
    const orderId = await place();
    await app.work();
    mood = allow();
    expect(await see(orderId)).toMatchObject({ status: 'rejected', check: null });
    expect(questions()).toBe(before);
  });

  it('costs nothing when it is decided before the bureau is asked', async () => {
    const orderId = await place();
    const before = questions();
    await app.gql('mutation ($id: ID!) { reviewOrder(orderId: $id, accept: false, reason: "changed their mind") { id } }', { id: orderId });
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'rejected', check: { state: 'NOT_NEEDED' } });
    expect(questions()).toBe(before);
  });
});

describe('a decision of a person', () => {
  it('makes the question needless, also while something else keeps the order in review', async () => {
    mood = pend('doorman.asleep');
    const orderId = await place();
    const before = questions();
    await app.gql('mutation ($id: ID!) { decideCreditCheck(orderId: $id, accept: true, reason: "known to us") { state } }', {
      id: orderId,
    });
    await app.work();
    expect(questions()).toBe(before);
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['doorman.asleep'] });

    mood = allow();
    await recheckOrder(await app.as(), orderId);
    expect((await see(orderId)).status).toBe('accepted');
  });
});

describe('the limits', () => {
  it('are settings of the brand', async () => {
    await shop.configure({ acceptFromScore: 400, reviewFromScore: 100 });
    const [middling, bad] = [await place({ lastName: 'Grenzfall' }), await place({ lastName: 'Niedrig' })];
    await app.work();
    expect((await see(middling)).status).toBe('accepted');
    expect(await see(bad)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });
    await shop.configure();
  });
});

describe('an answer that expired', () => {
  const expired = async (): Promise<string> => {
    await shop.configure({ validityDays: 1, acceptFromScore: 10_000 });
    const orderId = await place();
    await app.work();
    app.clock.forward({ days: 2 });
    await shop.configure({ validityDays: 1 });
    return orderId;
  };

  it('is not used: at the next check the bureau is asked anew', async () => {
    const orderId = await expired();
    const before = questions();
    await recheckOrder(await app.as(), orderId);
    expect(await row(orderId)).toMatchObject({ state: 'WAITING', score: null, validUntil: null });
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.waiting'] });
    await app.work();
    expect(questions()).toBe(before + 1);
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', round: 1, answeredAt: app.clock.now() });
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('is renewed within the hour, also when nobody checks the order', async () => {
    const orderId = await expired();
    await catchUp();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', round: 1 });
    expect((await see(orderId)).status).toBe('accepted');
    await shop.configure();
  });
});

describe('a brand that has not switched it on', () => {
  it('accepts orders without asking anybody and sees no check', async () => {
    const brandB = await app.as('b');
    const before = questions();
    const orderId = await place({ lastName: 'Niedrig' }, brandB);
    await app.work();
    expect(await see(orderId, brandB)).toMatchObject({ status: 'accepted', check: null });
    expect(questions()).toBe(before);
    expect(await app.root.creditCheck.count({ where: { orderId } })).toBe(0);
  });
});

describe('switching', () => {
  it('off tells what waits, decides it without the bureau, and parks the question', async () => {
    const orderId = await place({ lastName: 'Grenzfall' });
    const { data } = await app.gql('{ plugins { id preview(enabled: false) { notes } } }');
    const { preview } = data.plugins.find(({ id }: { id: string }) => id === 'credit-check');
    expect(preview.notes.join()).toMatch(/wait for the credit bureau: \d+/);
    await app.switch('credit-check', false);
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'accepted', check: null });
    expect(await row(orderId)).toMatchObject({ state: 'WAITING' });
    await app.switch('credit-check', true, { parked: 'resume' });
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'NOT_NEEDED', score: null });
  });

  it('on checks orders in review that came in before, with the next hour at the latest', async () => {
    await app.switch('credit-check', false);
    await app.root.brand.update({ where: { id: app.brands.a }, data: { isAcceptanceAutomatic: false } });
    const orderId = await place({ lastName: 'Grenzfall' });
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'in_review', check: null });

    await app.switch('credit-check', true, { parked: 'drop' });
    const accept = () => app.gql('mutation ($id: ID!) { reviewOrder(orderId: $id, accept: true, reason: "fine") { id } }', { id: orderId });
    expect((await accept()).errors?.[0]?.extensions.code).toBe('TRANSITION_PENDING');
    expect(await app.root.creditCheck.count({ where: { orderId } })).toBe(0); // the refused attempt left nothing behind

    await catchUp();
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'], check: { state: 'SCORED' } });
    await app.root.brand.update({ where: { id: app.brands.a }, data: { isAcceptanceAutomatic: true } });
  });

  it('on again after its jobs were dropped still leaves nothing waiting for ever', async () => {
    const orderId = await place();
    await app.root.jobRequest.updateMany({ where: { uniqueKey: `${orderId}.0` }, data: { state: 'DROPPED' } });
    await app.root.creditCheck.update({ where: { orderId }, data: { updatedAt: new Date(Date.now() - 25 * 3_600_000) } });
    await catchUp();
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'accepted', check: { state: 'SCORED' } });
  });

  it('gives the hourly run a date and takes it away', async () => {
    const dates = () => app.root.jobSchedule.count({ where: { brandId: app.brands.a, name: 'credit-check.catch-up' } });
    expect(await dates()).toBe(1);
    await app.switch('credit-check', false);
    expect(await dates()).toBe(0);
    await app.switch('credit-check', true);
  });
});
