import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Db } from '../db/client.ts';
import type { Builder, GraphQLContext } from './builder.ts';
import { needs } from './builder.ts';
import { checkSortable } from './cursor.ts';
import { COUNT_CAP, type ListOptions, PAGE_MAX, type Page, type PageArgs, pageOf, pageRequest, type Row } from './page.ts';

type Where = Readonly<Record<string, unknown>>;

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
      // The list itself, for whoever reads it in another way: see list-plan.ts.
      extensions: { ...needs(options.permission), list: options },
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

interface Call {
  readonly ctx: GraphQLContext;
  readonly info: GraphQLResolveInfo;
}

interface Table {
  findMany(args: object): Promise<Row[]>;
  count(args: object): Promise<number>;
}

async function loadPage(options: ListOptions, args: PageArgs, { ctx, info }: Call): Promise<Page> {
  const request = await pageRequest(options, args, ctx);
  const { order, direction, take, where, wanted } = request;
  const { column } = order;
  const table = tableOf(ctx.db, options.type);
  const query = queryFromInfo({ context: ctx, info, typeName: options.type, path: ['edges', 'node'] }) as {
    select?: Where;
    include?: Where;
  };
  const rows = await table.findMany({
    ...query,
    ...(query.select && { select: { ...query.select, id: true, [column]: true } }),
    where,
    orderBy: column === 'id' ? [{ id: direction }] : [{ [column]: direction }, { id: direction }],
    take,
  });
  return {
    ...pageOf(request, rows),
    count: (isExact) => table.count({ where: wanted, ...(!isExact && { take: COUNT_CAP + 1 }) }),
  };
}

function tableOf(db: Db, type: string): Table {
  const table: unknown = Reflect.get(db, type.charAt(0).toLowerCase() + type.slice(1));
  return table as Table;
}
