import { type BrandCopyPart, brandCopy, type CopyRequest } from '../brands/brand.points.ts';
import { hook } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';
import { inviteUser } from './user.service.ts';

/** People and what they are in the brand; administrators of the tenant are it everywhere. */
export const copyUsers = hook(brandCopy, async (_asked, { db, brand }): Promise<readonly BrandCopyPart[]> => {
  const users = await db.user.findMany({
    where: { disabledAt: null, memberships: { some: { memberOf: brand.id, role: { not: 'TENANT_ADMIN' } } } },
    select: { id: true, name: true, email: true },
    orderBy: { name: 'asc' },
  });
  const items = users.map(({ id, name, email }) => ({ id, label: `${name} (${email})` }));
  return [{ code: 'users', label: 'brand.copy.users', items, copy: invite }];
});

/** Each with the role of before, and a mail that says so. Whose company does not sell the new brand is left out. */
async function invite({ from, to, items }: CopyRequest) {
  const members = await from.tx.membership.findMany({
    where: { userId: { in: [...items] }, memberOf: from.brand.id, role: { not: 'TENANT_ADMIN' } },
    include: { user: { select: { email: true, name: true, language: true } } },
  });
  const open: Problem[] = [];
  let count = 0;
  for (const { user, role, worksFor } of members) {
    const sells = worksFor === null || (await to.tx.partnerBrand.count({ where: { sellerId: worksFor, sells: to.brand.id } })) > 0;
    if (!sells) {
      open.push({ field: 'users', code: 'USERS_PARTNER_DOES_NOT_SELL', values: { name: user.name } });
      continue;
    }
    await inviteUser(to, { ...user, role, partnerId: worksFor });
    count += 1;
  }
  return { count, open };
}
