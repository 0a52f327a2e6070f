import { type Ctx, inTransaction, job, z } from '#core';
import { outcomeOf } from './bands.ts';
import { askAnew, requestPoll } from './credit-check.jobs.ts';
import { openCheck } from './credit-check.service.ts';
import type { StoredCheck } from './credit-check.store.ts';
import { type PolicyInForce, policyNow } from './policy.ts';
import { settings } from './settings.ts';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

type OrderInReview = { readonly orderId: string; readonly partnerId: string | null };

/**
 * Nothing may wait for ever: every hour each order in review gets the check that it lacks. It lacks one when it came in before
 * the plugin was on, when its answer expired, or when the parked job was dropped and the row has waited for a day since.
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
    const policy = await policyNow(ctx, ctx.db);
    const repairs = orders.flatMap((order) => repairOf(ctx, order, { check: checks.get(order.orderId), policy }) ?? []);
    for (const repair of repairs.slice(0, AT_ONCE)) await repair();
  },
});

/** What an order's check needs; null = it is as it should be. */
function repairOf(
  ctx: Ctx,
  order: OrderInReview,
  { check, policy }: { readonly check: StoredCheck | undefined; readonly policy: PolicyInForce },
): (() => Promise<void>) | null {
  if (!check) return () => inTransaction(ctx, (tx) => openCheck(tx, order));
  const outcome = outcomeOf(check, policy, ctx.clock.now());
  // Real time: rows and jobs do not follow a demo clock that was put forward.
  const isStuck = Date.now() - check.updatedAt.getTime() > Math.max(DAY_MS, ctx.activation.settings(settings).pollMinutes * 2 * 60_000);
  const { reportId } = check;
  if (outcome === 'wait-for-people' && isStuck && reportId !== null)
    return () => inTransaction(ctx, (tx) => requestPoll(tx, check, reportId));
  if (outcome === 'ask-anew' || (outcome === 'wait' && isStuck)) return () => inTransaction(ctx, (tx) => askAnew(tx, check));
  return null;
}
