import { IconUsers } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { type CustomerFilter, CustomersDocument, type CustomersQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, dayOfInstant, number } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';

export type CustomerRow = CustomersQuery['customers']['edges'][number]['node'];

/** The shape of what is typed says what it is: a number, an address, the end of an account, else a name. */
export function customerFilterOf(q: string): CustomerFilter {
  const typed = q.trim();
  if (typed === '') return {};
  if (/^K-/i.test(typed)) return { number: typed.toUpperCase() };
  if (typed.includes('@')) return { email: typed };
  if (/^[A-Z]{2}\d{2}[\dA-Z\s]{8,}$/i.test(typed)) return { iban: typed };
  if (/^\d{4}$/.test(typed)) return { ibanLastFour: typed };
  return { name: typed };
}

const hrefOf = ({ id }: CustomerRow): string => `/customers/${id}`;

const CUSTOMERS: ListDefinition<CustomerRow, ListSearch> = {
  name: 'customers',
  path: '/customers',
  permission: 'customer.read',
  title: 'office.customers.title',
  find: 'office.customers.find',
  none: { title: 'office.customers.none', text: 'office.customers.noneText', icon: <IconUsers size={18} stroke={1.7} /> },
  columns: [
    {
      id: 'name',
      label: 'office.customer.name',
      sort: 'LAST_NAME',
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.id }} className="id">
          {nameOf(row)}
        </Link>
      ),
    },
    { id: 'number', label: 'office.customer.number', cell: (row) => <span className="num">{row.number}</span> },
    { id: 'kind', label: 'office.customers.kind', from: 2, cell: ({ kind }) => say(`office.customers.kind.${kind}`) },
    { id: 'place', label: 'office.customers.place', cell: ({ postcode, city }) => `${postcode} ${city}` },
    { id: 'email', label: 'office.customer.email', cell: ({ email }) => email },
    { id: 'phone', label: 'office.customer.phone', from: 3, cell: ({ phone }) => phone ?? <span className="muted">–</span> },
    { id: 'contracts', label: 'office.customer.contracts', isNumber: true, cell: ({ contractCount }) => number(contractCount) },
    {
      id: 'since',
      label: 'office.customers.since',
      sort: 'CREATED_AT',
      isNumber: true,
      from: 2,
      cell: ({ createdAt }) => dayInColumn(dayOfInstant(createdAt)),
    },
  ],
  line: (row) => (
    <Link to="/customers/$id" params={{ id: row.id }}>
      <span className="medium cut">{nameOf(row)}</span>
      <span className="between muted small">
        <span className="cut">{`${row.postcode} ${row.city}`}</span>
        <span className="num">{row.number}</span>
      </span>
    </Link>
  ),
  hrefOf,
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: customerFilterOf(search.q ?? ''), orderBy: sortBy(search, ['CREATED_AT', 'LAST_NAME']) };
    return usePageOf(CustomersDocument, variables, { name: 'customers', pick: ({ customers }) => customers });
  },
  useViews: () => [],
  exported: (search) => ({ filter: customerFilterOf(search.q ?? ''), orderBy: sortBy(search, ['CREATED_AT', 'LAST_NAME']) }),
};

export const CustomersPage = () => <DefinedList list={CUSTOMERS} search={useSearch({ from: '/office/customers' })} />;
