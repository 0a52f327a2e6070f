import { Link } from '@tanstack/react-router';
import type { OrdersQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, dayOfInstant, money } from '../../kit/format.ts';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import type { Column } from '../list/list.types.ts';
import { orderedBy } from './order.facts.ts';

export type OrderRow = OrdersQuery['orders']['edges'][number]['node'];

const none = <span className="muted">–</span>;

const StatusOf = ({ row: { submittedAt, contracts } }: { readonly row: OrderRow }) => {
  const [contract] = contracts;
  if (submittedAt === null || !contract) return <Status kind="idle">{say('office.order.state.OPEN')}</Status>;
  return <Status kind={contractStatusKind(contract)}>{contract.statusLabel}</Status>;
};

/** Who has to do something, as far as the product knows. */
const waitsFor = ({ submittedAt, contracts }: OrderRow): string | null => {
  if (submittedAt === null) return say('office.order.waitsSeller');
  const who = contracts.flatMap(({ pending }) =>
    pending.map(({ pluginId }) => (pluginId === 'core' ? say('office.order.person') : pluginName(pluginId))),
  );
  return who.length === 0 ? null : [...new Set(who)].join(', ');
};

const Sold = ({ row: { contracts } }: { readonly row: OrderRow }) => {
  const [contract] = contracts;
  if (!contract?.tariff) return none;
  return (
    <span className="row">
      <Commodity code={contract.tariff.commodity} isWordHidden />
      <span className="cut">{contract.tariff.name}</span>
      {contracts.length > 1 && <span className="muted small">+{contracts.length - 1}</span>}
    </span>
  );
};

const firstYearOf = ({ contracts }: OrderRow): number | null =>
  contracts.some(({ offer }) => offer !== null) ? contracts.reduce((sum, { offer }) => sum + (offer?.firstYearCents ?? 0), 0) : null;

const sourceOf = ({ channel, contracts }: OrderRow): string =>
  contracts[0]?.partner?.name ?? sayIfKnown(`office.channel.${channel}`) ?? channel;

export const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  {
    id: 'number',
    label: 'office.orders.number',
    sort: 'NUMBER',
    cell: ({ id, number }) => (
      <Link to="/orders/$id" params={{ id }} className="id num">
        {number}
      </Link>
    ),
  },
  { id: 'customer', label: 'office.contracts.customer', cell: (row) => orderedBy(row) || none },
  { id: 'status', label: 'office.contracts.status', cell: (row) => <StatusOf row={row} /> },
  { id: 'waits', label: 'office.orders.waits', cell: (row) => waitsFor(row) ?? none },
  { id: 'tariff', label: 'office.contracts.tariff', from: 2, cell: (row) => <Sold row={row} /> },
  {
    id: 'value',
    label: 'office.figure.firstYear',
    isNumber: true,
    cell: (row) => {
      const value = firstYearOf(row);
      return value === null ? none : money(value);
    },
  },
  { id: 'source', label: 'office.orders.source', from: 3, cell: sourceOf },
  {
    id: 'received',
    label: 'office.orders.received',
    sort: 'CREATED_AT',
    isNumber: true,
    cell: ({ createdAt }) => dayInColumn(dayOfInstant(createdAt)),
  },
];

export const OrderLine = ({ row }: { readonly row: OrderRow }) => (
  <Link to="/orders/$id" params={{ id: row.id }}>
    <span className="between">
      <span className="medium cut">{orderedBy(row) || row.number}</span>
      <StatusOf row={row} />
    </span>
    <span className="between muted small">
      <span className="cut">
        {row.number} · {sourceOf(row)}
      </span>
      <span className="num">{dayInColumn(dayOfInstant(row.createdAt))}</span>
    </span>
  </Link>
);
