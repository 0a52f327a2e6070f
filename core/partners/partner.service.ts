import { audit } from '../access/audit.ts';
import { subtreeIds } from '../access/partner-tree.sql.ts';
import { movePartner as hangPartner } from '../access/partner-tree.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { noteMoved } from './partner.sql.ts';

/** The seller and those above it, as they stand today: frozen on the order, because what it earned follows this chain. */
export async function chainOf(ctx: TxCtx, partnerId: string | null): Promise<string[]> {
  const { tx } = asBrand(ctx);
  const chain: string[] = [];
  for (let id = partnerId; id !== null && !chain.includes(id); ) {
    chain.push(id);
    id = (await tx.partner.findUnique({ where: { id }, select: { parentId: true } }))?.parentId ?? null;
  }
  return chain;
}

export interface NewPartner {
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** A new company that sells the caller's brand. */
export async function createPartner(ctx: TxCtx, { code, name, parentId }: NewPartner): Promise<string> {
  refuseLimited(ctx);
  const { tx, brand } = asBrand(ctx);
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(code))
    throw new DomainError('PARTNER_INVALID', 'code: write 1 to 40 letters, digits, "-" or "_"', { field: 'code' });
  if (name.trim() === '' || name.length > 200)
    throw new DomainError('PARTNER_INVALID', 'name: is empty or longer than 200 characters', { field: 'name' });
  if (await tx.partner.findFirst({ where: { code } }))
    throw new DomainError('PARTNER_EXISTS', `code: there is a partner ${code} already; choose another code`, { field: 'code' });
  if (parentId !== null && !(await tx.partner.findUnique({ where: { id: parentId } }))) {
    throw new DomainError('PARTNER_NOT_FOUND', `parentId: there is no partner ${parentId}`, { field: 'parentId', id: parentId });
  }
  const { id } = await tx.partner.create({ data: { code, name: name.trim(), parentId } });
  await tx.partnerBrand.create({ data: { sellerId: id, sells: brand.id } });
  await audit(ctx, { action: 'partner.created', subject: id, after: { code, parentId } });
  return id;
}

/** Hangs a partner and all below it under another one; who saw its sales and does not any more is told by the changes. */
export async function movePartner(ctx: TxCtx, { partnerId, parentId }: { partnerId: string; parentId: string | null }): Promise<void> {
  refuseLimited(ctx);
  const brandCtx = asBrand(ctx);
  const before = await chainOf(ctx, partnerId);
  await hangPartner(brandCtx, { partnerId, parentId });
  const after = await chainOf(ctx, partnerId);
  const moved = await subtreeIds(brandCtx.tx, { tenantId: ctx.brand.tenantId, partnerId });
  await noteMoved(brandCtx, { partnerIds: moved, audience: [...new Set([...before, ...after])] });
}

/** The tree is the whole tenant's: who sees a part of it does not change it. */
function refuseLimited({ viewer }: TxCtx): void {
  if (viewer.rows.kind !== 'all') throw new DomainError('FORBIDDEN', 'This is for viewers of the whole brand; ask the back-office', {});
}
