import { audit } from '../access/audit.ts';
import { removeTotp } from '../access/second-factor.ts';
import { endSessionsOf } from '../access/sessions.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { refuseBeyondOwnRights } from './rights.ts';
import { lockAdmins } from './user.sql.ts';

/** Shuts an account in all brands of the tenant and ends its sessions; what it did stays. Errors: USER_NOT_FOUND, LAST_ADMIN, FORBIDDEN, … */
export async function disableUser(ctx: TxCtx, userId: string): Promise<void> {
  await keepAnAdmin(ctx, async () => {
    const { tx, wallClock } = asBrand(ctx);
    await mustBeChangeable(ctx, userId);
    await endSessionsOf(tx, userId);
    const { count } = await tx.user.updateMany({ where: { id: userId, disabledAt: null }, data: { disabledAt: wallClock.now() } });
    if (count > 0) await audit(ctx, { action: 'user.disabled', subject: userId });
  });
}

/** Opens a shut account again, with the password it had. */
export async function enableUser(ctx: TxCtx, userId: string): Promise<void> {
  await mustBeChangeable(ctx, userId);
  const { count } = await asBrand(ctx).tx.user.updateMany({
    where: { id: userId, disabledAt: { not: null } },
    data: { disabledAt: null, failedSignIns: 0, lockedUntil: null },
  });
  if (count > 0) await audit(ctx, { action: 'user.enabled', subject: userId });
}

/** For somebody who lost the authenticator: takes the second factor off and ends all sessions. */
export async function resetSecondFactor(ctx: TxCtx, userId: string): Promise<void> {
  await mustBeChangeable(ctx, userId);
  await endSessionsOf(asBrand(ctx).tx, userId);
  await removeTotp(ctx, userId);
}

/** Does the change and refuses it when no administrator of the tenant is left. The product itself may: it sets a tenant up. */
export async function keepAnAdmin(ctx: TxCtx, change: () => Promise<void>): Promise<void> {
  const { tx, brand } = asBrand(ctx);
  await lockAdmins(tx, brand.tenantId);
  await change();
  if (ctx.viewer.kind === 'system') return;
  const admins = await tx.membership.count({ where: { role: 'TENANT_ADMIN', user: { disabledAt: null } } });
  if (admins === 0)
    throw new DomainError('LAST_ADMIN', 'This is the last administrator of the tenant; make somebody else administrator first');
}

/** An account reaches all brands of the tenant, so all of its roles count. */
async function mustBeChangeable(ctx: TxCtx, userId: string): Promise<void> {
  const user = await asBrand(ctx).tx.user.findUnique({ where: { id: userId }, select: { memberships: true } });
  if (!user) throw new DomainError('USER_NOT_FOUND', `userId: there is no user ${userId}`, { userId });
  refuseBeyondOwnRights(
    ctx,
    user.memberships.map(({ role }) => role),
  );
}
