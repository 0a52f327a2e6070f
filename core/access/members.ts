import type { Membership, Prisma } from '#prisma';

type Belonging = Pick<Membership, 'memberOf' | 'role' | 'worksFor'>;

/** Who may enter a brand: a member of it, and the tenant's administrators. Nobody who is disabled. */
export const mayEnter = (brandId: string) =>
  ({ disabledAt: null, memberships: { some: { OR: [{ memberOf: brandId }, { role: 'TENANT_ADMIN' }] } } }) satisfies Prisma.UserWhereInput;

/** What a user is in a brand: administrator wherever in the tenant they are one, else what their membership says. */
export function belongingIn<T extends Belonging>(memberships: readonly T[], brandId: string): T | null {
  return memberships.find(({ role }) => role === 'TENANT_ADMIN') ?? memberships.find(({ memberOf }) => memberOf === brandId) ?? null;
}

/** How addresses are kept and compared. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();
