import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { audit } from './audit.ts';
import { lockTree, subtreeIds } from './partner-tree.sql.ts';

/**
 * Hangs a partner and all below it under another one; null = to the top. What was earned before follows the chain that the
 * orders keep. Errors: PARTNER_NOT_FOUND, PARTNER_CYCLE.
 */
export async function movePartner(ctx: TxCtx, { partnerId, parentId }: { partnerId: string; parentId: string | null }): Promise<void> {
  const { tx, brand } = ctx;
  await lockTree(tx, brand.tenantId);
  const partner = await tx.partner.findUnique({ where: { id: partnerId }, select: { parentId: true } });
  if (!partner) throw notFound('partnerId', partnerId);
  if (parentId !== null) {
    if (!(await tx.partner.findUnique({ where: { id: parentId }, select: { id: true } }))) throw notFound('parentId', parentId);
    if ((await subtreeIds(tx, { tenantId: brand.tenantId, partnerId })).includes(parentId)) {
      throw new DomainError(
        'PARTNER_CYCLE',
        'parentId: this partner is the moved one itself or stands below it; choose one outside of its tree',
        { partnerId, parentId },
      );
    }
  }
  await tx.partner.updateMany({ where: { id: partnerId }, data: { parentId } });
  await audit(ctx, { action: 'partner.moved', subject: partnerId, before: { parentId: partner.parentId }, after: { parentId } });
}

const notFound = (field: string, id: string): DomainError =>
  new DomainError('PARTNER_NOT_FOUND', `${field}: there is no partner ${id}`, { field, id });
