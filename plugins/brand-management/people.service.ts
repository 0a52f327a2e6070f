import {
  type BrandFacts,
  type Ctx,
  DomainError,
  inBrand,
  inBrands,
  inTransaction,
  inviteUser,
  removeMembership,
  setPartnerSells,
  setRole,
} from '#core';

/** As many people as the page shows; the search finds the others. */
const MOST = 100;

export const ROLES = ['TENANT_ADMIN', 'BACK_OFFICE', 'PARTNER', 'INSPECTION'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody is in one of the brands. */
export interface RoleInBrand {
  readonly brandId: string;
  readonly role: Role;
  /** The company of a partner's user. */
  readonly partnerId: string | null;
  /** Administrators of the tenant are it in all brands, whichever says so. */
  readonly isSaidElsewhere: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isDisabled: boolean;
  readonly roles: readonly RoleInBrand[];
}

export interface Company {
  readonly id: string;
  readonly name: string;
  /** Which of the brands it sells. */
  readonly sells: readonly string[];
}

export interface People {
  readonly brands: readonly BrandFacts[];
  readonly people: readonly Person[];
  readonly companies: readonly Company[];
}

/** The brands in which the viewer may do this, each with a context of its own. */
async function brandsWith(ctx: Ctx, permission: string): Promise<Ctx[]> {
  const entered = await inBrands(ctx);
  return entered.map((one) => one.ctx).filter(({ viewer }) => viewer.permissions.has(permission));
}

/** People and companies of the brands in which the viewer changes people: of other brands neither a role nor a name. */
export async function peopleOf(ctx: Ctx, search: string): Promise<People> {
  const contexts = await brandsWith(ctx, 'user.write');
  const brands = contexts.map(({ brand }) => brand);
  const [asked] = contexts;
  if (!asked) return { brands, people: [], companies: [] };
  const ids = brands.map(({ id }) => id);
  const named = { contains: search.trim(), mode: 'insensitive' } as const;
  const users = await asked.db.user.findMany({
    where: { ...knownIn(ids), ...(named.contains !== '' && { OR: [{ name: named }, { email: named }] }) },
    select: { id: true, name: true, email: true, disabledAt: true, memberships: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const sellers = await asked.db.partner.findMany({
    where: { brands: { some: { sells: { in: ids } } } },
    select: { id: true, name: true, brands: { select: { sells: true } } },
    orderBy: { name: 'asc' },
  });
  return {
    brands,
    people: users.map(({ disabledAt, memberships, ...user }) => ({
      ...{ ...user, isDisabled: disabledAt !== null },
      roles: ids.flatMap((brandId) => roleIn(memberships, brandId) ?? []),
    })),
    companies: sellers.map(({ brands: sold, ...seller }) => ({
      ...seller,
      sells: sold.map(({ sells }) => sells).filter((id) => ids.includes(id)),
    })),
  };
}

const knownIn = (ids: readonly string[]) => ({
  memberships: { some: { OR: [{ memberOf: { in: [...ids] } }, { role: 'TENANT_ADMIN' as const }] } },
});

interface Membership {
  readonly memberOf: string;
  readonly role: Role;
  readonly worksFor: string | null;
}

function roleIn(memberships: readonly Membership[], brandId: string): RoleInBrand | null {
  const own = memberships.find(({ memberOf }) => memberOf === brandId);
  const admin = memberships.find(({ role }) => role === 'TENANT_ADMIN');
  const counts = own?.role === 'TENANT_ADMIN' ? own : (admin ?? own);
  return counts ? { brandId, role: counts.role, partnerId: counts.worksFor, isSaidElsewhere: counts !== own } : null;
}

export interface Place {
  readonly userId: string;
  readonly brandId: string;
  /** Null = no access to the brand. */
  readonly role: Role | null;
  readonly partnerId: string | null;
}

/**
 * Says what somebody is in one of the brands; the others stay as they are. Fails with BRAND_NOT_FOUND, BRAND_MANAGEMENT_USER_NOT_FOUND, and with what
 * core says of roles: beyond one's own rights, the last administrator, a partner that is none.
 */
export async function placePerson(ctx: Ctx, { userId, brandId, role, partnerId }: Place): Promise<void> {
  const ids = (await brandsWith(ctx, 'user.write')).map(({ brand }) => brand.id);
  const there = await inBrand(ctx, brandId);
  await inTransaction(there, async (tx) => {
    const user = await tx.tx.user.findFirst({
      where: { id: userId, ...knownIn(ids) },
      select: { email: true, name: true, language: true, memberships: { select: { memberOf: true } } },
    });
    if (!user) throw new DomainError('BRAND_MANAGEMENT_USER_NOT_FOUND', `userId: there is no user ${userId}`, { userId });
    const { memberships, ...facts } = user;
    const isMember = memberships.some(({ memberOf }) => memberOf === brandId);
    if (role === null) await removeMembership(tx, userId);
    else if (isMember) await setRole(tx, userId, { role, partnerId });
    else await inviteUser(tx, { ...facts, role, partnerId });
  });
}

export interface Selling {
  readonly partnerId: string;
  readonly brandId: string;
  readonly sells: boolean;
}

/** Says whether a company sells one of the brands. Fails with BRAND_NOT_FOUND, BRAND_MANAGEMENT_FORBIDDEN, PARTNER_NOT_FOUND. */
export async function placeCompany(ctx: Ctx, { partnerId, brandId, sells }: Selling): Promise<void> {
  const there = await inBrand(ctx, brandId);
  if (!there.viewer.permissions.has('partner.write'))
    throw new DomainError('BRAND_MANAGEMENT_FORBIDDEN', 'This needs the permission "partner.write" in that brand; ask your administrator', {
      permission: 'partner.write',
    });
  await inTransaction(there, (tx) => setPartnerSells(tx, { id: partnerId, sells }));
}
