import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { OrdersDocument } from '../../../generated/admin/graphql.ts';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { pageOf } from '../list/list.types.ts';
import { usePageOf } from '../list/loaded.ts';
import { ORDER_COLUMNS, OrderLine, type OrderRow } from './orders.columns.tsx';
import { ORDER_VIEWS, type OrdersSearch, type OrderView, orderFilterOf, orderSortOf } from './orders.search.ts';

const NAMES = Object.keys(ORDER_VIEWS) as OrderView[];

const NewOrder = () => (
  <a className="btn primary" href="/order">
    <IconPlus size={15} stroke={2} aria-hidden />
    {say('office.newOrder')}
  </a>
);

const ORDERS: ListDefinition<OrderRow, OrdersSearch> = {
  name: 'orders',
  path: '/orders',
  permission: 'order.read',
  title: 'office.orders.title',
  find: 'office.orders.find',
  none: {
    title: 'office.orders.none',
    text: 'office.orders.noneText',
    icon: <IconClipboardList size={18} stroke={1.7} />,
    action: <NewOrder />,
  },
  columns: ORDER_COLUMNS,
  line: (row) => <OrderLine row={row} />,
  hrefOf: ({ id }) => `/orders/${id}`,
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: orderFilterOf(search), orderBy: orderSortOf(search) };
    return usePageOf(OrdersDocument, variables, { name: 'orders', pick: ({ orders }) => orders });
  },
  useViews: () => NAMES.map((name) => ({ label: `office.orders.view.${name}` as const, search: ORDER_VIEWS[name] })),
  exported: (search) => ({ filter: orderFilterOf(search), orderBy: orderSortOf(search) }),
};

export const OrdersPage = () => <DefinedList list={ORDERS} search={useSearch({ from: '/office/orders' })} />;
