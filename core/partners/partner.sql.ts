import { Prisma } from '#prisma';
import type { Ctx, TxCtx } from '../kernel/context.ts';

/**
 * Notes every order, contract and customer of these partners as changed, for those who see them before or after a move:
 * `audience` are the moved partner's former and new superiors. Across the tenant's brands, because the tree is the tenant's.
 */
export const noteMoved = ({ tx, brand }: TxCtx, { partnerIds, audience }: { partnerIds: readonly string[]; audience: readonly string[] }) =>
  tx.$executeRaw(Prisma.sql`
    insert into change_log (brand_id, entity, entity_id, partner_ids)
    select r.brand_id, r.entity, r.id, ${[...audience]}::uuid[] || r.partner_id
    from (
      select brand_id, 'Order' as entity, id, partner_id from "order" where partner_id = any(${[...partnerIds]}::uuid[])
      union all select brand_id, 'Contract', id, partner_id from contract where partner_id = any(${[...partnerIds]}::uuid[])
      union all select brand_id, 'Customer', id, partner_id from customer where partner_id = any(${[...partnerIds]}::uuid[])
    ) r
    join brand b on b.id = r.brand_id and b.tenant_id = ${brand.tenantId}::uuid`);

/** How many contracts of a partner stand where, by what their statuses mean. */
export interface Pipeline {
  readonly open: number;
  readonly review: number;
  readonly waiting: number;
  readonly supply: number;
  readonly ended: number;
  readonly refused: number;
}

export interface PipelineQuestion {
  readonly partnerIds: readonly string[];
  /** Instants; the second one is exclusive. */
  readonly from: Date | null;
  readonly before: Date | null;
}

/** Counted in one statement, in the viewer's rows. */
export async function countPipeline(
  { db, scope }: Pick<Ctx, 'db' | 'scope'>,
  { partnerIds, from, before }: PipelineQuestion,
): Promise<Pipeline> {
  const [row] = await db.$queryRaw<Pipeline[]>(Prisma.sql`
    select (count(*) filter (where c.kind = 'OPEN'))::int as open,
      (count(*) filter (where c.kind = 'REVIEW'))::int as review,
      (count(*) filter (where c.kind = 'WAITING'))::int as waiting,
      (count(*) filter (where c.kind = 'SUPPLY'))::int as supply,
      (count(*) filter (where c.kind = 'ENDED'))::int as ended,
      (count(*) filter (where c.kind = 'REFUSED'))::int as refused
    from contract c
    where ${scope.sql('c')} and c.partner_id = any(${[...partnerIds]}::uuid[])
      and (${from}::timestamptz is null or c.created_at >= ${from}::timestamptz)
      and (${before}::timestamptz is null or c.created_at < ${before}::timestamptz)`);
  return row ?? { open: 0, review: 0, waiting: 0, supply: 0, ended: 0, refused: 0 };
}
