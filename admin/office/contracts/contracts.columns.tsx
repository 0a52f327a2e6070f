import { Link } from '@tanstack/react-router';
import type { ContractsQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, money, number } from '../../kit/format.ts';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import type { Column } from '../list/list.types.ts';
import { nameOf, nextFact, startOf } from './contract.facts.ts';

export type ContractRow = ContractsQuery['contracts']['edges'][number]['node'];

const none = <span className="muted">–</span>;

const Who = ({ row }: { readonly row: ContractRow }) => (
  <span className="row who">
    <span className="cut" title={nameOf(row.customer)}>
      {nameOf(row.customer) || none}
    </span>
    {row.meteringPoint && (
      <span className="muted small place">
        {row.meteringPoint.postcode} {row.meteringPoint.city}
      </span>
    )}
  </span>
);

const Next = ({ row }: { readonly row: ContractRow }) => {
  const next = nextFact(row);
  return next ? <span className={next.isUrgent ? '' : 'muted'}>{next.text}</span> : none;
};

const Sold = ({ row: { tariff } }: { readonly row: ContractRow }) =>
  tariff ? (
    <span className="row sold">
      <Commodity code={tariff.commodity} isWordHidden />
      <span className="cut" title={tariff.name}>
        {tariff.name}
      </span>
    </span>
  ) : (
    none
  );

const StatusOf = ({ row }: { readonly row: ContractRow }) => <Status kind={contractStatusKind(row)}>{row.statusLabel}</Status>;

/** What a person decides by: identity, status, what comes next, then facts. */
export const CONTRACT_COLUMNS: readonly Column<ContractRow>[] = [
  {
    id: 'number',
    label: 'office.contracts.number',
    sort: 'NUMBER',
    cell: ({ id, number: text }) => (
      <Link to="/contracts/$id" params={{ id }} className="id num">
        {text}
      </Link>
    ),
  },
  { id: 'customer', label: 'office.contracts.customer', cell: (row) => <Who row={row} /> },
  { id: 'status', label: 'office.contracts.status', sort: 'STATUS', cell: (row) => <StatusOf row={row} /> },
  { id: 'next', label: 'office.contracts.next', cell: (row) => <Next row={row} /> },
  { id: 'tariff', label: 'office.contracts.tariff', cell: (row) => <Sold row={row} /> },
  {
    id: 'use',
    label: 'office.contracts.use',
    unit: 'office.unit.kwhYear',
    isNumber: true,
    from: 2,
    cell: ({ annualKwh }) => (annualKwh === null ? none : number(annualKwh)),
  },
  {
    id: 'price',
    label: 'office.contracts.price',
    unit: 'office.unit.perMonth',
    isNumber: true,
    from: 2,
    cell: ({ offer }) => (offer === null ? none : money(offer.monthlyCents)),
  },
  {
    id: 'start',
    label: 'office.contracts.start',
    isNumber: true,
    cell: (row) => {
      const start = startOf(row);
      return start === null ? none : dayInColumn(start);
    },
  },
  {
    id: 'partner',
    label: 'office.contracts.partner',
    from: 4,
    cell: ({ partner }) => partner?.name ?? <span className="muted">{say('office.direct')}</span>,
  },
];

/** The same on a phone, in two lines. */
export const ContractLine = ({ row }: { readonly row: ContractRow }) => (
  <Link to="/contracts/$id" params={{ id: row.id }}>
    <span className="between">
      <span className="medium cut">{nameOf(row.customer) || row.number}</span>
      <StatusOf row={row} />
    </span>
    <span className="between muted small">
      <span className="cut">
        {row.number} · {row.tariff?.name}
      </span>
      <span className="num">{startOf(row) === null ? '' : dayInColumn(startOf(row) ?? '')}</span>
    </span>
  </Link>
);
