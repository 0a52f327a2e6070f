import { Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';

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
