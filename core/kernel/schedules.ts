import { Cron } from 'croner';
import type { Prisma } from '#prisma';
import type { TxCtx } from './context.ts';
import { dueSchedules } from './job.sql.ts';
import type { Kernel } from './kernel.ts';
import type { Plugin } from './plugin.ts';

/** When a schedule is due next. A local time that a daylight saving change leaves out runs at the next one that exists; one that comes twice runs once. */
export function nextRun(cron: string, timeZone: string, after: Date): Date {
  const next = new Cron(cron, { timezone: timeZone }).nextRun(after);
  if (!next) throw new Error(`The schedule "${cron}" never comes again`);
  return next;
}

/** Called in the transaction that switches a plugin on: its recurring jobs get their first date. */
export async function createSchedules({ tx, brand, clock }: TxCtx, { jobs = [] }: Plugin): Promise<void> {
  const data = jobs.flatMap(({ name, schedule }) =>
    schedule ? [{ name, cron: schedule, nextAt: nextRun(schedule, brand.timeZone, clock.now()) }] : [],
  );
  await tx.jobSchedule.createMany({ data, skipDuplicates: true });
}

export async function removeSchedules({ tx }: TxCtx, { jobs = [] }: Plugin): Promise<void> {
  await tx.jobSchedule.deleteMany({ where: { name: { in: jobs.map(({ name }) => name) } } });
}

/**
 * Turns every schedule that is due into a job, once per period, and sets its next date. Periods that nobody was there for
 * become one run, not many. A run is left out while the one before is not finished.
 */
export async function runSchedules(kernel: Kernel): Promise<number> {
  const brandIds = await kernel.root.$transaction((tx) => requestDueJobs(tx, kernel.clock.now()));
  for (const brandId of new Set(brandIds)) kernel.signals.tell({ kind: 'job', brandId });
  return brandIds.length;
}

/** Returns the brand of each run. */
async function requestDueJobs(tx: Prisma.TransactionClient, now: Date): Promise<string[]> {
  const due = await dueSchedules(tx, now);
  for (const { brandId, name, cron, dueAt, timeZone } of due) {
    const isRunning =
      (await tx.jobRequest.count({ where: { brandId, name, state: { in: ['WAITING', 'SENT'] }, uniqueKey: { not: null } } })) > 0;
    if (!isRunning) {
      await tx.jobRequest.createMany({
        data: [{ brandId, name, input: {}, uniqueKey: `schedule ${dueAt.toISOString()}` }],
        skipDuplicates: true,
      });
    }
    await tx.jobSchedule.update({
      where: { brandId_name: { brandId, name } },
      data: { lastAt: dueAt, nextAt: nextRun(cron, timeZone, now) },
    });
  }
  return due.map(({ brandId }) => brandId);
}
