import { z } from 'zod';
import { type Job, job } from '../kernel/jobs.ts';
import { abandonStaging } from './import.service.ts';

/** No upload takes longer, ms: the process that read it was killed. */
const LONGEST_UPLOAD_MS = 3_600_000;

/** Stops imports whose file never came in as a whole, so that nobody waits for them. */
export const stopDeadUploads: Job<Record<string, never>> = job({
  name: 'core.stop-dead-uploads',
  input: z.strictObject({}),
  schedule: '25 * * * *',
  run: async (_input, ctx) => {
    const before = new Date(ctx.clock.now().getTime() - LONGEST_UPLOAD_MS);
    const dead = await ctx.db.importRun.findMany({ where: { state: 'STAGING', createdAt: { lt: before } }, select: { id: true } });
    for (const { id } of dead) await abandonStaging(ctx, id);
  },
});
