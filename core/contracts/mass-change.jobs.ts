import { z } from 'zod';
import { inTransaction } from '../kernel/context.ts';
import { enqueue, type Job, job } from '../kernel/jobs.ts';
import { moveNext } from './mass-change.step.ts';

/** Contracts a run; the next run is another job, so that others have their turn. */
const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Moves a batch of a mass change and asks for the next. Whatever stops it in the middle, what is done is marked and not done again. */
export const runMassChange: Job<{ massChangeId: string }> = job({
  name: 'core.run-mass-change',
  input: z.strictObject({ massChangeId: z.uuid() }),
  timeoutMs: 300_000,
  run: async ({ massChangeId }, ctx) => {
    const change = await ctx.db.massChange.findUnique({ where: { id: massChangeId } });
    if (change?.state !== 'RUNNING') return;
    let after: string | null = FIRST;
    for (let n = 0; n < BATCH && after !== null; n += 1) after = await moveNext(ctx, change, after);
    await inTransaction(ctx, async (tx) => {
      const { state } = await tx.tx.massChange.findUniqueOrThrow({ where: { id: massChangeId } });
      if (state !== 'RUNNING') return;
      const open = await tx.tx.massChangeItem.count({ where: { massChangeId, state: 'OPEN' }, take: 1 });
      if (open > 0) return enqueue(tx, runMassChange, { massChangeId });
      await tx.tx.massChange.update({ where: { id: massChangeId }, data: { state: 'DONE', finishedAt: ctx.clock.now() } });
    });
  },
});
