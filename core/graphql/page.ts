import { DomainError } from '../kernel/errors.ts';
import type { GraphQLContext } from './builder.ts';
import { type ListOrder, type Position, readCursor, usualDirection, writeCursor } from './cursor.ts';
import { literally } from './filters.ts';
import { refuseUnreadable } from './gate.ts';

type Where = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>> & { readonly id: string | bigint };

/** How a list may be sorted: a column that is never null and never changes for most rows. */
export type SortFields = Readonly<Record<string, { readonly column: string; readonly description: string }>>;

export interface ListOptions {
  /** Root field: "contracts". */
  readonly name: string;
  /** Prisma model and GraphQL type of the rows. */
  readonly type: string;
  readonly permission: string;
  readonly description: string;
  readonly sort: SortFields;
  /** Input type of the filter and how it becomes a condition; the scoped client adds brand and rows. */
  readonly filter: { readonly ref: object; readonly where: (filter: never, ctx: GraphQLContext) => Where };
  /** A condition that always holds, beyond brand and rows. */
  readonly always?: (ctx: GraphQLContext) => Promise<Where>;
}

/** What a root field lists; null for one that is no list. `connectionField` notes it there. */
export const listOptionsOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): ListOptions | null =>
  (extensions.list as ListOptions | undefined) ?? null;

export const PAGE_MAX = 200;
export const COUNT_CAP = 10_000;

export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly count: (isExact: boolean) => Promise<number>;
}

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly filter?: never;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Which rows a page shows, however they are read. */
export interface PageRequest {
  readonly order: ListOrder;
  /** The list's rows: filter and what always holds. */
  readonly wanted: Where;
  /** The rows beyond the cursor. */
  readonly where: Where;
  readonly direction: 'asc' | 'desc';
  /** One more than the page, to see whether there is another. */
  readonly take: number;
  readonly isBackwards: boolean;
  readonly hasCursor: boolean;
}

/** Errors: PAGE_INVALID, CURSOR_INVALID, FORBIDDEN for a key that may not read what it filters or sorts by. */
export async function pageRequest(options: ListOptions, args: PageArgs, ctx: GraphQLContext): Promise<PageRequest> {
  const { size, isBackwards } = pageSize(args);
  const order = orderOf(options, args);
  const { column } = order;
  const isAscending = order.direction === 'ASC';
  const filter = conditions(args.filter);
  refuseUnreadable(ctx.viewer, options.type, [...Object.keys(filter), ...(args.orderBy ? [column] : [])]);

  const asked = literally(options.filter.where(filter as never, ctx)) as Where;
  const wanted = options.always ? { AND: [await options.always(ctx), asked] } : asked;
  const bounds = [
    args.after ? beyond(column, isAscending ? 'gt' : 'lt', readCursor(args.after, order)) : {},
    args.before ? beyond(column, isAscending ? 'lt' : 'gt', readCursor(args.before, order)) : {},
  ];
  return {
    order,
    wanted,
    where: { AND: [wanted, ...bounds] },
    direction: isAscending !== isBackwards ? 'asc' : 'desc',
    take: size + 1,
    isBackwards,
    hasCursor: Boolean(isBackwards ? args.before : args.after),
  };
}

/** The page of the rows that were read for a request. */
export function pageOf<T extends Row>({ order, take, isBackwards, hasCursor }: PageRequest, rows: readonly T[]) {
  const hasMore = rows.length === take;
  const page = hasMore ? rows.slice(0, -1) : [...rows];
  if (isBackwards) page.reverse();
  return {
    edges: page.map((node) => ({ node, cursor: writeCursor(order, node) })),
    hasNextPage: isBackwards ? hasCursor : hasMore,
    hasPreviousPage: isBackwards ? hasMore : hasCursor,
  };
}

/** What is left out, null or empty (a search box that nobody filled in) is no condition. */
const conditions = (filter: object | null | undefined): object =>
  Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value != null && value !== ''));

function orderOf({ name, type, sort }: ListOptions, { orderBy }: PageArgs): ListOrder {
  const key = orderBy?.field ?? Object.keys(sort)[0] ?? '';
  const column = sort[key]?.column ?? 'id';
  return { list: name, model: type, sort: key, column, direction: orderBy?.direction ?? usualDirection(type, column) };
}

function pageSize({ first, last, after, before }: PageArgs): { size: number; isBackwards: boolean } {
  if (first != null && last != null) throw new DomainError('PAGE_INVALID', 'first, last: give one of them, not both');
  if (last != null && after != null) throw new DomainError('PAGE_INVALID', 'last: goes with before, not with after');
  if (first != null && before != null) throw new DomainError('PAGE_INVALID', 'first: goes with after, not with before');
  const size = last ?? first ?? 50;
  if (size < 1 || size > PAGE_MAX)
    throw new DomainError('PAGE_INVALID', `${last != null ? 'last' : 'first'}: must lie between 1 and ${PAGE_MAX}`);
  return { size, isBackwards: last != null };
}

/**
 * Rows on the far side of a position. The first bound says nothing new; it is the one that PostgreSQL can begin to read an
 * index at, so that a late page costs no more than an early one.
 */
const beyond = (column: string, comparison: 'gt' | 'lt', { value, id }: Position): Where =>
  column === 'id'
    ? { id: { [comparison]: id } }
    : {
        [column]: { [`${comparison}e`]: value },
        OR: [{ [column]: { [comparison]: value } }, { [column]: value, id: { [comparison]: id } }],
      };
