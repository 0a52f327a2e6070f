import { job, z } from '#core';
import { PREVIEW_MINUTES } from './templates/preview.ts';

/** Previews hold what stands in contracts: they go once nobody can look at them any more. */
export const tidyPreviews = job({
  name: 'notifications.tidy-previews',
  input: z.strictObject({}),
  schedule: '10 * * * *',
  run: async (_input, { db, wallClock }) => {
    const since = new Date(wallClock.now().getTime() - PREVIEW_MINUTES * 60_000);
    await db.notificationsPreview.deleteMany({ where: { createdAt: { lt: since } } });
  },
});
