import { Prisma } from '#prisma';
import type { RowLimit } from '../access/viewer.ts';
import type { Db } from '../db/client.ts';

type Reader = Pick<Db, '$queryRaw'>;

/**
 * Numbers what was committed and has no number yet, one brand at a time. A change that commits late gets a late number,
 * so whoever has read up to n never misses one. Returns the brands that got numbers.
 *
 * Two statements on purpose: the second sees what the sequencer before us committed, because it begins after the lock.
 */
export async function sequenceChanges(tx: Reader): Promise<string[]> {
  const turns = await tx.$queryRaw<{ brandId: string }[]>(Prisma.sql`
    select s.brand_id as "brandId" from change_sequence s
    where exists (select from change_log c where c.brand_id = s.brand_id and c.seq is null)
    for no key update skip locked`);
  if (turns.length === 0) return [];
  const rows = await tx.$queryRaw<{ brandId: string }[]>(Prisma.sql`
    with fresh as (
      select c.id, s.brand_id, s.seq + row_number() over (partition by s.brand_id order by c.id) as seq
      from change_sequence s cross join lateral (
        select id from change_log where brand_id = s.brand_id and change_log.seq is null order by id limit 5000) c
      where s.brand_id = any(${turns.map(({ brandId }) => brandId)}::uuid[])
    ), numbered as (
      update change_log c set seq = f.seq from fresh f where c.id = f.id returning c.brand_id, c.seq
    ), last as (
      select brand_id, max(seq) as seq from numbered group by brand_id
    )
    update change_sequence s set seq = last.seq from last where s.brand_id = last.brand_id
    returning s.brand_id as "brandId"`);
  return rows.map(({ brandId }) => brandId);
}

export interface ChangeRow {
  readonly seq: bigint;
  readonly entity: string;
  readonly entityId: string;
}

export interface ChangeQuery {
  readonly brandId: string;
  readonly rows: RowLimit;
  readonly after: bigint;
  readonly entities: readonly string[];
  readonly limit: number;
}

/** Changes after a number, oldest first, as far as the viewer could see the row before or after the change. */
export const changesAfter = (db: Reader, { brandId, rows, after, entities, limit }: ChangeQuery) =>
  db.$queryRaw<ChangeRow[]>(Prisma.sql`
    select seq, entity, entity_id as "entityId" from change_log
    where brand_id = ${brandId}::uuid and seq > ${after} and entity = any(${[...entities]})
      and ${audience(rows)}
    order by seq limit ${limit}`);

function audience(rows: RowLimit): Prisma.Sql {
  if (rows.kind === 'all') return Prisma.sql`true`;
  if (rows.kind === 'guest') return Prisma.sql`false`;
  const ids = [...rows.ids];
  return rows.kind === 'partners'
    ? Prisma.sql`partner_ids && ${ids}::uuid[]`
    : Prisma.sql`((entity = 'Order' and entity_id = any(${ids}::uuid[]))
        or (entity = 'Contract' and exists (select from contract k where k.id = entity_id and k.order_id = any(${ids}::uuid[]))))`;
}

/** The last number of a brand. */
export async function lastChange(db: Reader, brandId: string): Promise<bigint> {
  const [row] = await db.$queryRaw<{ seq: bigint }[]>(Prisma.sql`select seq from change_sequence where brand_id = ${brandId}::uuid`);
  return row?.seq ?? 0n;
}
