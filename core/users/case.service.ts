import { audit } from '../access/audit.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { refuseBeyondOwnRights } from './rights.ts';

export interface Case {
  readonly userId: string;
  readonly orderId: string;
}

/** Shows an order to an outside inspector. Assigning it twice changes nothing. Errors: INSPECTOR_NOT_FOUND, ORDER_NOT_FOUND, FORBIDDEN. */
export async function assignCase(ctx: TxCtx, { userId, orderId }: Case): Promise<void> {
  refuseBeyondOwnRights(ctx, ['INSPECTION']);
  const { tx, brand, wallClock } = asBrand(ctx);
  if (!(await tx.membership.findFirst({ where: { userId, memberOf: brand.id, role: 'INSPECTION' }, select: { id: true } }))) {
    throw new DomainError('INSPECTOR_NOT_FOUND', `userId: ${userId} is no inspector of this brand; invite them with the role INSPECTION`, {
      userId,
    });
  }
  if (!(await tx.order.findUnique({ where: { id: orderId }, select: { id: true } }))) {
    throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no order ${orderId}`, { orderId });
  }
  const { count } = await tx.caseAssignment.createMany({
    data: [{ userId, orderId, assignedAt: wallClock.now(), assignedBy: ctx.viewer.name }],
    skipDuplicates: true,
  });
  if (count > 0) await audit(ctx, { action: 'case.assigned', subject: orderId, after: { userId } });
}

/** Hides it from the inspector again. */
export async function withdrawCase(ctx: TxCtx, { userId, orderId }: Case): Promise<void> {
  refuseBeyondOwnRights(ctx, ['INSPECTION']);
  const { count } = await asBrand(ctx).tx.caseAssignment.deleteMany({ where: { userId, orderId } });
  if (count > 0) await audit(ctx, { action: 'case.withdrawn', subject: orderId, before: { userId } });
}
