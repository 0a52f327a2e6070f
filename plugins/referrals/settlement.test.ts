import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { contractEnded, contractWithdrawn, emit, inTransaction } from '#core';
import { openWorld, type Placed, somebody } from './test-data/world.ts';
import { addVouchers } from './voucher.service.ts';

const world = await openWorld();
const { app, place, referrer, supply, caseOf, settle } = world;
afterAll(world.close);

const recommended = async (customer: object = somebody()) => {
  const one = await referrer();
  return { one, placed: await place(customer, { code: one.code }) };
};
const caseIdOf = async (placed: Placed) => (await caseOf(placed))?.id ?? '';
const ledger = async (placed: Placed) => {
  const rewards = await app.root.referralsReward.findMany({ where: { caseId: await caseIdOf(placed) }, orderBy: { side: 'asc' } });
  const entries = await app.root.referralsEntry.findMany({
    where: { rewardId: { in: rewards.map(({ id }) => id) } },
    orderBy: [{ kind: 'asc' }, { cents: 'asc' }],
  });
  return { rewards, entries };
};
const ends = async ({ contractId }: Placed, kind: 'ENDED' | 'REFUSED', endsOn: string) => {
  await app.root.contract.update({ where: { id: contractId }, data: { kind, endsOn: new Date(endsOn) } });
  await inTransaction(await app.as(), (ctx) =>
    kind === 'ENDED' ? emit(ctx, contractEnded, { contractId }) : emit(ctx, contractWithdrawn, { contractId, billedUntil: null }),
  );
  await app.work();
};

const DECIDE = `mutation ($id: ID!, $accept: Boolean!, $reason: String!) { decideReferral(id: $id, accept: $accept, reason: $reason) {
  state rules doubts reviewedBy reviewReason steps { before after by rules } rewards { side cents kind state } } }`;
const CLAW_BACK = 'mutation ($id: ID!, $reason: String!) { clawBackReferral(id: $id, reason: $reason) { state rules rewards { state } } }';

describe('a recommendation that earns its reward', () => {
  it('is paid to both sides as a credit that billing is told of, once, however often it is settled', async () => {
    const { one, placed } = await recommended();
    await supply(placed);
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID', contractId: placed.contractId });
    await supply(placed);
    await settle();
    const { rewards, entries } = await ledger(placed);
    expect(rewards).toMatchObject([
      { side: 'REFERRER', customerId: one.customerId, cents: 5_000, currency: 'EUR', state: 'PAID' },
      { side: 'REFERRED', customerId: placed.customerId, cents: 2_500, currency: 'EUR', state: 'PAID' },
    ]);
    expect(entries.map(({ kind, cents }) => [kind, cents])).toEqual([
      ['PAID', 2_500],
      ['PAID', 5_000],
    ]);
    const told = await app.root.outboxEvent.findMany({ where: { type: 'referrals.reward-paid' } });
    const ids = entries.map(({ id }) => id);
    expect(told.filter(({ payload }) => ids.includes((payload as { entryId: string }).entryId))).toHaveLength(2);
    const steps = await app.root.referralsStep.findMany({ where: { caseId: await caseIdOf(placed) }, orderBy: { id: 'asc' } });
    expect(steps.map(({ before, after }) => [before, after])).toEqual([
      [null, 'PENDING'],
      ['PENDING', 'APPROVED'],
      ['APPROVED', 'PAID'],
    ]);
  });

  it('waits for the end of the withdrawal period, and is found by the hourly run', async () => {
    const { placed } = await recommended();
    await app.root.contract.update({
      where: { id: placed.contractId },
      data: { kind: 'SUPPLY', status: 'active', suppliedFrom: new Date('2026-08-20'), withdrawalEndsOn: new Date('2026-08-25') },
    });
    await settle();
    expect(await caseOf(placed)).toMatchObject({ state: 'PENDING' });
    app.clock.forward({ days: 2 });
    await settle();
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID' });
    app.clock.set('2026-08-24T10:00:00Z');
  });

  it('is paid though a hundred before it cannot be settled, and so is who waits for a voucher; then the run fails', async () => {
    const ids = () => ({ orderId: randomUUID(), codeId: randomUUID(), referrerId: randomUUID(), referredId: randomUUID() });
    const brandId = app.brands.a;
    const nowhere = randomUUID();
    await app.root.referralsCase.createMany({
      data: Array.from({ length: 100 }, () => ({ ...ids(), brandId, campaignId: nowhere, state: 'PENDING' as const })),
    });
    const { one, placed } = await recommended();
    await app.root.contract.update({
      where: { id: placed.contractId },
      data: { kind: 'SUPPLY', status: 'active', suppliedFrom: new Date('2026-08-01'), withdrawalEndsOn: new Date('2026-08-14') },
    });
    const due = { side: 'REFERRER', cents: 777, currency: 'EUR', kind: 'VOUCHER' } as const;
    const { id } = await app.root.referralsReward.create({
      data: { ...due, brandId, caseId: randomUUID(), customerId: one.customerId },
    });
    await addVouchers(await app.as(), { codes: ['WAITED-1'], cents: 777, expiresOn: null });
    await settle();
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID' });
    expect(await app.root.referralsReward.findUnique({ where: { id } })).toMatchObject({ state: 'PAID' });
    const failed = { name: 'referrals.settle', state: 'WAITING', error: { contains: 'could not be done' } } as const;
    expect(await app.root.jobRequest.deleteMany({ where: failed })).toEqual({ count: 1 });
    await app.root.referralsCase.deleteMany({ where: { campaignId: nowhere } });
  });

  it('is written once: neither a step nor an entry of the ledger can be changed', async () => {
    const { placed } = await recommended();
    await supply(placed);
    await expect(app.root.referralsEntry.updateMany({ data: { cents: 1 } })).rejects.toThrow(/written once/);
    await expect(app.root.referralsStep.deleteMany()).rejects.toThrow(/written once/);
  });
});

describe('a contract that does not last', () => {
  it('costs the reward: what was paid is asked back, once', async () => {
    const { placed } = await recommended();
    await supply(placed);
    await ends(placed, 'ENDED', '2026-12-01');
    await ends(placed, 'ENDED', '2026-12-01');
    expect(await caseOf(placed)).toMatchObject({ state: 'CLAWED_BACK', rules: ['ENDED_EARLY'] });
    const { rewards, entries } = await ledger(placed);
    expect(rewards.map(({ state }) => state)).toEqual(['CLAWED_BACK', 'CLAWED_BACK']);
    expect(entries.map(({ cents }) => cents).reduce((sum, cents) => sum + cents, 0)).toBe(0);
    expect(entries).toHaveLength(4);
  });

  it('before supply earns nothing, and leaves the way open for another recommendation', async () => {
    const friend = somebody();
    const { placed } = await recommended(friend);
    await ends(placed, 'REFUSED', '2026-08-24');
    expect(await caseOf(placed)).toMatchObject({ state: 'REJECTED', rules: ['NO_SUPPLY'], rewardKey: null });
    expect((await ledger(placed)).rewards).toEqual([]);
    const { code } = await referrer();
    expect(await caseOf(await place(friend, { code }))).toMatchObject({ state: 'PENDING' });
  });

  it('after its time costs nothing', async () => {
    const { placed } = await recommended();
    await supply(placed);
    await ends(placed, 'ENDED', '2027-03-01');
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID' });
  });
});

describe('the guards', () => {
  it('refuse a reward for oneself, the household, the account, the point and a second time, with their rules', async () => {
    const owner = somebody();
    const IBAN = 'AT611904300234573201';
    const debit = { payment: { method: 'DIRECT_DEBIT', iban: IBAN, hasMandate: true } };
    const { code } = await referrer(owner, debit);
    const rulesOf = async (customer: object, more: object = {}) => (await caseOf(await place(customer, { code, ...more })))?.rules;
    expect(await rulesOf({ ...owner, email: 'other@sample.example' })).toContain('SELF');
    expect(await rulesOf(somebody({ lastName: owner.lastName, houseNumber: owner.houseNumber }))).toEqual(['HOUSEHOLD']);
    expect(await rulesOf(somebody(), debit)).toEqual(['ACCOUNT']);
    const friend = somebody();
    expect(await rulesOf(friend)).toEqual([]);
    expect(await rulesOf(friend)).toEqual(['ALREADY_REFERRED']);
    const accounts = await app.root.referralsCase.findMany();
    expect(JSON.stringify(accounts)).not.toContain(IBAN.slice(-4));
  });

  it('refuse a circle over several', async () => {
    const first = somebody();
    const a = await referrer(first);
    const b = await referrer(somebody(), { code: a.code });
    const c = await referrer(somebody(), { code: b.code });
    expect(await caseOf(c)).toMatchObject({ state: 'PAID' });
    const circle = await place({ ...first, email: 'again@sample.example' }, { code: c.code });
    expect((await caseOf(circle))?.rules).toContain('CIRCLE');
  });
});

describe("a person's word", () => {
  it('is asked for neighbours: accepted they go on, refused they get nothing', async () => {
    const owner = somebody();
    const { code } = await referrer(owner);
    const neighbour = async () => {
      const placed = await place(somebody({ houseNumber: owner.houseNumber }), { code });
      await supply(placed);
      return placed;
    };
    const [good, bad] = [await neighbour(), await neighbour()];
    expect(await caseOf(good)).toMatchObject({ state: 'PENDING', doubts: ['SAME_ADDRESS'] });
    const waiting = await app.gql('{ referrals(waitsForPerson: true) { id } referralSums { pending forPerson } }');
    expect(waiting.data.referrals).toHaveLength(2);
    expect(waiting.data.referralSums).toMatchObject({ forPerson: 2 });

    const accepted = await app.gql(DECIDE, { id: await caseIdOf(good), accept: true, reason: 'They live on the third floor' });
    expect(accepted.data.decideReferral).toMatchObject({
      state: 'PAID',
      reviewedBy: 'tester',
      rewards: [{ cents: 5_000 }, { cents: 2_500 }],
    });
    const refused = await app.gql(DECIDE, { id: await caseIdOf(bad), accept: false, reason: 'One household' });
    expect(refused.data.decideReferral).toMatchObject({ state: 'REJECTED', rules: ['PERSON'], rewards: [] });
    expect(refused.data.decideReferral.steps.at(-1)).toMatchObject({ by: 'tester', rules: ['PERSON'] });
  });

  it('needs a reason, and changes nothing that has moved on', async () => {
    const { placed } = await recommended();
    const id = await caseIdOf(placed);
    expect((await app.gql(DECIDE, { id, accept: false, reason: ' ' })).errors?.[0]?.extensions.code).toBe('REFERRALS_REASON_MISSING');
    expect((await app.gql(CLAW_BACK, { id, reason: 'x' })).errors?.[0]?.extensions.code).toBe('REFERRALS_CASE_DECIDED');
    await supply(placed);
    expect((await app.gql(DECIDE, { id, accept: false, reason: 'x' })).errors?.[0]?.extensions.code).toBe('REFERRALS_CASE_DECIDED');
    const { data } = await app.gql(CLAW_BACK, { id, reason: 'Fraud' });
    expect(data.clawBackReferral).toEqual({
      state: 'CLAWED_BACK',
      rules: ['PERSON'],
      rewards: [{ state: 'CLAWED_BACK' }, { state: 'CLAWED_BACK' }],
    });
  });
});
