import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';
import { readCells } from '../db/root-client.ts';

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
      where b.archived_at is null
        and (exists (select from outbox_event e where e.brand_id = b.id and e.published_at is null)
          or exists (select from event_delivery d where d.brand_id = b.id and ${READY}))
      order by b.relayed_at limit 1
      for no key update skip locked)
    returning id`);
  return brand?.id;
}

/** What nobody got yet, oldest first. Committed rows, so they are read beside the claim: as plain cells, by the thousand. */
export async function newEvents(root: object, brandId: string, limit: number): Promise<OutboxRow[]> {
  const rows = await readCells(
    root,
    Prisma.sql`
    select id, type, subject, payload from outbox_event
    where brand_id = ${brandId}::uuid and published_at is null order by id limit ${Prisma.raw(String(limit))}`,
  );
  return rows.map(([id, type, subject, payload]) => ({ id: BigInt(String(id)), type: String(type), subject: String(subject), payload }));
}

/** "<event> <plugin>" of deliveries that exist already: a relay that crashed had come so far. */
export async function knownDeliveries(tx: Reader, brandId: string, events: readonly OutboxRow[]): Promise<ReadonlySet<string>> {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return new Set();
  const rows = await tx.$queryRaw<{ key: string }[]>(Prisma.sql`
    select event_id || ' ' || plugin_id as key from event_delivery
    where event_id between ${first.id} and ${last.id} and brand_id = ${brandId}::uuid`);
  return new Set(rows.map(({ key }) => key));
}

/** A failed delivery holds back the later events of its contract; done or dead releases them. */
export async function heldSubjects(tx: Reader, { brandId, pluginId, events }: Addressed): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ subject: string }[]>(Prisma.sql`
    select distinct d.subject from event_delivery d
    where d.state = 'DUE' and d.brand_id = ${brandId}::uuid and d.plugin_id = ${pluginId} and d.subject = any(${subjectsOf(events)})`);
  return new Set(rows.map(({ subject }) => subject));
}

/** The oldest due delivery of each plugin and subject; what stands behind it comes in the next round. */
export const readyRetries = (tx: Reader, brandId: string, limit: number) =>
  tx.$queryRaw<Retry[]>(Prisma.sql`
    select e.id, e.type, e.subject, e.payload, d.plugin_id as "pluginId"
    from event_delivery d join outbox_event e on e.id = d.event_id
    where d.brand_id = ${brandId}::uuid and ${READY} order by d.event_id limit ${limit}`);

export const publish = async (tx: Writer, events: readonly OutboxRow[]): Promise<void> => {
  if (events.length === 0) return;
  await tx.$executeRaw(Prisma.sql`update outbox_event set published_at = now() where id = any(${idsOf(events)})`);
};

/** As one text each: two thousand parameters in an array cost more on their way than the statement itself. */
const idsOf = (events: readonly OutboxRow[]): Prisma.Sql =>
  Prisma.sql`string_to_array(${events.map(({ id }) => id).join(',')}, ',')::bigint[]`;
const subjectsOf = (events: readonly OutboxRow[]): Prisma.Sql =>
  Prisma.sql`string_to_array(${events.map(({ subject }) => subject).join(',')}, ',')::uuid[]`;

interface Addressed {
  readonly brandId: string;
  readonly pluginId: string;
  readonly events: readonly OutboxRow[];
}

export interface Mark {
  readonly state: 'DONE' | 'DUE' | 'PARKED' | 'DEAD';
  readonly error?: string;
  readonly retryInSeconds?: number;
}

/** The primary key (event, plugin) makes it exactly once: a settled delivery cannot be marked again. Returns the count. */
export const mark = (tx: Writer, { brandId, pluginId, events }: Addressed, { state, error, retryInSeconds }: Mark) =>
  tx.$executeRaw(Prisma.sql`
    insert into event_delivery as d (brand_id, plugin_id, event_id, subject, state, attempt, error, next_at)
    select ${brandId}::uuid, ${pluginId}, e.id, e.subject, ${state}::"DeliveryState", ${error === undefined ? 0 : 1}, ${error ?? null},
      now() + make_interval(secs => ${retryInSeconds ?? null}::double precision)
    from unnest(${idsOf(events)}, ${subjectsOf(events)}) as e(id, subject)
    on conflict (event_id, plugin_id) do update
      set state = excluded.state, attempt = d.attempt + excluded.attempt, error = excluded.error, next_at = excluded.next_at
      where d.state = 'DUE'`);

/** Seconds that the oldest unpublished event waits, per brand. */
export const outboxLag = (db: Reader) =>
  db.$queryRaw<{ brand: string; seconds: number }[]>(Prisma.sql`
    select b.code as brand, extract(epoch from now() - min(e.occurred_at))::float8 as seconds
    from outbox_event e join brand b on b.id = e.brand_id where e.published_at is null group by b.code`);
