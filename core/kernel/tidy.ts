import { z } from 'zod';
import { type Job, type JobCtx, job } from './jobs.ts';
import { deleteSettledEvents, deleteSettledJobs } from './tidy.sql.ts';

const DAY_MS = 86_400_000;
/** How long the machinery's own notes are kept, days. Business rows are never deleted here. */
const KEEP = { events: 90, jobs: 30, idempotencyKeys: 30, apiRequests: 30, signIns: 1 } as const;

/** Forgets what the machinery no longer needs, every night. */
export const tidyUp: Job<Record<string, never>> = job({
  name: 'core.tidy-up',
  input: z.strictObject({}),
  schedule: '40 2 * * *',
  timeoutMs: 3_600_000,
  run: async (_input, ctx) => {
    await untilNone(() => deleteSettledEvents(ctx.db, ctx.brand.id, daysAgo(KEEP.events)));
    await untilNone(() => deleteSettledJobs(ctx.db, ctx.brand.id, daysAgo(KEEP.jobs)));
    await ctx.db.idempotencyRecord.deleteMany({ where: { createdAt: { lt: daysAgo(KEEP.idempotencyKeys) } } });
    await ctx.db.apiRequest.deleteMany({ where: { at: { lt: daysAgo(KEEP.apiRequests) } } });
    await forgetSignIns(ctx);
  },
});

async function forgetSignIns({ db }: JobCtx): Promise<void> {
  const expired = { expiresAt: { lt: daysAgo(KEEP.signIns) } };
  await db.session.deleteMany({ where: expired });
  await db.loginToken.deleteMany({ where: expired });
}

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

async function untilNone(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}
