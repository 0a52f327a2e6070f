import { z } from 'zod';
import { inTransaction } from '../kernel/context.ts';
import { goOn, type Job, job } from '../kernel/jobs.ts';
import { lookAtNext } from './mass-change.preview.ts';
import { moveNext } from './mass-change.step.ts';

/** Contracts of one slice; between two, others have their turn. */
const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** A look at a hundred thousand contracts takes minutes; what takes longer has died. */
const PREVIEW_MS = 60 * 60 * 1_000;

/** Looks at what a mass change means, page by page; afterwards it can be started. */
export const lookAtMassChange: Job<{ massChangeId: string; after: string | null }> = job({
  name: 'core.look-at-mass-change',
  input: z.strictObject({ massChangeId: z.uuid(), after: z.uuid().nullable() }),
  timeoutMs: 300_000,
  run: async ({ massChangeId, after }, ctx) => {
    const change = await ctx.db.massChange.findUnique({ where: { id: massChangeId } });
    if (change?.state !== 'PREVIEWING') return;
    const last = await inTransaction(ctx, (ctx) => lookAtNext(ctx, change, after ?? FIRST));
    if (last !== null) return goOn(ctx, lookAtMassChange, { massChangeId, after: last });
    await ctx.db.massChange.updateMany({ where: { id: massChangeId, state: 'PREVIEWING' }, data: { state: 'PREVIEWED' } });
  },
});

/** Takes away previews that nobody finished because their request or job died: nothing was moved, and nobody could start them. */
export const tidyPreviews: Job<Record<string, never>> = job({
  name: 'core.tidy-mass-changes',
  input: z.strictObject({}),
  schedule: '35 * * * *',
  run: (_input, ctx) =>
    inTransaction(ctx, async ({ tx, clock }) => {
      const dead = { state: 'PREVIEWING' as const, createdAt: { lt: new Date(clock.now().getTime() - PREVIEW_MS) } };
      const ids = (await tx.massChange.findMany({ where: dead, select: { id: true } })).map(({ id }) => id);
      await tx.massChangeItem.deleteMany({ where: { massChangeId: { in: ids } } });
      await tx.massChange.deleteMany({ where: { id: { in: ids } } });
    }),
});

/** Moves a batch of a mass change, then the next. Whatever stops it in the middle, what is done is marked and not done again. */
export const runMassChange: Job<{ massChangeId: string }> = job({
  name: 'core.run-mass-change',
  input: z.strictObject({ massChangeId: z.uuid() }),
  timeoutMs: 300_000,
  run: async ({ massChangeId }, ctx) => {
    const change = await ctx.db.massChange.findUnique({ where: { id: massChangeId } });
    if (change?.state !== 'RUNNING') return;
    let after: string | null = FIRST;
    for (let n = 0; n < BATCH && after !== null; n += 1) after = await moveNext(ctx, change, after);
    const open = await ctx.db.massChangeItem.count({ where: { massChangeId, state: 'OPEN' }, take: 1 });
    if (open > 0) return goOn(ctx, runMassChange, { massChangeId });
    const done = { state: 'DONE' as const, finishedAt: ctx.clock.now() };
    await ctx.db.massChange.updateMany({ where: { id: massChangeId, state: 'RUNNING' }, data: done });
  },
});
