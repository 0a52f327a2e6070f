import type { Prisma } from '#prisma';
import { mayReadSomeOf } from '../access/api-scopes.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Ctx } from '../kernel/context.ts';

/** How many contracts of a customer stand in a status. */
export interface StatusCount {
  readonly status: string;
  readonly kind: Prisma.ContractGroupByOutputType['kind'];
  readonly count: number;
  /** Expected consumption of them together, kWh a year. */
  readonly annualKwh: number;
}

/** Counted in one statement, however many contracts there are; within the viewer's rows. */
export async function contractCounts({ db }: Ctx, customerId: string): Promise<StatusCount[]> {
  const rows = await db.contract.groupBy({
    by: ['status', 'kind'],
    where: { customerId },
    _count: { _all: true },
    _sum: { annualKwh: true },
    orderBy: { status: 'asc' },
  });
  return rows.map(({ status, kind, _count, _sum }) => ({ status, kind, count: _count._all, annualKwh: _sum.annualKwh ?? 0 }));
}

/** Whether a viewer may see a part of the whole: by permission, and by the scopes of an API key. */
export const maySee = ({ permissions, scopes }: Viewer, permission: Permission, type: string): boolean =>
  permissions.has(permission) && (scopes === null || mayReadSomeOf(scopes, type));

/** A page of a part: at most 200, newest first. */
export const pageOf = ({ first, after }: { readonly first?: number | null | undefined; readonly after?: string | null | undefined }) => ({
  take: Math.min(200, Math.max(1, first ?? 20)),
  where: after ? { id: { lt: after } } : {},
  orderBy: { id: 'desc' as const },
});
