import { type Ctx, inTransaction, job, z } from '#core';
import { NO_ANSWER, outcomeOf } from './bands.ts';
import { askAnew, requestPoll } from './credit-check.jobs.ts';
import { openCheck } from './credit-check.service.ts';
import type { StoredCheck } from './credit-check.store.ts';
import { type PolicyInForce, policyNow } from './policy.ts';
import { type CreditCheckSettings, firstBureau, settings } from './settings.ts';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

type OrderInReview = { readonly orderId: string; readonly partnerId: string | null };

/**
 * Nothing may wait for ever: every hour each order in review gets the check that it lacks. It lacks one when it came in before
 * the plugin was on, when its answer expired, when the parked job was dropped and the row has waited for a day since, or when
 * no bureau answered and the one that was asked answers again: a person need not decide then.
 */
export const catchUp = job({
  name: 'credit-check.catch-up',
  input: z.object({}),
  schedule: '17 * * * *',
  attempts: 3,
  run: async (_input, ctx) => {
    const orders = await ctx.db.contract.findMany({
      where: { status: 'in_review' },
      select: { orderId: true, partnerId: true },
      distinct: ['orderId'],
      orderBy: { orderId: 'asc' },
    });
    const rows = await ctx.db.creditCheck.findMany({ where: { orderId: { in: orders.map(({ orderId }) => orderId) } } });
    const checks = new Map(rows.map((row) => [row.orderId, row]));
    const known = { policy: await policyNow(ctx, ctx.db), lastAnswers: await lastAnswers(ctx.db) };
    const repairs = orders.flatMap((order) => repairOf(ctx, order, { check: checks.get(order.orderId), ...known }) ?? []);
    for (const repair of repairs.slice(0, AT_ONCE)) await repair();
  },
});

/** What an order's check needs; null = it is as it should be. */
function repairOf(
  ctx: Ctx,
  order: OrderInReview,
  {
    check,
    policy,
    lastAnswers,
  }: { readonly check: StoredCheck | undefined; readonly policy: PolicyInForce; readonly lastAnswers: LastAnswers },
): (() => Promise<void>) | null {
  if (!check) return () => inTransaction(ctx, (tx) => openCheck(tx, order));
  const outcome = outcomeOf(check, policy, ctx.clock.now());
  const given = ctx.activation.settings(settings);
  // Real time: rows and jobs do not follow a demo clock that was put forward.
  const isStuck = Date.now() - check.updatedAt.getTime() > Math.max(DAY_MS, given.pollMinutes * 2 * 60_000);
  const { reportId } = check;
  if (outcome === 'wait-for-people' && isStuck && reportId !== null)
    return () => inTransaction(ctx, (tx) => requestPoll(tx, check, reportId));
  const isWorthIt =
    isUnanswered(check) && (isStuck || askedOf(check, given).some((bureau) => isBefore(check.askedAt, lastAnswers.get(bureau))));
  if (outcome === 'ask-anew' || isWorthIt || (outcome === 'wait' && isStuck)) return () => inTransaction(ctx, (tx) => askAnew(tx, check));
  return null;
}

/** All tries were in vain, and nobody has decided since. */
const isUnanswered = ({ state, problem, decisionAccept }: StoredCheck): boolean =>
  state === 'FAILED' && problem === NO_ANSWER && decisionAccept === null;

/** The bureau that was asked last; where that is the one that steps in, the first one had been asked too. */
function askedOf({ bureau }: StoredCheck, given: CreditCheckSettings): string[] {
  if (bureau === null) return [];
  return bureau === given.fallbackBureau ? [bureau, firstBureau(given, 'PERSON'), firstBureau(given, 'COMPANY')] : [bureau];
}

type LastAnswers = ReadonlyMap<string, Date>;

/** When each bureau answered last, about whomever. */
async function lastAnswers(tables: Pick<Ctx['db'], 'creditCheckReport'>): Promise<LastAnswers> {
  const answered = await tables.creditCheckReport.groupBy({ by: ['bureau'], _max: { answeredAt: true } });
  return new Map(answered.flatMap(({ bureau, _max: { answeredAt } }) => (answeredAt === null ? [] : [[bureau, answeredAt] as const])));
}

const isBefore = (asked: Date | null, answered: Date | undefined): boolean =>
  answered !== undefined && (asked === null || asked < answered);
