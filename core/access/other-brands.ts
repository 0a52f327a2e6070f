import { z } from 'zod';
import type { Membership, Role } from '#prisma';
import { rescoped } from '../db/client.ts';
import { activationRows } from '../kernel/activation.sql.ts';
import { Activation } from '../kernel/activation.ts';
import { BRAND_FACTS, factsOf, urlBeside } from '../kernel/brand-facts.ts';
import { type BrandFacts, brandWide, type Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { permissionsIn } from './archived.ts';
import { belongingIn, rowsOfRole } from './members.ts';
import { subtreeIds } from './partner-tree.sql.ts';
import { permissionsOf } from './permissions.ts';
import { Scope } from './scope.ts';
import { systemViewer } from './viewer.ts';

/** Somebody's context in one of the tenant's brands, and what they are there. */
export interface BrandOfViewer {
  readonly ctx: Ctx;
  readonly role: Role;
}

/**
 * The brands that the viewer may enter, by name, each with a context of its own: their role there, and not a row beyond that
 * brand. Whoever puts several brands side by side asks each of them by itself. API keys, guests and customers belong to one brand.
 */
export async function inBrands(ctx: Ctx): Promise<BrandOfViewer[]> {
  const memberships = await membershipsOf(ctx);
  if (memberships.length === 0) return [];
  const rows = await brandWide(ctx).db.brand.findMany({ select: BRAND_FACTS, orderBy: { name: 'asc' } });
  const entered: BrandOfViewer[] = [];
  for (const row of rows) {
    const belonging = belongingIn(memberships, row);
    if (belonging) entered.push({ ctx: await entering(ctx, factsOf(row, urlBeside(ctx.brand.url)), belonging), role: belonging.role });
  }
  return entered;
}

/** The same for one brand. Fails with BRAND_NOT_FOUND where the viewer has no access, or where there is no such brand. */
export async function inBrand(ctx: Ctx, brandId: string): Promise<Ctx> {
  const memberships = await membershipsOf(ctx);
  const known = memberships.length > 0 && z.uuid().safeParse(brandId).success;
  const row = known ? await brandWide(ctx).db.brand.findUnique({ where: { id: brandId }, select: BRAND_FACTS }) : null;
  const belonging = row && belongingIn(memberships, row);
  if (!belonging) throw new DomainError('BRAND_NOT_FOUND', 'brandId: there is no such brand where you work; choose one of yours', {});
  return entering(ctx, factsOf(row, urlBeside(ctx.brand.url)), belonging);
}

async function membershipsOf(ctx: Ctx): Promise<Membership[]> {
  const { viewer } = ctx;
  if (viewer.kind !== 'user' || !z.uuid().safeParse(viewer.id).success) return [];
  return brandWide(ctx).db.membership.findMany({ where: { userId: viewer.id, user: { disabledAt: null } } });
}

async function entering(ctx: Ctx, brand: BrandFacts, { role, worksFor, userId }: Membership): Promise<Ctx> {
  const { registry } = ctx.activation;
  const db = rescoped(ctx.db, new Scope(systemViewer(brand)));
  const viewer = {
    ...ctx.viewer,
    brandId: brand.id,
    partnerId: role === 'PARTNER' ? worksFor : null,
    permissions: permissionsIn(
      brand,
      permissionsOf(
        role,
        registry.installed.flatMap(({ permissions = {} }) => Object.keys(permissions)),
      ),
    ),
    rows: await rowsOfRole(
      { role, worksFor },
      {
        subtree: (partnerId) => subtreeIds(db, { tenantId: brand.tenantId, partnerId }),
        cases: async () => {
          const cases = await db.caseAssignment.findMany({ where: { userId }, select: { orderId: true } });
          return cases.map(({ orderId }) => orderId);
        },
      },
    ),
  };
  const scope = new Scope(viewer);
  const activation = new Activation(registry, await activationRows(db, brand.id, registry), ctx.vault);
  return { ...ctx, brand, viewer, scope, activation, db: rescoped(ctx.db, scope) };
}
