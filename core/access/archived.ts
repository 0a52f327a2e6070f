import type { BrandFacts } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

type Brand = Pick<BrandFacts, 'archivedAt'>;

/** Ends what a brand that sells no more does not do. Fails with BRAND_ARCHIVED. */
export function refuseArchived({ archivedAt }: Brand): void {
  if (archivedAt !== null) throw new DomainError('BRAND_ARCHIVED', 'This brand is closed; ask the supplier who takes care of you now', {});
}

/** What an administrator may in a brand: in an archived one they look, and bring it back. */
export const permissionsIn = ({ archivedAt }: Brand, permissions: ReadonlySet<string>): ReadonlySet<string> =>
  archivedAt === null ? permissions : new Set([...permissions].filter((one) => one === 'brand.manage' || /\.read(-|$)/.test(one)));
