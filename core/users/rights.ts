import type { Role } from '#prisma';
import { permissionsOf } from '../access/permissions.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/**
 * Nobody hands out, or takes away, what goes beyond their own rights: only a tenant's administrator makes or changes an
 * administrator; a partner, an inspector and an API key change nobody. The product itself (the first administrator) may.
 */
export function refuseBeyondOwnRights({ viewer }: Pick<TxCtx, 'viewer'>, roles: readonly Role[]): void {
  if (viewer.kind === 'system') return;
  if (viewer.kind !== 'user' || viewer.rows.kind !== 'all' || !viewer.permissions.has('user.write')) {
    throw new DomainError('FORBIDDEN', 'This needs the permission "user.write"; ask your administrator', { permission: 'user.write' });
  }
  for (const role of roles) {
    const exceeding = [...permissionsOf(role, [])].find((permission) => !viewer.permissions.has(permission));
    if (exceeding === undefined) continue;
    throw new DomainError(
      'ROLE_BEYOND_OWN_RIGHTS',
      `role: ${role} may do what you may not ("${exceeding}"); ask an administrator of the tenant`,
      { role },
    );
  }
}
