import { execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { GraphQLContext } from '../graphql/builder.ts';
import { toGraphQLError } from '../graphql/errors.ts';
import { DomainError } from '../kernel/errors.ts';
import { type CsvLocale, cellOf, csvLines } from './export.csv.ts';
import type { ExportColumn, ExportList } from './export.lists.ts';

/** Rows of one page: what the API gives at most. */
const PAGE = 200;

export interface ExportRequest {
  readonly list: ExportList;
  readonly columns: readonly ExportColumn[];
  /** As the list's own `filter` and `orderBy`. */
  readonly filter: unknown;
  readonly orderBy: unknown;
  readonly locale: CsvLocale;
}

/**
 * The list page by page as CSV, through the same gate, rows, filter and cursors as everybody's query: what cannot be read
 * there cannot be exported. One page is in memory. Throws what the field would answer with.
 */
export async function* exportPages(schema: GraphQLSchema, ctx: GraphQLContext, request: ExportRequest): AsyncGenerator<string> {
  const { columns, locale, filter, orderBy } = request;
  const document = parse(queryFor(request));
  for (let after: string | null = null; ; ) {
    const { data, errors } = await execute({ schema, document, contextValue: ctx, variableValues: { after, filter, orderBy } });
    const [error] = errors ?? [];
    if (error) throw refusalOf(error, ctx);
    const page = pageOf(data, request.list.name);
    yield csvLines(
      page.nodes.map((node) => columns.map((column) => cellOf(valueAt(node, column), column, locale))),
      locale,
    );
    if (!page.hasNextPage) return;
    after = page.endCursor;
  }
}

/** What the list would have answered with: a refusal with its code, or a bug. */
function refusalOf(error: GraphQLError, { texts, viewer, requestId, log }: GraphQLContext): unknown {
  const { message, extensions } = toGraphQLError(error, { texts, language: viewer.language, requestId, log });
  const { code, ...details } = extensions;
  return code === 'INTERNAL' ? (error.originalError ?? error) : new DomainError(String(code), message, details);
}

function queryFor({ list, columns }: ExportRequest): string {
  const fields = columns.map(({ steps }) => steps.reduceRight((inner, { field }) => (inner === '' ? field : `${field} { ${inner} }`), ''));
  const declared = [
    '$after: String',
    ...(list.filterType ? [`$filter: ${list.filterType}`] : []),
    ...(list.sortType ? [`$orderBy: ${list.sortType}`] : []),
  ];
  const passed = [
    `first: ${PAGE}`,
    'after: $after',
    ...(list.filterType ? ['filter: $filter'] : []),
    ...(list.sortType ? ['orderBy: $orderBy'] : []),
  ];
  return `query Export(${declared.join(', ')}) { ${list.name}(${passed.join(', ')}) { edges { node { ${fields.join(' ')} } } pageInfo { hasNextPage endCursor } } }`;
}

interface Page {
  readonly nodes: readonly unknown[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** The answer has the shape that the query above asks for. */
function pageOf(data: unknown, list: string): Page {
  type Answer = Readonly<Record<string, { edges: { node: unknown }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>>;
  const answer = (data as Answer)[list];
  if (!answer) throw new Error(`The list ${list} answered with nothing`);
  return { nodes: answer.edges.map(({ node }) => node), ...answer.pageInfo };
}

const valueAt = (node: unknown, { steps }: ExportColumn): unknown =>
  steps.reduce<unknown>((part, { field }) => (typeof part === 'object' && part !== null ? Reflect.get(part, field) : null), node);
