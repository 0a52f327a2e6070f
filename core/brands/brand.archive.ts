import { audit } from '../access/audit.ts';
import { inBrand } from '../access/other-brands.ts';
import { asOtherBrand, type BrandFacts, brandWide, type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** What archiving would stop, counted; none of it is deleted. */
export interface ArchivePreview {
  readonly brand: BrandFacts;
  /** Why it is refused; null = it can be done. */
  readonly obstacle: 'LAST_BRAND' | null;
  readonly contractsInSupply: number;
  /** Orders and contracts that are being decided or wait for supply. */
  readonly contractsOpen: number;
  /** Jobs that would rest until it is restored. */
  readonly jobs: number;
  /** Members that could not sign in here any more. */
  readonly members: number;
  readonly apiKeys: number;
}

/** Counts what archiving a brand of the viewer's would stop. Fails with BRAND_NOT_FOUND. */
export async function previewArchive(ctx: Ctx, brandId: string): Promise<ArchivePreview> {
  const { brand, db } = brandWide(await inBrand(ctx, brandId));
  const [others, contractsInSupply, contractsOpen, jobs, members, apiKeys] = await Promise.all([
    db.brand.count({ where: { archivedAt: null, id: { not: brandId } } }),
    db.contract.count({ where: { kind: 'SUPPLY' } }),
    db.contract.count({ where: { kind: { in: ['REVIEW', 'WAITING'] } } }),
    db.jobRequest.count({ where: { state: 'WAITING' } }),
    db.membership.count({ where: { memberOf: brandId, role: { not: 'TENANT_ADMIN' } } }),
    db.apiKey.count({ where: { revokedAt: null } }),
  ]);
  return { brand, obstacle: others === 0 ? 'LAST_BRAND' : null, contractsInSupply, contractsOpen, jobs, members, apiKeys };
}

/**
 * Closes a brand of the viewer's without losing a row: partners, customers, guests and API keys are turned away, jobs, events and
 * schedules rest, administrators of the tenant read. Fails with BRAND_NOT_FOUND, BRAND_ARCHIVED_LAST, BRAND_ARCHIVED.
 */
export async function archiveBrand(ctx: Ctx, brandId: string): Promise<void> {
  const { obstacle, brand } = await previewArchive(ctx, brandId);
  if (obstacle)
    throw new DomainError('BRAND_ARCHIVED_LAST', 'brandId: this is the last brand that sells; open another one first', {
      brand: brand.code,
    });
  await flip(ctx, brand, { at: ctx.wallClock.now(), action: 'brand.archived' });
}

/** Brings an archived brand back as it was; what rested meanwhile is worked off. Fails with BRAND_NOT_FOUND. */
export async function restoreBrand(ctx: Ctx, brandId: string): Promise<void> {
  const { brand } = await inBrand(ctx, brandId);
  await flip(ctx, brand, { at: null, action: 'brand.restored' });
}

const flip = (ctx: Ctx, brand: BrandFacts, { at, action }: { readonly at: Date | null; readonly action: string }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const there = asOtherBrand(tx, brand);
    const { count } = await there.tx.brand.updateMany({
      where: { id: brand.id, archivedAt: at === null ? { not: null } : null },
      data: { archivedAt: at },
    });
    if (count > 0) await audit(there, { action, subject: brand.id });
  });
