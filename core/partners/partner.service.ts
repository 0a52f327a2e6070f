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
  const named = checkedName(name);
  if (await tx.partner.findFirst({ where: { code } }))
    throw new DomainError('PARTNER_EXISTS', `code: there is a partner ${code} already; choose another code`, { field: 'code' });
  if (parentId !== null && !(await tx.partner.findUnique({ where: { id: parentId } }))) {
    throw new DomainError('PARTNER_NOT_FOUND', `parentId: there is no partner ${parentId}`, { field: 'parentId', id: parentId });
  }
  const { id } = await tx.partner.create({ data: { code, name: named, parentId } });
  await tx.partnerBrand.create({ data: { sellerId: id, sells: brand.id } });
  await audit(ctx, { action: 'partner.created', subject: id, after: { code, parentId } });
  return id;
}

/** Gives a company another name. Errors: FORBIDDEN, PARTNER_INVALID, PARTNER_NOT_FOUND. */
export async function renamePartner(ctx: TxCtx, { id, name }: { readonly id: string; readonly name: string }): Promise<void> {
  refuseLimited(ctx);
  const next = checkedName(name);
  const { tx } = asBrand(ctx);
  const before = await existing(tx, id);
  if (before.name === next) return;
  await tx.partner.updateMany({ where: { id }, data: { name: next } });
  await audit(ctx, { action: 'partner.renamed', subject: id, before: { name: before.name }, after: { name: next } });
}

/** Whether a company may sell the caller's brand from now on; what it sold stays. Errors: FORBIDDEN, PARTNER_NOT_FOUND. */
export async function setPartnerSells(ctx: TxCtx, { id, sells }: { readonly id: string; readonly sells: boolean }): Promise<void> {
  refuseLimited(ctx);
  const { tx, brand } = asBrand(ctx);
  await existing(tx, id);
  const key = { sellerId: id, sells: brand.id };
  const { count } = sells
    ? await tx.partnerBrand.createMany({ data: [key], skipDuplicates: true })
    : await tx.partnerBrand.deleteMany({ where: key });
  if (count === 0) return;
  await audit(ctx, { action: 'partner.brand-changed', subject: id, before: { sells: !sells }, after: { sells } });
}

async function existing(tx: TxCtx['tx'], id: string): Promise<{ readonly name: string }> {
  const partner = await tx.partner.findUnique({ where: { id }, select: { name: true } });
  if (!partner) throw new DomainError('PARTNER_NOT_FOUND', `id: there is no partner ${id}`, { field: 'id', id });
  return partner;
}

function checkedName(name: string): string {
  const text = name.trim();
  if (text !== '' && text.length <= 200) return text;
  throw new DomainError('PARTNER_INVALID', 'name: is empty or longer than 200 characters', { field: 'name' });
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
