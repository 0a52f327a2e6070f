import { IconClipboardList, IconFileText } from '@tabler/icons-react';
import type { TextKey } from '../../kit/text.ts';
import { type Me, may } from '../session.ts';

export interface NavEntry {
  readonly to: '/contracts' | '/orders';
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
      { to: '/orders', label: 'office.orders.title', icon: IconClipboardList, permission: 'order.read', key: 'o' },
      { to: '/contracts', label: 'office.contracts.title', icon: IconFileText, permission: 'contract.read', key: 'c' },
    ],
  },
];

/** What somebody may open, and nothing else. */
export const navigationFor = (me: Me): readonly NavGroup[] =>
  GROUPS.map((group) => ({ ...group, entries: group.entries.filter(({ permission }) => may(me, permission)) })).filter(
    ({ entries }) => entries.length > 0,
  );
