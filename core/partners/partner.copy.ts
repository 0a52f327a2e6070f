import { type BrandCopyPart, brandCopy, type CopyRequest } from '../brands/brand.points.ts';
import { hook } from '../kernel/hooks.ts';
import { setPartnerSells } from './partner.service.ts';

/** Companies that sell the brand and may sell the other one as well. */
export const copyPartners = hook(brandCopy, async (_asked, { db, brand }): Promise<readonly BrandCopyPart[]> => {
  const partners = await db.partner.findMany({
    where: { brands: { some: { sells: brand.id } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const items = partners.map(({ id, name }) => ({ id, label: name }));
  return [{ code: 'partners', label: 'brand.copy.partners', items, copy: letSell }];
});

async function letSell({ to, items }: CopyRequest) {
  for (const id of items) await setPartnerSells(to, { id, sells: true });
  return { count: items.length, open: [] };
}
