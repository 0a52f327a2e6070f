import type { Membership, Prisma } from '#prisma';
import type { BrandFacts } from '../kernel/context.ts';
import type { RowLimit } from './viewer.ts';

type Belonging = Pick<Membership, 'memberOf' | 'role' | 'worksFor'>;

type Entered = Pick<BrandFacts, 'id' | 'archivedAt'>;

/** Who may enter a brand: a member of it, and the tenant's administrators; an archived one they alone. Nobody who is disabled. */
export const mayEnter = ({ id, archivedAt }: Entered) =>
  ({
    disabledAt: null,
    memberships: { some: { OR: [...(archivedAt === null ? [{ memberOf: id }] : []), { role: 'TENANT_ADMIN' }] } },
  }) satisfies Prisma.UserWhereInput;

/** What a user is in a brand: administrator wherever in the tenant they are one, else what their membership says. */
export function belongingIn<T extends Belonging>(memberships: readonly T[], { id, archivedAt }: Entered): T | null {
  const admin = memberships.find(({ role }) => role === 'TENANT_ADMIN');
  return admin ?? (archivedAt === null ? (memberships.find(({ memberOf }) => memberOf === id) ?? null) : null);
}

/** Which rows of the brand a role sees. `subtree`: a partner and all below it; `cases`: the orders that an inspector was given. */
export async function rowsOfRole(
  { role, worksFor }: Pick<Belonging, 'role' | 'worksFor'>,
  { subtree, cases }: { readonly subtree: (partnerId: string) => Promise<string[]>; readonly cases: () => Promise<string[]> },
): Promise<RowLimit> {
  switch (role) {
    case 'TENANT_ADMIN':
    case 'BACK_OFFICE':
      return { kind: 'all' };
    case 'PARTNER':
      return { kind: 'partners', ids: worksFor === null ? [] : await subtree(worksFor) };
    case 'INSPECTION':
      return { kind: 'orders', ids: await cases() };
  }
}

/** How addresses are kept and compared. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();
