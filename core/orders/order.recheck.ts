import { z } from 'zod';
import { contractResubmitted } from '../contracts/contract.points.ts';
import { on } from '../kernel/events.ts';
import { enqueue, type Job, job } from '../kernel/jobs.ts';
import { pluginSwitched } from '../kernel/switching.ts';
import { recheckOrder } from './order.review.ts';

const BATCH = 200;

/** Asks again about every order that waits for a plugin. Each in a transaction of its own, so that a long list locks nothing for long. */
export const recheckWaiting: Job<{ pluginId: string }> = job({
  name: 'core.recheck-waiting',
  input: z.object({ pluginId: z.string() }),
  timeoutMs: 3_600_000,
  run: async ({ pluginId }, ctx) => {
    for (let after = ''; ; ) {
      const orders = await ctx.db.order.findMany({
        where: {
          contracts: { some: { status: 'in_review', pending: { array_contains: [{ pluginId }] } } },
          ...(after && { id: { gt: after } }),
        },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: BATCH,
      });
      for (const { id } of orders) await recheckOrder(ctx, id);
      const last = orders.at(-1);
      if (!last || orders.length < BATCH) return;
      after = last.id;
    }
  },
});

/** Orders that wait for a plugin which goes off are decided again without it. */
export const recheckWithout = on(pluginSwitched, async ({ pluginId, isEnabled }, ctx) => {
  if (!isEnabled) await enqueue(ctx, recheckWaiting, { pluginId });
});

/** Asks again about the order of one contract. */
export const recheckResubmitted: Job<{ contractId: string }> = job({
  name: 'core.recheck-resubmitted',
  input: z.object({ contractId: z.uuid() }),
  run: async ({ contractId }, ctx) => {
    const contract = await ctx.db.contract.findUnique({ where: { id: contractId }, select: { orderId: true } });
    if (contract) await recheckOrder(ctx, contract.orderId);
  },
});

/** What comes back into review is decided as if it had just come in. */
export const recheckAnswered = on(contractResubmitted, ({ contractId }, ctx) => enqueue(ctx, recheckResubmitted, { contractId }));
