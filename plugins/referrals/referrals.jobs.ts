import { goOn, inTransaction, type JobCtx, job, type TxCtx, toDbDate, todayIn, z } from '#core';
import { settleCase } from './case.service.ts';
import { mailInvitation } from './code.service.ts';
import { giveVoucher } from './voucher.service.ts';

const SLICE = 100;
/** `failed` = the first one of an earlier slice that could not be done. */
const Slice = z.object({ after: z.uuid().optional(), failed: z.uuid().optional() });

/**
 * What comes with time alone: the withdrawal period ends, supply has lasted long enough, an invitation may go out. Every hour,
 * one transaction each, so that one that fails keeps nobody else waiting: the run fails when all had their turn. Safe to repeat.
 */
export const settleDue = job({
  name: 'referrals.settle',
  input: Slice,
  schedule: '41 * * * *',
  attempts: 3,
  run: async ({ after, failed: before }, ctx) => {
    const cases = await ctx.db.referralsCase.findMany({
      where: { state: { in: ['PENDING', 'APPROVED'] }, ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: SLICE,
    });
    const unsettled = await oneByOne(ctx, cases, settleCase);
    const failed = before ?? unsettled;
    const last = cases.at(-1);
    if (last && cases.length === SLICE) {
      goOn(ctx, settleDue, { after: last.id, ...(failed !== null && { failed }) });
      return;
    }
    const [ungiven, unmailed] = [await giveDue(ctx), await mailDue(ctx)];
    const first = failed ?? ungiven ?? unmailed;
    if (first !== null) throw new Error(`${first} could not be done, and maybe others; the log says why`);
  },
});

/** A transaction each. Gives back the first one that failed, when all had their turn. */
async function oneByOne<T extends { readonly id: string }>(
  ctx: JobCtx,
  rows: readonly T[],
  step: (ctx: TxCtx, row: T) => Promise<void>,
): Promise<string | null> {
  const failed: string[] = [];
  for (const row of rows) {
    try {
      await inTransaction(ctx, (tx) => step(tx, row));
    } catch (cause) {
      ctx.log.error({ id: row.id, err: cause }, 'a step of recommendations failed');
      failed.push(row.id);
    }
  }
  return failed[0] ?? null;
}

/** Rewards that wait for a voucher get one of the stock. */
async function giveDue(ctx: JobCtx): Promise<string | null> {
  const rewards = await ctx.db.referralsReward.findMany({
    where: { kind: 'VOUCHER', state: 'DUE' },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  });
  return oneByOne(ctx, rewards, giveVoucher);
}

/** Invitations whose day has come. Whoever may not be mailed now is looked at again the next time, for a week. */
async function mailDue(ctx: JobCtx): Promise<string | null> {
  const today = toDbDate(todayIn(ctx.clock, ctx.brand.timeZone));
  const codes = await ctx.db.referralsCode.findMany({
    where: { mailedAt: null, endedAt: null, mailOn: { lte: today, gte: new Date(today.getTime() - WEEK_MS) } },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  });
  return oneByOne(ctx, codes, mailInvitation);
}
const WEEK_MS = 7 * 86_400_000;
const AT_ONCE = 500;
