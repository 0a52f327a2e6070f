import { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

/** How one of a plugin's jobs did for the brand. */
export interface JobHealth {
  readonly name: string;
  readonly done: number;
  readonly waiting: number;
  readonly dead: number;
  readonly parked: number;
  /** From the hand-over to the queue until its end, of those that are done; null = none is. */
  readonly averageMs: number | null;
  readonly lastAt: Date | null;
  readonly lastError: string | null;
}

type Reader = Pick<Ctx, 'db' | 'scope'>;

/** The plugin's jobs of the last days, in one statement. */
export const jobHealth = ({ db, scope }: Reader, { pluginId, since }: { readonly pluginId: string; readonly since: Date }) =>
  db.$queryRaw<JobHealth[]>(Prisma.sql`
    select j.name,
      (count(*) filter (where j.state = 'DONE'))::int as done,
      (count(*) filter (where j.state in ('WAITING', 'SENT')))::int as waiting,
      (count(*) filter (where j.state = 'DEAD'))::int as dead,
      (count(*) filter (where j.state = 'PARKED'))::int as parked,
      (avg(extract(epoch from j.finished_at - j.sent_at) * 1000) filter (where j.state = 'DONE'))::float8 as "averageMs",
      max(j.finished_at) as "lastAt",
      (array_agg(j.error order by coalesce(j.finished_at, j.created_at) desc) filter (where j.error is not null))[1] as "lastError"
    from job_request j
    where j.brand_id = ${scope.viewer.brandId}::uuid and starts_with(j.name, ${`${pluginId}.`}) and j.created_at >= ${since}
    group by j.name
    order by j.name`);

export interface EventHealth {
  readonly due: number;
  readonly dead: number;
  readonly parked: number;
  readonly lastError: string | null;
}

/** Events that the plugin did not take yet. Those it took are many, and not counted. */
export async function eventHealth({ db, scope }: Reader, pluginId: string): Promise<EventHealth> {
  const [row] = await db.$queryRaw<EventHealth[]>(Prisma.sql`
    select (count(*) filter (where d.state = 'DUE'))::int as due,
      (count(*) filter (where d.state = 'DEAD'))::int as dead,
      (count(*) filter (where d.state = 'PARKED'))::int as parked,
      (array_agg(d.error order by d.event_id desc) filter (where d.error is not null))[1] as "lastError"
    from event_delivery d
    where d.brand_id = ${scope.viewer.brandId}::uuid and d.plugin_id = ${pluginId} and d.state in ('DUE', 'DEAD', 'PARKED')`);
  return row ?? { due: 0, dead: 0, parked: 0, lastError: null };
}
