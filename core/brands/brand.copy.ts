import { audit } from '../access/audit.ts';
import { hook } from '../kernel/hooks.ts';
import { type BrandCopyPart, brandCopy, type CopyRequest } from './brand.points.ts';
import { imprintOf } from './imprint.ts';
import { accountOf } from './look.ts';

/** What the brand says of itself. Not whose pages may frame its order flow: those pages show the other brand. */
export const copyBrandFacts = hook(brandCopy, (): readonly BrandCopyPart[] => [
  { code: 'imprint', label: 'brand.copy.imprint', items: null, copy: copyImprint },
  { code: 'account', label: 'brand.copy.account', items: null, copy: copyAccount },
  { code: 'rules', label: 'brand.copy.rules', items: null, copy: copyRules },
]);

async function copyImprint({ from, to }: CopyRequest) {
  const { imprint: stored } = await from.tx.brand.findUniqueOrThrow({ where: { id: from.brand.id }, select: { imprint: true } });
  const known = Object.fromEntries(Object.entries(imprintOf(stored)).filter(([, value]) => value !== null));
  await to.tx.brand.update({ where: { id: to.brand.id }, data: { imprint: known }, select: { id: true } });
  await audit(to, { action: 'brand.imprint', subject: to.brand.id, after: known });
  return { count: Object.keys(known).length, open: [] };
}

/** One company may have several brands and one account; the sender and the logo are each brand's own. */
async function copyAccount({ from, to }: CopyRequest) {
  const { account } = await from.tx.brand.findUniqueOrThrow({ where: { id: from.brand.id }, select: { account: true } });
  const known = accountOf(account);
  if (known) await to.tx.brand.update({ where: { id: to.brand.id }, data: { account: known }, select: { id: true } });
  return { count: known ? 1 : 0, open: [] };
}

/** How it accepts and announces, and whether customers order for themselves. */
async function copyRules({ from, to }: CopyRequest) {
  const { isAcceptanceAutomatic, announcementWeeks, isSelfService } = from.brand;
  const data = { isAcceptanceAutomatic, announcementWeeks, isSelfService };
  await to.tx.brand.update({ where: { id: to.brand.id }, data, select: { id: true } });
  await audit(to, { action: 'brand.order-page', subject: to.brand.id, after: data });
  return { count: 3, open: [] };
}
