import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Db } from '../db/client.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Builder, GraphQLContext } from './builder.ts';
import { needs } from './builder.ts';
import { checkSortable, type ListOrder, type Position, readCursor, usualDirection, writeCursor } from './cursor.ts';
import { literally } from './filters.ts';
import { refuseUnreadable } from './gate.ts';

type Where = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>> & { readonly id: string | bigint };

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

const PAGE_MAX = 200;
const COUNT_CAP = 10_000;

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly count: (isExact: boolean) => Promise<number>;
}

/** Types that all connections share. */
export function connectionTypes(builder: Builder) {
  const PageInfo = builder.objectRef<Page>('PageInfo');
  PageInfo.implement({
    description: 'Where a page stands in its list.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether rows follow.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether rows come before.' }),
      startCursor: t.string({ nullable: true, description: 'Cursor of the first row.', resolve: ({ edges }) => edges[0]?.cursor ?? null }),
      endCursor: t.string({ nullable: true, description: 'Cursor of the last row.', resolve: ({ edges }) => edges.at(-1)?.cursor ?? null }),
    }),
  });
  const Total = builder.objectRef<{ value: number; isCapped: boolean }>('Total');
  Total.implement({
    description: 'How many rows a list has.',
    fields: (t) => ({
      value: t.exposeInt('value', { description: 'The number, at most the cap.' }),
      isCapped: t.exposeBoolean('isCapped', { description: 'Whether there are more rows than the number says.' }),
      label: t.string({
        description: 'For people: "312" or "10,000+".',
        resolve: ({ value, isCapped }) => `${value.toLocaleString('en')}${isCapped ? '+' : ''}`,
      }),
    }),
  });
  const Direction = builder.enumType('SortDirection', {
    description: 'Direction of a sorted list.',
    values: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } } as const,
  });
  return { PageInfo, Total, Direction };
}

export type ConnectionTypes = ReturnType<typeof connectionTypes>;

/** A list with filter, sort and cursors that stay right while rows come and go: a cursor holds the sort value and the id, not a position. */
export function connectionField(builder: Builder, { PageInfo, Total, Direction }: ConnectionTypes, options: ListOptions): void {
  const { name, type, sort } = options;
  for (const { column } of Object.values(sort)) checkSortable(type, column);
  const Edge = builder.objectRef<Page['edges'][number]>(`${type}Edge`);
  Edge.implement({
    description: `A ${type} in a list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Give it as `after` or `before` to go on from here.' }),
      // Pothos loads what the client selects below; the row's shape is the model's.
      node: t.field({ type: type as never, description: 'The row.', resolve: ({ node }) => node as never }),
    }),
  });
  const Connection = builder.objectRef<Page>(`${type}Connection`);
  Connection.implement({
    description: `A page of a list of ${type}.`,
    fields: (t) => ({
      edges: t.field({ type: [Edge], description: 'The rows of this page.', resolve: ({ edges }) => [...edges] }),
      pageInfo: t.field({ type: PageInfo, description: 'Where this page stands.', resolve: (page) => page }),
      total: t.field({
        type: Total,
        description: 'How many rows there are. Costs a count: capped at 10,000 unless asked for exactly.',
        args: { exact: t.arg.boolean({ defaultValue: false, description: 'Count all of them, however long it takes.' }) },
        resolve: async ({ count }, { exact }) => {
          const value = await count(exact ?? false);
          return exact ? { value, isCapped: false } : { value: Math.min(value, COUNT_CAP), isCapped: value > COUNT_CAP };
        },
      }),
    }),
  });
  const SortField = builder.enumType(`${type}SortField`, {
    description: `What a list of ${type} may be sorted by.`,
    values: Object.fromEntries(Object.entries(sort).map(([key, { description }]) => [key, { description }])),
  });
  const Sort = builder.inputType(`${type}Sort`, {
    description: `Order of a list of ${type}.`,
    fields: (t) => ({
      field: t.field({ type: SortField, required: true, description: 'The column.' }),
      direction: t.field({ type: Direction, required: true, description: 'Upwards or downwards.' }),
    }),
  });

  builder.queryField(name, (t) =>
    t.field({
      type: Connection,
      description: options.description,
      extensions: needs(options.permission),
      args: {
        first: t.arg.int({ description: `Rows after \`after\`; 1 to ${PAGE_MAX}, 50 unless said otherwise.` }),
        after: t.arg.string({ description: 'A cursor of an earlier page with the same order.' }),
        last: t.arg.int({ description: 'Rows before `before`.' }),
        before: t.arg.string({ description: 'A cursor of a later page with the same order.' }),
        filter: t.arg({ type: options.filter.ref as never, description: 'Which rows. An empty text is no condition.' }),
        orderBy: t.arg({ type: Sort, description: 'Without it: by the first of the sort fields, times newest first, texts from A to Z.' }),
      },
      resolve: (_root, args, ctx, info) => loadPage(options, args as PageArgs, { ctx, info }),
    }),
  );
}

interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly filter?: never;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

interface Call {
  readonly ctx: GraphQLContext;
  readonly info: GraphQLResolveInfo;
}

interface Table {
  findMany(args: object): Promise<Row[]>;
  count(args: object): Promise<number>;
}

async function loadPage(options: ListOptions, args: PageArgs, { ctx, info }: Call): Promise<Page> {
  const { size, isBackwards } = pageSize(args);
  const order = orderOf(options, args);
  const { column } = order;
  const isAscending = order.direction === 'ASC';
  const direction = isAscending !== isBackwards ? 'asc' : 'desc';
  const filter = conditions(args.filter);
  refuseUnreadable(ctx.viewer, options.type, [...Object.keys(filter), ...(args.orderBy ? [column] : [])]);

  const asked = literally(options.filter.where(filter as never, ctx)) as Where;
  const wanted = options.always ? { AND: [await options.always(ctx), asked] } : asked;
  const bounds = [
    args.after ? beyond(column, isAscending ? 'gt' : 'lt', readCursor(args.after, order)) : {},
    args.before ? beyond(column, isAscending ? 'lt' : 'gt', readCursor(args.before, order)) : {},
  ];
  const table = tableOf(ctx.db, options.type);
  const query = queryFromInfo({ context: ctx, info, typeName: options.type, path: ['edges', 'node'] }) as {
    select?: Where;
    include?: Where;
  };
  const rows = await table.findMany({
    ...query,
    ...(query.select && { select: { ...query.select, id: true, [column]: true } }),
    where: { AND: [wanted, ...bounds] },
    orderBy: column === 'id' ? [{ id: direction }] : [{ [column]: direction }, { id: direction }],
    take: size + 1,
  });

  const hasMore = rows.length > size;
  const page = rows.slice(0, size);
  if (isBackwards) page.reverse();
  return {
    edges: page.map((node) => ({ node, cursor: writeCursor(order, node) })),
    hasNextPage: isBackwards ? Boolean(args.before) : hasMore,
    hasPreviousPage: isBackwards ? hasMore : Boolean(args.after),
    count: (isExact) => table.count({ where: wanted, ...(!isExact && { take: COUNT_CAP + 1 }) }),
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

/** Rows on the far side of a position. */
const beyond = (column: string, comparison: 'gt' | 'lt', { value, id }: Position): Where =>
  column === 'id'
    ? { id: { [comparison]: id } }
    : { OR: [{ [column]: { [comparison]: value } }, { [column]: value, id: { [comparison]: id } }] };

function tableOf(db: Db, type: string): Table {
  const table: unknown = Reflect.get(db, type.charAt(0).toLowerCase() + type.slice(1));
  return table as Table;
}
