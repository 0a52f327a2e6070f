import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

export interface OutboxRow {
  readonly id: bigint;
  readonly type: string;
  readonly subject: string;
  readonly payload: unknown;
}
export type Retry = OutboxRow & { readonly pluginId: string };

type Reader = Pick<Db, '$queryRaw'>;
type Writer = Pick<Db, '$executeRaw'>;

/** Due, and nothing older of the same plugin and subject is due. `d` is event_delivery. */
const READY = Prisma.sql`d.state = 'DUE' and coalesce(d.next_at, now()) <= now() and not exists (
  select from event_delivery earlier
  where earlier.state = 'DUE' and earlier.brand_id = d.brand_id and earlier.plugin_id = d.plugin_id
    and earlier.subject = d.subject and earlier.event_id < d.event_id)`;

/** Takes the brand that waited longest. Its batch belongs to one relay, so a contract's events keep their order. */
export async function claimBrand(tx: Reader): Promise<string | undefined> {
  const [brand] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    update brand set relayed_at = clock_timestamp() where id = (
      select b.id from brand b
      where exists (select from outbox_event e where e.brand_id = b.id and e.published_at is null)
         or exists (select from event_delivery d where d.brand_id = b.id and ${READY})
      order by b.relayed_at limit 1
      for no key update skip locked)
    returning id`);
  return brand?.id;
}

export const newEvents = (tx: Reader, brandId: string, limit: number) =>
  tx.$queryRaw<OutboxRow[]>(Prisma.sql`
    select id, type, subject, payload from outbox_event
    where brand_id = ${brandId}::uuid and published_at is null order by id limit ${limit}`);

/** The oldest due delivery of each plugin and subject; what stands behind it comes in the next round. */
export const readyRetries = (tx: Reader, brandId: string, limit: number) =>
  tx.$queryRaw<Retry[]>(Prisma.sql`
    select e.id, e.type, e.subject, e.payload, d.plugin_id as "pluginId"
    from event_delivery d join outbox_event e on e.id = d.event_id
    where d.brand_id = ${brandId}::uuid and ${READY} order by d.event_id limit ${limit}`);

export const publish = (tx: Writer, ids: readonly bigint[]) =>
  tx.$executeRaw(Prisma.sql`update outbox_event set published_at = now() where id = any(${[...ids]}::bigint[])`);

export interface Mark {
  readonly state: 'DONE' | 'DUE' | 'PARKED' | 'DEAD';
  readonly error?: string;
  readonly retryInSeconds?: number;
}

/** The primary key (event, plugin) makes it exactly once: a settled delivery cannot be marked again. Returns the count. */
export const mark = (
  tx: Writer,
  { brandId, pluginId, events }: { brandId: string; pluginId: string; events: readonly OutboxRow[] },
  { state, error, retryInSeconds }: Mark,
) =>
  tx.$executeRaw(Prisma.sql`
    insert into event_delivery as d (brand_id, plugin_id, event_id, subject, state, attempt, error, next_at)
    select ${brandId}::uuid, ${pluginId}, e.id, e.subject, ${state}::"DeliveryState", ${error === undefined ? 0 : 1}, ${error ?? null},
      now() + make_interval(secs => ${retryInSeconds ?? null}::double precision)
    from unnest(${events.map(({ id }) => id)}::bigint[], ${events.map(({ subject }) => subject)}::uuid[]) as e(id, subject)
    on conflict (event_id, plugin_id) do update
      set state = excluded.state, attempt = d.attempt + excluded.attempt, error = excluded.error, next_at = excluded.next_at
      where d.state = 'DUE'`);

/** Seconds that the oldest unpublished event waits, per brand. */
export const outboxLag = (db: Reader) =>
  db.$queryRaw<{ brand: string; seconds: number }[]>(Prisma.sql`
    select b.code as brand, extract(epoch from now() - min(e.occurred_at))::float8 as seconds
    from outbox_event e join brand b on b.id = e.brand_id where e.published_at is null group by b.code`);
