import type { Ctx } from '../kernel/context.ts';
import type { Plugin } from '../kernel/plugin.ts';
import { countsSince, healthOf, type PlaceHealth } from '../kernel/plugin-health.ts';
import { type EventHealth, eventHealth, type JobHealth, jobHealth } from './plugin-health.sql.ts';

/** Jobs that ended longer ago say nothing about how a plugin is. */
const DAYS = 7;
const DAY_MS = 86_400_000;

export interface PluginHealth {
  /** Since when this process counts the places. */
  readonly since: Date;
  readonly places: readonly PlaceHealth[];
  readonly jobs: readonly ScheduledJob[];
  readonly events: EventHealth;
}

export interface ScheduledJob extends JobHealth {
  readonly cron: string | null;
  readonly nextAt: Date | null;
}

const NEVER = { done: 0, waiting: 0, dead: 0, parked: 0, averageMs: null, lastAt: null, lastError: null };

/** How a plugin does for the brand: at its points as this process saw it, its jobs of the last week and its open events as all did. */
export async function pluginHealth(ctx: Ctx, { id, jobs = [] }: Plugin): Promise<PluginHealth> {
  const since = new Date(Date.now() - DAYS * DAY_MS); // jobs live in real time
  const [ran, events, schedules] = await Promise.all([
    jobHealth(ctx, { pluginId: id, since }),
    eventHealth(ctx, id),
    ctx.db.jobSchedule.findMany({ where: { name: { startsWith: `${id}.` } }, select: { name: true, cron: true, nextAt: true } }),
  ]);
  return {
    since: countsSince,
    places: healthOf(ctx.brand.id, id),
    events,
    jobs: jobs.map(({ name }) => {
      const { cron = null, nextAt = null } = schedules.find((schedule) => schedule.name === name) ?? {};
      return { ...(ran.find((job) => job.name === name) ?? { name, ...NEVER }), cron, nextAt };
    }),
  };
}
