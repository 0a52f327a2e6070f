import type { Role } from '#prisma';
import { mayEnter } from '../access/members.ts';
import type { Ctx } from '../kernel/context.ts';

/** Somebody who works with the product, as far as one has to know to write to them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47. */
  readonly language: string;
}

const SHOWN = { id: true, name: true, email: true, language: true } as const;

type Db = Ctx['db'];

/** Who has this role in the brand; of a tenant's administrators all. Nobody who is disabled. Asked in jobs, which only a brand that sells has. */
export const colleaguesByRole = (db: Db, brandId: string, role: Role): Promise<Colleague[]> =>
  db.user.findMany({
    where: {
      ...mayEnter({ id: brandId, archivedAt: null }),
      memberships: { some: role === 'TENANT_ADMIN' ? { role } : { role, memberOf: brandId } },
    },
    select: SHOWN,
    orderBy: { id: 'asc' },
  });

/** Who works in the brand for a partner company itself, not for those above or below it. */
export const colleaguesOfPartner = (db: Db, brandId: string, partnerId: string): Promise<Colleague[]> =>
  db.user.findMany({
    where: { disabledAt: null, memberships: { some: { memberOf: brandId, worksFor: partnerId } } },
    select: SHOWN,
    orderBy: { id: 'asc' },
  });

/** Members of the brand who are called like this: histories keep names. */
export const colleaguesByName = (db: Db, brandId: string, name: string): Promise<Colleague[]> =>
  db.user.findMany({ where: { ...mayEnter({ id: brandId, archivedAt: null }), name }, select: SHOWN, orderBy: { id: 'asc' }, take: 2 });

/** The partner company above another one; null = it stands at the top. */
export async function superiorOf(db: Db, partnerId: string): Promise<string | null> {
  const partner = await db.partner.findUnique({ where: { id: partnerId }, select: { parentId: true } });
  return partner?.parentId ?? null;
}
