import { afterAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#core';
import { payRewards } from './reward.service.ts';
import { openWorld, type Placed, somebody } from './test-data/world.ts';
import { faultsBySchema } from './test-data/xsd.ts';
import { giveVoucher } from './voucher.service.ts';

const world = await openWorld();
const { app, plan, place, referrer, supply, caseOf, settle } = world;
afterAll(world.close);

const IBANS = ['AT611904300234573201', 'DE89370400440532013000'];
const debit = (iban: string) => ({ payment: { method: 'DIRECT_DEBIT', iban, hasMandate: true } });
const somebodyElse = () => app.as('a', { id: 'second', name: 'second' });
const day = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
/** From the next day on rewards are paid like this. */
const pay = async (payout: string) => {
  app.clock.forward({ days: 1 });
  const { errors } = await plan({ payout, validFrom: day(0) });
  expect(errors).toBeUndefined();
};
const earn = async (ibans: readonly [string, string] | null = null) => {
  const one = await referrer(somebody(), ibans ? debit(ibans[0]) : {});
  const placed = await place(somebody(), { code: one.code, requestedStartOn: day(30), ...(ibans && debit(ibans[1])) });
  await supply(placed);
  return placed;
};

const rewardsOf = async (placed: Placed) =>
  app.root.referralsReward.findMany({ where: { caseId: (await caseOf(placed))?.id ?? '' }, orderBy: { id: 'asc' } });
/** How many wait for a row that somebody else is writing. */
const waiting = async () =>
  (await app.root.$queryRaw<object[]>`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    .length;

const PREVIEW = '{ previewReferralPayout { count cents withoutAccount } }';
const PROPOSE = 'mutation { proposeReferralPayout { id number state count cents isOwn executeOn } }';
const RELEASE = 'mutation ($id: ID!) { releaseReferralPayout(id: $id) { state count cents } }';
const DROP = 'mutation ($id: ID!) { dropReferralPayout(id: $id) { state } }';
const CLAW_BACK = 'mutation ($id: ID!) { clawBackReferral(id: $id, reason: "Fraud") { state } }';
const FILE = 'query ($id: ID!) { referralPayoutFile(id: $id) }';
const codeOf = (answer: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => answer.errors?.[0]?.extensions.code;

describe('a payout by transfer', () => {
  it('is proposed by one, released by another, and gives the bank each reward in one file', async () => {
    await pay('TRANSFER');
    const placed = await earn([IBANS[0] ?? '', IBANS[1] ?? '']);
    const poor = await earn();
    expect(await caseOf(placed)).toMatchObject({ state: 'APPROVED' });
    expect((await app.gql(PREVIEW)).data.previewReferralPayout).toEqual({ count: 2, cents: 7_500, withoutAccount: 2 });
    expect(codeOf(await app.gql(PROPOSE))).toBe('REFERRALS_PAYOUT_NO_ACCOUNT');
    await app.configure('referrals', { debtorName: 'Brand A', debtorIban: 'AT48 3200 0000 1234 5864' });

    const { data } = await app.gql(PROPOSE);
    const { id, ...proposed } = data.proposeReferralPayout;
    expect(proposed).toMatchObject({ state: 'PROPOSED', count: 2, cents: 7_500, isOwn: true });
    expect(codeOf(await app.gql(PROPOSE))).toBe('REFERRALS_PAYOUT_EMPTY');
    expect(codeOf(await app.gql(RELEASE, { id }))).toBe('REFERRALS_PAYOUT_FOUR_EYES');
    expect(codeOf(await app.gql(FILE, { id }))).toBe('REFERRALS_PAYOUT_NOT_RELEASED');
    expect(codeOf(await app.gql(FILE, { id: placed.orderId }))).toBe('REFERRALS_PAYOUT_NOT_FOUND');
    expect((await app.gql(RELEASE, { id }, await somebodyElse())).data.releaseReferralPayout).toEqual({
      state: 'RELEASED',
      count: 2,
      cents: 7_500,
    });
    expect(codeOf(await app.gql(RELEASE, { id }, await somebodyElse()))).toBe('REFERRALS_PAYOUT_NOT_OPEN');

    const first = (await app.gql(FILE, { id })).data.referralPayoutFile as string;
    expect(faultsBySchema(first, 'pain.001.001.09.xsd')).toEqual([]);
    expect(IBANS.map((iban) => first.includes(iban))).toEqual([true, true]);
    expect((await app.gql(FILE, { id })).data.referralPayoutFile).toBe(first);
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID' });
    expect(await caseOf(poor)).toMatchObject({ state: 'APPROVED' });
  });

  it('that is given up leaves its rewards due, and what is asked back meanwhile is not paid', async () => {
    const placed = await earn(['AT022050302101023600', 'NL91ABNA0417164300']);
    const given = async () => (await app.gql(PROPOSE)).data.proposeReferralPayout.id as string;
    const dropped = await given();
    expect((await app.gql(DROP, { id: dropped })).data.dropReferralPayout.state).toBe('DROPPED');
    const id = await given();
    await app.gql(CLAW_BACK, { id: (await caseOf(placed))?.id });
    expect((await app.gql(RELEASE, { id }, await somebodyElse())).data.releaseReferralPayout).toEqual({
      state: 'RELEASED',
      count: 0,
      cents: 0,
    });
    const entries = await app.root.referralsEntry.findMany({ where: { customerId: placed.customerId } });
    expect(entries).toEqual([]);
  });

  it('is for people: a key proposes nothing', async () => {
    expect(codeOf(await app.gql(PROPOSE, {}, await app.as('a', { kind: 'api-key' })))).toBe('REFERRALS_PAYOUT_BY_PEOPLE');
  });
});

describe('a voucher', () => {
  const ADD = 'mutation ($codes: [String!]!, $cents: Int!) { addReferralVouchers(codes: $codes, cents: $cents) }';

  it('is mailed to each side once there is one, each code once', async () => {
    await pay('VOUCHER');
    const placed = await earn();
    await settle();
    expect((await app.gql('{ referralVouchers { cents left needed } }')).data.referralVouchers).toEqual([
      { cents: 2_500, left: 0, needed: 1 },
      { cents: 5_000, left: 0, needed: 1 },
    ]);
    expect((await app.gql(ADD, { codes: ['SHOP-1', 'SHOP-2', ' SHOP-1 '], cents: 2_500 })).data.addReferralVouchers).toBe(2);
    expect((await app.gql(ADD, { codes: ['SHOP-1', 'SHOP-3'], cents: 5_000 })).data.addReferralVouchers).toBe(1);
    await settle();
    await settle();
    expect(await caseOf(placed)).toMatchObject({ state: 'PAID' });
    const mails = await app.root.mailMessage.findMany({ where: { text: { contains: 'SHOP-' } } });
    expect(mails.map(({ text }) => /SHOP-\d/.exec(text)?.[0]).sort()).toEqual([expect.stringMatching(/SHOP-[12]/), 'SHOP-3']);
    const stored = JSON.stringify(await app.root.referralsVoucher.findMany());
    expect(stored).not.toContain('SHOP-');
  });

  it('stays in the stock when its reward is cancelled at the last moment', async () => {
    const placed = await earn();
    const rewards = await rewardsOf(placed);
    await app.gql(ADD, { codes: ['LATE-1', 'LATE-2'], cents: 5_000 });
    await app.gql(ADD, { codes: ['LATE-3', 'LATE-4'], cents: 2_500 });
    expect((await app.gql(CLAW_BACK, { id: (await caseOf(placed))?.id })).data.clawBackReferral.state).toBe('CLAWED_BACK');
    for (const reward of rewards) await inTransaction(await app.as(), (ctx) => giveVoucher(ctx, reward));
    expect(await app.root.referralsVoucher.count({ where: { rewardId: { in: rewards.map(({ id }) => id) } } })).toBe(0);
    expect(await app.root.mailMessage.count({ where: { text: { contains: 'LATE-' } } })).toBe(0);
  });

  it('that is given while it is asked back is asked back too', async () => {
    const placed = await earn();
    const [first] = await rewardsOf(placed);
    if (!first) throw new Error('no reward');
    const id = (await caseOf(placed))?.id;
    const clawed = await inTransaction(await app.as(), async (ctx) => {
      await payRewards(ctx, [first]);
      const answer = app.gql(CLAW_BACK, { id });
      await expect.poll(waiting, { timeout: 4_000 }).toBe(1);
      return { answer };
    });
    expect((await clawed.answer).errors).toBeUndefined();
    expect((await rewardsOf(placed)).map(({ state }) => state)).toEqual(['CLAWED_BACK', 'CANCELLED']);
    const { _sum } = await app.root.referralsEntry.aggregate({ where: { rewardId: first.id }, _sum: { cents: true } });
    expect(_sum.cents).toBe(0);
  });

  it('of no amount, or over already, is refused', async () => {
    expect(codeOf(await app.gql(ADD, { codes: ['X'], cents: 0 }))).toBe('REFERRALS_VOUCHERS_INVALID');
    expect(codeOf(await app.gql(ADD, { codes: [' '], cents: 100 }))).toBe('REFERRALS_VOUCHERS_INVALID');
  });
});

describe('a campaign', () => {
  const END = 'mutation ($id: ID!, $on: Date!) { endReferralCampaign(id: $id, on: $on) { validTo } }';

  it('is planned with everything that is wrong said at once, and takes over on its day', async () => {
    const wrong = await plan({ name: ' ', validFrom: '2020-01-01', referrerCents: 0, referredCents: 0, windowDays: 0 });
    expect(codeOf(wrong)).toBe('REFERRALS_CAMPAIGN_INVALID');
    expect(wrong.errors?.[0]?.extensions.fields).toBe('name, validFrom, referrerCents, windowDays');
    await plan({ name: 'Later', validFrom: day(10), referrerCents: 9_900, payout: 'CREDIT' });
    const placed = await earn();
    expect(
      (await app.root.referralsReward.findFirst({ where: { caseId: (await caseOf(placed))?.id ?? '', side: 'REFERRER' } }))?.cents,
    ).toBe(5_000);
    app.clock.forward({ days: 10 });
    const later = await earn();
    expect(
      (await app.root.referralsReward.findFirst({ where: { caseId: (await caseOf(later))?.id ?? '', side: 'REFERRER' } }))?.cents,
    ).toBe(9_900);
  });

  it('ends on a day: from then on a code is refused', async () => {
    const { data } = await app.gql('{ referralCampaigns { id validFrom } }');
    const { code } = await referrer();
    const [newest] = data.referralCampaigns;
    expect(codeOf(await app.gql(END, { id: newest.id, on: newest.validFrom }))).toBe('REFERRALS_CAMPAIGN_END_INVALID');
    expect((await app.gql(END, { id: newest.id, on: day(1) })).data.endReferralCampaign.validTo).toBe(day(1));
    app.clock.forward({ days: 1 });
    const refused = await world.tryToPlace(somebody(), { code, requestedStartOn: day(30) });
    expect(JSON.stringify(refused.errors?.[0]?.extensions.problems)).toContain('REFERRALS_NO_CAMPAIGN');
  });
});
