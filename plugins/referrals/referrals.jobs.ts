import { goOn, inTransaction, type JobCtx, job, toDbDate, todayIn, z } from '#core';
import { settleCase } from './case.service.ts';
import { mailInvitation } from './code.service.ts';
import { giveVoucher } from './voucher.service.ts';

const SLICE = 100;
const Slice = z.object({ after: z.uuid().optional() });

/**
 * What comes with time alone: the withdrawal period ends, supply has lasted long enough, an invitation may go out. Every hour,
 * one transaction each, so that one that fails keeps nobody else waiting. Safe to repeat.
 */
export const settleDue = job({
  name: 'referrals.settle',
  input: Slice,
  schedule: '41 * * * *',
  attempts: 3,
  run: async ({ after }, ctx) => {
    const cases = await ctx.db.referralsCase.findMany({
      where: { state: { in: ['PENDING', 'APPROVED'] }, ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: SLICE,
    });
    for (const found of cases) await inTransaction(ctx, (tx) => settleCase(tx, found));
    const last = cases.at(-1);
    if (last && cases.length === SLICE) goOn(ctx, settleDue, { after: last.id });
    else {
      await giveDue(ctx);
      await mailDue(ctx);
    }
  },
});

/** Rewards that wait for a voucher get one of the stock. */
async function giveDue(ctx: JobCtx): Promise<void> {
  const rewards = await ctx.db.referralsReward.findMany({
    where: { kind: 'VOUCHER', state: 'DUE' },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  });
  for (const reward of rewards) await inTransaction(ctx, (tx) => giveVoucher(tx, reward));
}

/** Invitations whose day has come. Whoever may not be mailed now is looked at again the next time, for a week. */
async function mailDue(ctx: JobCtx): Promise<void> {
  const today = toDbDate(todayIn(ctx.clock, ctx.brand.timeZone));
  const codes = await ctx.db.referralsCode.findMany({
    where: { mailedAt: null, endedAt: null, mailOn: { lte: today, gte: new Date(today.getTime() - WEEK_MS) } },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  });
  for (const code of codes) await inTransaction(ctx, (tx) => mailInvitation(tx, code));
}
const WEEK_MS = 7 * 86_400_000;
const AT_ONCE = 500;
