import type { Role } from '#prisma';

/** Core's permissions: what a person may do. Plugins add their own, prefixed with their id. */
export const PERMISSIONS = {
  'quote.create': 'Ask for prices',
  'quote.read': 'See quotes',
  'commission.read': 'See what commissions are reckoned from',
  'tariff.read': 'See tariffs and their prices',
  'tariff.write': 'Create tariffs, draft prices, end a sale',
  'tariff.approve': 'Approve prices that others drafted',
  'tariff.publish': 'Publish approved prices',
  'customer.read': 'See customers and metering points',
  'customer.write': 'Change customers, their agreements, metering points, consents and bank accounts',
  // Not part of customer.read: most work needs the last four digits alone.
  'customer.read-iban': 'See account numbers in full; every look is noted in the audit log',
  'order.read': 'See orders',
  'order.write': 'Save, check and submit orders',
  'order.review': 'Decide orders that wait for a person',
  'contract.read': 'See contracts and their history',
  'contract.write': 'Change contracts and move them from status to status',
  'contract.step': 'Take the steps with contracts that the set gives to oneself, such as answering a returned order',
  'contract.withdraw': 'Withdraw from contracts as their customer',
  'contract.correct': "Correct one's own details as the customer of a contract",
  'contract.note': 'Write notes about contracts',
  'contract.mass-change': 'Move many contracts at once',
  'contract.states': "Change the brand's statuses and transitions",
  'document.read': 'Download documents',
  'document.write': 'Upload documents',
  'import.read': 'See imports and their rows',
  'import.write': 'Upload files of orders, customers or tariffs and take their rows over',
  'export.read': 'Export lists that one may see',
  'view.write': 'Keep views of lists, and share them with colleagues',
  'partner.read': 'See partner companies',
  'partner.write': 'Create and move partner companies',
  'user.read': 'See users and their memberships',
  'user.write': 'Invite users, change roles, assign cases',
  'api.read': 'Read the documentation of the API',
  'api-key.read': 'See API keys and what they asked for',
  'api-key.write': 'Create, rotate and revoke API keys',
  'brand.write': 'Change who the brand says it is, for letters and notices',
  // Not a plugin's own: the back-office gets those by itself, and a tenant's brands are its administrators' business.
  'brand.manage': "Open and archive brands, and see the tenant's brands side by side",
  'plugin.read': 'See which plugins are on, with their settings',
  'plugin.switch': 'Switch plugins and change their settings',
  'operations.read': 'See dead letters, jobs and schedules',
  'operations.write': 'Run dead letters again or drop them',
  'audit.read': 'See the audit log',
  // Not part of operations.read: whoever reads an administrator's link to a new password becomes administrator.
  'mailbox.read': 'Read the mailbox, with the sign-in links in it',
} as const;

export type Permission = keyof typeof PERMISSIONS;

const SALES: readonly Permission[] = [
  'quote.create',
  'quote.read',
  'commission.read',
  'tariff.read',
  'customer.read',
  'order.read',
  'order.write',
  'contract.read',
  'contract.step',
  'contract.note',
  'document.read',
  'document.write',
  'import.read',
  'import.write',
  'export.read',
  'view.write',
  'api.read',
];
const OFFICE: readonly Permission[] = [
  ...SALES,
  'tariff.write',
  'tariff.approve',
  'tariff.publish',
  'customer.write',
  'order.review',
  'contract.write',
  'contract.mass-change',
  'partner.read',
  'user.read',
  'plugin.read',
  'operations.read',
  'operations.write',
  'mailbox.read',
  'audit.read',
];

const GRANTED: Readonly<Record<Role, 'all' | { readonly core: readonly Permission[]; readonly plugins: 'all' | 'none' }>> = {
  TENANT_ADMIN: 'all',
  BACK_OFFICE: { core: OFFICE, plugins: 'all' },
  PARTNER: { core: [...SALES, 'partner.read'], plugins: 'none' },
  INSPECTION: { core: ['order.read', 'contract.read', 'customer.read', 'document.read'], plugins: 'none' },
};

/** What a role may do, given the permissions that installed plugins declare. */
export function permissionsOf(role: Role, pluginPermissions: readonly string[]): ReadonlySet<string> {
  const granted = GRANTED[role];
  if (granted === 'all') return new Set([...Object.keys(PERMISSIONS), ...pluginPermissions]);
  return new Set([...granted.core, ...(granted.plugins === 'all' ? pluginPermissions : [])]);
}

/** What a customer may with the link to an order: follow it, read its documents, withdraw, correct their details. */
export const CUSTOMER_PERMISSIONS: ReadonlySet<string> = new Set<Permission>([
  'order.read',
  'contract.read',
  'contract.withdraw',
  'contract.correct',
  'document.read',
]);

/** What somebody without an account may, where the brand takes orders of its customers themselves: ask for prices and order. */
export const GUEST_PERMISSIONS: ReadonlySet<string> = new Set<Permission>(['quote.create', 'quote.read', 'order.write']);

/** What no API key may: mails hold links that sign people in, four eyes are a person's, and a key is not a person. */
const PEOPLE_ONLY: ReadonlySet<string> = new Set(['mailbox.read', 'tariff.approve', 'brand.manage'] satisfies Permission[]);

/** What an API key may do, before its scopes: as a partner's user, or as the back-office. */
export function permissionsOfKey(isPartnerKey: boolean, pluginPermissions: readonly string[]): ReadonlySet<string> {
  const granted = permissionsOf(isPartnerKey ? 'PARTNER' : 'BACK_OFFICE', pluginPermissions);
  return new Set([...granted].filter((permission) => !PEOPLE_ONLY.has(permission)));
}
