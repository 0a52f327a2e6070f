import { afterAll, describe, expect, it } from 'vitest';
import { codeForPeople, newCode } from './code.rules.ts';
import { openWorld, somebody } from './test-data/world.ts';

const world = await openWorld();
const { app, place, tryToPlace, referrer, supply, caseOf } = world;
afterAll(world.close);

const problemsOf = async (code: string) => {
  const { errors } = await tryToPlace(somebody(), { code });
  return (errors?.[0]?.extensions.problems as { field: string; code: string }[] | undefined)?.map(({ field, code }) => `${field} ${code}`);
};
const mails = (to?: string) =>
  app.root.mailMessage.findMany({ where: { subject: { contains: 'your code' }, ...(to && { recipient: to }) } });

describe('a code', () => {
  it('is mailed to its owner when supply starts, once, and to nobody else', async () => {
    const owner = somebody();
    const { code, contractId, customerId } = await referrer(owner);
    const [mail, ...others] = await mails(owner.email);
    expect(others).toEqual([]);
    expect(mail?.text).toContain(codeForPeople(code));
    expect(mail?.text).toContain(`http://a.localhost:4000/order?ref=${codeForPeople(code)}`);
    expect(mail?.text).toContain('€50.00');
    expect(mail?.text).toContain('§ 29');
    await supply({ contractId, customerId, orderId: '' });
    expect(await mails(owner.email)).toHaveLength(1);

    const friend = somebody();
    await place(friend, { code });
    expect(await app.root.mailMessage.count({ where: { recipient: friend.email, text: { contains: codeForPeople(code) } } })).toBe(0);
  });

  it('is not mailed while the customer may withdraw, or does not want such mails', async () => {
    const owner = somebody();
    const { contractId, customerId } = await place(owner);
    await app.root.contract.update({
      where: { id: contractId },
      data: { kind: 'SUPPLY', status: 'active', suppliedFrom: new Date('2026-08-20'), withdrawalEndsOn: new Date('2026-09-03') },
    });
    await world.settle();
    const { inTransaction, emit, contractActivated } = await import('#core');
    await inTransaction(await app.as(), (ctx) => emit(ctx, contractActivated, { contractId }));
    await app.work();
    expect(await mails(owner.email)).toEqual([]);
    expect(await app.root.referralsCode.count({ where: { customerId } })).toBe(1);

    app.clock.set('2026-09-04T10:00:00Z');
    await world.settle();
    expect(await mails(owner.email)).toHaveLength(1);
    app.clock.set('2026-08-24T10:00:00Z');

    const unwilling = somebody();
    const placed = await place(unwilling, { consents: { email: true } });
    await app.root.consent.updateMany({ where: { customerId: placed.customerId }, data: { revokedAt: new Date() } });
    await supply(placed);
    expect(await mails(unwilling.email)).toEqual([]);
  });

  it('belongs to one brand: another one does not know it', async () => {
    const { code } = await referrer();
    await app.switch('referrals', true, { brand: 'b' });
    const { errors } = await tryToPlace(somebody(), { code, ctx: await app.as('b') });
    expect(JSON.stringify(errors?.[0]?.extensions.problems)).toContain('REFERRALS_NO_CAMPAIGN');
  });
});

describe('an order with a code', () => {
  it('notes who recommended whom, whether it was typed or came by a link', async () => {
    const one = await referrer();
    const typed = await place(somebody(), { code: ` ${codeForPeople(one.code).toLowerCase()} ` });
    expect(await caseOf(typed)).toMatchObject({
      state: 'PENDING',
      rules: [],
      doubts: [],
      openedOn: null,
      referrerId: one.customerId,
      referredId: typed.customerId,
    });
    const linked = await place(somebody(), { code: `${codeForPeople(one.code)}@2026-08-20` });
    expect((await caseOf(linked))?.openedOn?.toISOString()).toBe('2026-08-20T00:00:00.000Z');
    const steps = await app.root.referralsStep.findMany({ where: { caseId: (await caseOf(typed))?.id ?? '' } });
    expect(steps).toMatchObject([{ before: null, after: 'PENDING', by: 'referrals' }]);
  });

  it('is told what is wrong with the code, and goes without one', async () => {
    const one = await referrer();
    expect(await problemsOf('K7Q-M4R')).toEqual(['plugins.referrals.code REFERRALS_CODE_INVALID']);
    expect(await problemsOf(newCode())).toEqual(['plugins.referrals.code REFERRALS_CODE_UNKNOWN']);
    expect(await problemsOf(`${one.code}@2026-07-24`)).toEqual(['plugins.referrals.code REFERRALS_LINK_EXPIRED']);
    expect(await problemsOf(`${one.code}@2026-07-25`)).toBeUndefined();
    await app.root.contract.update({ where: { id: one.contractId }, data: { endsOn: new Date('2026-12-01') } });
    expect(await problemsOf(one.code)).toEqual(['plugins.referrals.code REFERRALS_CODE_ENDED']);
    expect(await caseOf(await place(somebody()))).toBeNull();
  });

  it('makes one recommendation, however often its event is repeated', async () => {
    const one = await referrer();
    const placed = await place(somebody(), { code: one.code });
    await app.root.eventDelivery.updateMany({ where: { pluginId: 'referrals' }, data: { state: 'DUE' } });
    await app.work();
    expect(await app.root.referralsCase.count({ where: { orderId: placed.orderId } })).toBe(1);
    expect(await app.root.referralsStep.count({ where: { caseId: (await caseOf(placed))?.id ?? '' } })).toBe(1);
  });
});

describe('switched off', () => {
  it('the form does not ask, and what waits goes on when it is on again', async () => {
    const one = await referrer();
    const placed = await place(somebody(), { code: one.code });
    const asked = async () =>
      JSON.stringify((await app.gql('{ orderForm { steps { code fields { path } } } }')).data.orderForm).includes('plugins.referrals.code');
    expect(await asked()).toBe(true);
    await app.switch('referrals', false);
    expect(await asked()).toBe(false);
    await supply(placed, { from: '2026-08-02' });
    expect(await caseOf(placed)).toMatchObject({ state: 'PENDING' });
    await app.switch('referrals', true, { parked: 'resume' });
    await app.work();
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID', contractId: placed.contractId });
  });
});
