import { type BrandFacts, type BrandOfViewer, type Ctx, inBrands, z } from '#core';

/** One of the tenant's brands as its administrators see it. */
export interface ManagedBrand extends BrandFacts {
  readonly hosts: readonly string[];
  /** "#0b7285"; null = the product's own. */
  readonly accent: string | null;
  readonly role: BrandOfViewer['role'];
}

const Theme = z.object({ accent: z.string().nullable().default(null) }).catch({ accent: null });

/** The brands that the viewer may enter, those that sell first, then by name. */
export async function managedBrands(ctx: Ctx): Promise<ManagedBrand[]> {
  const entered = await inBrands(ctx);
  const brands = await Promise.all(
    entered.map(async ({ ctx: { db, brand }, role }) => {
      const { theme, hosts } = await db.brand.findUniqueOrThrow({
        where: { id: brand.id },
        select: { theme: true, hosts: { select: { host: true }, orderBy: { host: 'asc' } } },
      });
      return { ...brand, role, hosts: hosts.map(({ host }) => host), accent: Theme.parse(theme).accent };
    }),
  );
  return brands.sort((one, other) => Number(one.archivedAt !== null) - Number(other.archivedAt !== null));
}
