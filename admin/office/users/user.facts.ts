import { say, sayIfKnown } from '../../kit/text.ts';

export const ROLES = ['TENANT_ADMIN', 'BACK_OFFICE', 'PARTNER', 'INSPECTION'] as const;
export type Role = (typeof ROLES)[number];

interface Membership {
  readonly brandId: string;
  readonly role: Role;
  readonly partnerId: string | null;
}

/** What somebody is in a brand; administrators are it in all of them. */
export const roleIn = (memberships: readonly Membership[], brandId: string): Membership | null =>
  memberships.find(({ role }) => role === 'TENANT_ADMIN') ?? memberships.find((one) => one.brandId === brandId) ?? null;

export const roleOptions = () => ROLES.map((value) => ({ value, label: say(`office.role.${value}`) }));

/** What somebody of this role may do, in a sentence. */
export const roleHelp = (role: string): string => sayIfKnown(`office.roleHelp.${role}`) ?? '';

export const roleOf = (text: string): Role | null => ROLES.find((role) => role === text) ?? null;
