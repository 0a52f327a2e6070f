import type { Prisma } from '#prisma';
import { asBrand, type BrandFacts, type TxCtx } from './context.ts';

/** What is read of a brand for whoever acts in its name; its first host in the alphabet is the one that links lead to. */
export const BRAND_FACTS = {
  id: true,
  tenantId: true,
  code: true,
  name: true,
  country: true,
  language: true,
  currency: true,
  timeZone: true,
  isAcceptanceAutomatic: true,
  announcementWeeks: true,
  isSelfService: true,
  embeddingHosts: true,
  numberPrefix: true,
  archivedAt: true,
  hosts: { select: { host: true }, orderBy: { host: 'asc' }, take: 1 },
} as const satisfies Prisma.BrandSelect;

type Row = Prisma.BrandGetPayload<{ select: typeof BRAND_FACTS }>;

/** `urlOf`: where a host is reached from outside; null = the brand has none. */
export const factsOf = ({ hosts, ...facts }: Row, urlOf: (host: string | null) => string): BrandFacts => ({
  ...facts,
  url: urlOf(hosts[0]?.host ?? null),
});

/** The tenant's brands by id: whoever locks several of them does it in this order, so that nobody waits for each other. */
export async function brandsOfTenant(ctx: TxCtx): Promise<BrandFacts[]> {
  const rows = await asBrand(ctx).tx.brand.findMany({ select: BRAND_FACTS, orderBy: { id: 'asc' } });
  return rows.map((row) => factsOf(row, urlBeside(ctx.brand.url)));
}

/** The installation's protocol and port stand in each brand's address. */
export const urlBeside =
  (known: string) =>
  (host: string | null): string => {
    if (host === null) return known;
    const url = new URL(known);
    url.hostname = host;
    return url.origin;
  };
