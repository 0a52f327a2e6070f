import { IconClipboardList, IconFileText, IconPlus, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FindContractsDocument, FindCustomersDocument, FindOrdersDocument } from '../../../generated/admin/graphql.ts';
import { ask } from '../../api/ask.ts';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import { customerFilterOf } from '../customers/customers.page.tsx';
import type { PluggedEntry } from '../plugged/plugin-nav.tsx';
import { type Me, may } from '../session.ts';
import { navigationFor } from '../shell/navigation.ts';

/** Something that the palette leads to. */
export interface Entry {
  readonly id: string;
  readonly group: 'go' | 'contracts' | 'customers' | 'orders';
  readonly icon: ReactNode;
  readonly text: string;
  readonly more: string;
  readonly href: string;
}

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** Pages and acts whose names hold what was typed. */
export function places(me: Me, typed: string, plugged: readonly PluggedEntry[]): Entry[] {
  const pages = navigationFor(me).flatMap(({ entries }) =>
    entries.map(
      ({ to, label, icon: Icon }): Entry => ({ id: to, group: 'go', icon: <Icon {...icon} />, text: say(label), more: '', href: to }),
    ),
  );
  const newOrder: Entry = {
    id: 'new-order',
    group: 'go',
    icon: <IconPlus {...icon} />,
    text: say('office.newOrder'),
    more: '',
    href: '/order',
  };
  const ofPlugins = plugged.map(({ plugin, page, title, nav: { icon: Icon } }): Entry => {
    const href = `/p/${plugin}/${page}`;
    return { id: href, group: 'go', icon: <Icon {...icon} />, text: title, more: pluginName(plugin), href };
  });
  const all = [...pages, ...ofPlugins, ...(may(me, 'order.write') ? [newOrder] : [])];
  return all.filter(({ text }) => text.toLowerCase().includes(typed.trim().toLowerCase()));
}

/** Rows that the API finds, in the viewer's rows alone: by number, name, meter, e-mail, or the end of an IBAN. */
export async function rows(me: Me, typed: string, signal: AbortSignal): Promise<Entry[]> {
  const text = typed.trim();
  if (text.length < 2) return [];
  const [contracts, customers, orders] = await Promise.all([
    may(me, 'contract.read') ? ask(FindContractsDocument, { text }, { signal }) : null,
    may(me, 'customer.read') ? ask(FindCustomersDocument, { filter: customerFilterOf(text) }, { signal }) : null,
    may(me, 'order.read') && /^O-/i.test(text) ? ask(FindOrdersDocument, { number: text.toUpperCase() }, { signal }) : null,
  ]);
  return [
    ...(contracts?.contracts.edges ?? []).map(({ node }): Entry => {
      const more = [node.number, node.tariff?.name, node.statusLabel].filter(Boolean).join(' · ');
      return {
        id: node.id,
        group: 'contracts',
        icon: <IconFileText {...icon} />,
        text: nameOf(node.customer),
        more,
        href: `/contracts/${node.id}`,
      };
    }),
    ...(customers?.customers.edges ?? []).map(({ node }): Entry => {
      const more = `${node.number} · ${node.postcode} ${node.city}`;
      const href = `/customers/${node.id}`;
      return { id: node.id, group: 'customers', icon: <IconUser {...icon} />, text: nameOf(node), more, href };
    }),
    ...(orders?.orders.edges ?? []).map(
      ({ node }): Entry => ({
        ...{ id: node.id, group: 'orders', icon: <IconClipboardList {...icon} />, text: node.number },
        ...{ more: say(`office.order.state.${node.state}`), href: `/orders/${node.id}` },
      }),
    ),
  ];
}
