import { emit, type TxCtx } from '#core';
import { noteStep } from './case.history.ts';
import { clawBackTurn, payTurn, type RewardTurn } from './reward.life.ts';
import { rewardClawedBack, rewardPaid } from './reward.points.ts';

type Tables = TxCtx['tx'];
type Reward = NonNullable<Awaited<ReturnType<Tables['referralsReward']['findFirst']>>>;
type Case = NonNullable<Awaited<ReturnType<Tables['referralsCase']['findFirst']>>>;

/** Both sides get what the campaign says; a credit is paid by booking it. Safe to repeat. */
export async function grantRewards(ctx: TxCtx, { id: caseId, campaignId, referrerId, referredId }: Case): Promise<void> {
  const { tx, clock } = ctx;
  const {
    referrerCents,
    referredCents,
    currency,
    payout: kind,
  } = await tx.referralsCampaign.findUniqueOrThrow({ where: { id: campaignId } });
  const sides = [
    { side: 'REFERRER', customerId: referrerId, cents: referrerCents },
    { side: 'REFERRED', customerId: referredId, cents: referredCents },
  ] as const;
  const data = sides.filter(({ cents }) => cents > 0).map((one) => ({ ...one, caseId, currency, kind, createdAt: clock.now() }));
  await tx.referralsReward.createMany({ data, skipDuplicates: true });
  if (kind === 'CREDIT') await payRewards(ctx, await tx.referralsReward.findMany({ where: { caseId }, orderBy: { id: 'asc' } }));
}

/** The rewards count as paid: each gets its ledger entry, and a case of which all are paid is paid. */
export async function payRewards(ctx: TxCtx, rewards: readonly Reward[]): Promise<void> {
  for (const reward of rewards) {
    const turn = payTurn(reward);
    if (turn) await writeTurn(ctx, reward, turn);
  }
  for (const caseId of new Set(rewards.map((reward) => reward.caseId))) await closeCase(ctx, caseId);
}

/** What is not paid yet never will be, and what is paid is asked back. */
export async function clawBackRewards(ctx: TxCtx, caseId: string): Promise<void> {
  for (const reward of await ctx.tx.referralsReward.findMany({ where: { caseId }, orderBy: { id: 'asc' } })) {
    await clawBack(ctx, reward);
  }
}

/** Whoever was faster has left another state, which is asked back in its turn: nothing is passed over. */
async function clawBack(ctx: TxCtx, reward: Reward): Promise<void> {
  const turn = clawBackTurn(reward);
  if (!turn || (await writeTurn(ctx, reward, turn))) return;
  await clawBack(ctx, await ctx.tx.referralsReward.findUniqueOrThrow({ where: { id: reward.id } }));
}

/** Writes a step of a reward with its entry, once: whoever comes second finds another state. Gives back whether it did. */
async function writeTurn(ctx: TxCtx, reward: Reward, { state, entry }: RewardTurn): Promise<boolean> {
  const { tx, clock } = ctx;
  const data = { state, ...(state === 'PAID' && { paidAt: clock.now() }), ...(state === 'CANCELLED' && { payoutId: null }) };
  const { count } = await tx.referralsReward.updateMany({ where: { id: reward.id, state: reward.state }, data });
  if (count === 0) return false;
  if (!entry) return true;
  const { id: rewardId, customerId, currency, kind: payout } = reward;
  const { id: entryId } = await tx.referralsEntry.create({
    data: { ...entry, rewardId, customerId, currency, payout, bookedAt: clock.now() },
    select: { id: true },
  });
  await emit(ctx, entry.kind === 'PAID' ? rewardPaid : rewardClawedBack, { rewardId, entryId });
  return true;
}

async function closeCase(ctx: TxCtx, caseId: string): Promise<void> {
  const open = await ctx.tx.referralsReward.count({ where: { caseId, state: { not: 'PAID' } } });
  if (open > 0) return;
  const { count } = await ctx.tx.referralsCase.updateMany({ where: { id: caseId, state: 'APPROVED' }, data: { state: 'PAID' } });
  if (count > 0) await noteStep(ctx, { caseId, before: 'APPROVED', after: 'PAID', rules: [] });
}
