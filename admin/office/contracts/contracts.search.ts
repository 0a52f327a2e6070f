import type { ContractFilter, ContractKind, ContractSort } from '../../../generated/admin/graphql.ts';
import { addDays, today } from '../../kit/format.ts';
import { type ListSearch, listOf, readSearch } from '../list/list.types.ts';

export interface ContractsSearch extends ListSearch {
  /** Codes of statuses, with commas. */
  readonly status?: string;
  readonly kind?: string;
  /** Supply begins in these days. */
  readonly from?: string;
  readonly to?: string;
  /** The price guarantee ends within so many days. */
  readonly guarantee?: string;
}

export const contractsSearch = (search: Record<string, unknown>): ContractsSearch =>
  readSearch(search, ['status', 'kind', 'from', 'to', 'guarantee']);

const KINDS: readonly ContractKind[] = ['OPEN', 'REVIEW', 'WAITING', 'SUPPLY', 'ENDED', 'REFUSED'];

/** What an address asks of the API. */
export function contractFilterOf({ q, status, kind, from, to, guarantee }: ContractsSearch): ContractFilter {
  const kinds = KINDS.filter((one) => listOf(kind).includes(one));
  const within = Number(guarantee);
  return {
    ...(q && { search: q }),
    ...(status && { status: listOf(status) }),
    ...(kinds.length > 0 && { kind: kinds }),
    ...((from || to) && { startsOn: { ...(from && { from }), ...(to && { to }) } }),
    ...(within > 0 && { guaranteeEndsOn: { from: today(), to: addDays(today(), within) } }),
  };
}

const SORTS: readonly ContractSort['field'][] = ['CREATED_AT', 'UPDATED_AT', 'NUMBER', 'STATUS'];

export function contractSortOf({ sort = '-UPDATED_AT' }: ContractsSearch): ContractSort {
  const field = SORTS.find((one) => sort.replace('-', '') === one) ?? 'UPDATED_AT';
  return { field, direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

/** The views that everybody has: nothing but addresses. */
export const VIEWS = {
  all: {},
  review: { kind: 'REVIEW' },
  waiting: { kind: 'WAITING' },
  supply: { kind: 'SUPPLY' },
  guarantee: { guarantee: '90' },
} as const satisfies Record<string, ContractsSearch>;
export type View = keyof typeof VIEWS;
