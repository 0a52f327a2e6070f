import type { OrderFilter, OrderSort } from '../../../generated/admin/graphql.ts';
import { type ListSearch, readSearch } from '../list/list.types.ts';

export interface OrdersSearch extends ListSearch {
  /** "yes" = handed in, "no" = a draft. */
  readonly submitted?: string;
  /** partner, back-office or api. */
  readonly channel?: string;
}

export const ordersSearch = (search: Record<string, unknown>): OrdersSearch => readSearch(search, ['submitted', 'channel']);

export const orderFilterOf = ({ q, submitted, channel }: OrdersSearch): OrderFilter => ({
  ...(q && { number: q.trim().toUpperCase() }),
  ...(submitted && { isSubmitted: submitted === 'yes' }),
  ...(channel && { channel }),
});

export const orderSortOf = ({ sort = '-CREATED_AT' }: OrdersSearch): OrderSort => ({
  field: sort.endsWith('NUMBER') ? 'NUMBER' : 'CREATED_AT',
  direction: sort.startsWith('-') ? 'DESC' : 'ASC',
});

export const ORDER_VIEWS = {
  all: {},
  submitted: { submitted: 'yes' },
  drafts: { submitted: 'no' },
  partner: { channel: 'partner' },
  api: { channel: 'api' },
} as const satisfies Record<string, OrdersSearch>;
export type OrderView = keyof typeof ORDER_VIEWS;
