import type { BrandManagementPeopleQuery } from '#operations/brand-management';

export type People = BrandManagementPeopleQuery['brandPeople'];
export type PersonOfPage = People['people'][number];
export type RoleOfPage = PersonOfPage['roles'][number];
export type Role = RoleOfPage['role'];

export const ROLES = ['TENANT_ADMIN', 'BACK_OFFICE', 'PARTNER', 'INSPECTION'] as const satisfies readonly Role[];

/** What is chosen for one brand; "" = no access. */
export interface Choice {
  readonly role: Role | '';
  readonly partnerId: string;
}

export const roleAt = ({ roles }: PersonOfPage, brandId: string): RoleOfPage | null => roles.find((one) => one.brandId === brandId) ?? null;

/** What stands for a brand before it is changed: what follows from another brand is no access of its own. */
export function choiceOf(person: PersonOfPage, brandId: string): Choice {
  const known = roleAt(person, brandId);
  return known && !known.isSaidElsewhere ? { role: known.role, partnerId: known.partnerId ?? '' } : { role: '', partnerId: '' };
}

export const isSame = (one: Choice, other: Choice): boolean =>
  one.role === other.role && (one.role !== 'PARTNER' || one.partnerId === other.partnerId);
