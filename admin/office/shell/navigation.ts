import {
  IconArrowsTransferUp,
  IconBook,
  IconBuildingStore,
  IconChartBar,
  IconClipboardList,
  IconClockPlay,
  IconFileText,
  IconGauge,
  IconHistory,
  IconKey,
  IconMail,
  IconPuzzle,
  IconReceipt2,
  IconShoppingCart,
  IconSitemap,
  IconTableImport,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import type { TextKey } from '../../kit/text.ts';
import { type Me, may } from '../session.ts';

/** Addresses of the lists. */
export type ListPath =
  | '/contracts'
  | '/mass-changes'
  | '/orders'
  | '/customers'
  | '/points'
  | '/tariffs'
  | '/partners'
  | '/users'
  | '/imports'
  | '/jobs'
  | '/mailbox'
  | '/keys'
  | '/audit';

export interface NavEntry {
  readonly to: ListPath | '/' | '/statuses' | '/plugins' | '/order-page' | '/api';
  readonly label: TextKey;
  readonly icon: typeof IconFileText;
  readonly permission: string;
  /** Pressed after "g". */
  readonly key: string;
}
export interface NavGroup {
  readonly label: TextKey;
  readonly entries: readonly NavEntry[];
}

const GROUPS: readonly NavGroup[] = [
  {
    label: 'office.nav.sales',
    entries: [
      { to: '/', label: 'office.dashboard.title', icon: IconChartBar, permission: 'order.read', key: 'd' },
      { to: '/orders', label: 'office.orders.title', icon: IconClipboardList, permission: 'order.read', key: 'o' },
      { to: '/contracts', label: 'office.contracts.title', icon: IconFileText, permission: 'contract.read', key: 'c' },
      { to: '/mass-changes', label: 'office.mass.title', icon: IconArrowsTransferUp, permission: 'contract.mass-change', key: 'v' },
      { to: '/customers', label: 'office.customers.title', icon: IconUsers, permission: 'customer.read', key: 'u' },
      { to: '/points', label: 'office.pointList.title', icon: IconGauge, permission: 'customer.read', key: 'm' },
      { to: '/tariffs', label: 'office.tariffs.title', icon: IconReceipt2, permission: 'tariff.read', key: 't' },
      { to: '/partners', label: 'office.partners.title', icon: IconBuildingStore, permission: 'partner.read', key: 'r' },
    ],
  },
  {
    label: 'office.nav.system',
    entries: [
      { to: '/imports', label: 'office.imports.title', icon: IconTableImport, permission: 'import.read', key: 'i' },
      { to: '/jobs', label: 'office.jobs.title', icon: IconClockPlay, permission: 'operations.read', key: 'j' },
      { to: '/mailbox', label: 'office.mailbox.title', icon: IconMail, permission: 'mailbox.read', key: 'b' },
      { to: '/statuses', label: 'office.states.title', icon: IconSitemap, permission: 'contract.read', key: 'z' },
      { to: '/plugins', label: 'office.plugins.title', icon: IconPuzzle, permission: 'plugin.read', key: 'p' },
      { to: '/order-page', label: 'office.orderPage.title', icon: IconShoppingCart, permission: 'brand.write', key: 'e' },
      { to: '/users', label: 'office.users.title', icon: IconUserShield, permission: 'user.read', key: 's' },
      { to: '/keys', label: 'office.keys.title', icon: IconKey, permission: 'api-key.read', key: 'k' },
      { to: '/api', label: 'office.api.title', icon: IconBook, permission: 'api.read', key: 'b' },
      { to: '/audit', label: 'office.audit.title', icon: IconHistory, permission: 'audit.read', key: 'a' },
    ],
  },
];

/** What somebody may open, and nothing else. */
export const navigationFor = (me: Me): readonly NavGroup[] =>
  GROUPS.map((group) => ({ ...group, entries: group.entries.filter(({ permission }) => may(me, permission)) })).filter(
    ({ entries }) => entries.length > 0,
  );
