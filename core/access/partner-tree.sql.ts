import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

type Reader = Pick<Db, '$queryRaw'>;
type Writer = Pick<Db, '$executeRaw'>;

/** A partner of the tenant and all below it, as the tree stands today. Empty when the tenant has no such partner. */
export async function subtreeIds(db: Reader, { tenantId, partnerId }: { tenantId: string; partnerId: string }): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with recursive tree as (
      select p.id from partner p where p.tenant_id = ${tenantId}::uuid and p.id = ${partnerId}::uuid
      union
      select p.id from partner p join tree t on p.parent_id = t.id where p.tenant_id = ${tenantId}::uuid
    )
    select id from tree`);
  return rows.map(({ id }) => id);
}

/** One move in a tenant's tree at a time: two at once could close a circle that neither sees. Released at the end of the transaction. */
export const lockTree = (tx: Writer, tenantId: string) =>
  tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`partner-tree:${tenantId}`}, 0))`);
