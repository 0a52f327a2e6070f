import { Readable } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { audit } from '../access/audit.ts';
import type { GraphQLContext } from '../graphql/builder.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import { readInput } from '../http/read-input.ts';
import { admitted } from '../http/request-context.ts';
import { inTransaction, type Log } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { csvLines, csvLocale } from './export.csv.ts';
import { type ExportColumn, type ExportList, exportLists, usualColumns } from './export.lists.ts';
import { columnName } from './export.names.ts';
import { type ExportRequest, exportPages } from './export.pages.ts';

const json = z.string().transform((text, issues): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    issues.addIssue({ code: 'custom', message: 'is not JSON; write it as in a query of the API' });
    return z.NEVER;
  }
});

const Options = z.strictObject({
  /** Paths with commas; the row's own plain fields when left out. */
  columns: z.string().max(5_000).optional(),
  filter: json.optional(),
  orderBy: json.optional(),
  /** "de": semicolons and decimal commas. */
  locale: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'is not a language; write "de" or "en"')
    .optional(),
  /** "paths" for programs: they stay the same in every language. */
  header: z.enum(['names', 'paths']).default('names'),
});

export interface ExportRoutesOptions {
  readonly kernel: Kernel;
  readonly schema: GraphQLSchema;
  readonly owners: Owners;
}

/** GET /exports: what can be exported; GET /exports/<list>.csv: a list of the API as CSV, streamed. */
export const exportRoutes =
  ({ kernel, schema, owners }: ExportRoutesOptions): FastifyPluginAsync =>
  async (app) => {
    const lists = exportLists(schema);
    const needed = { owners, permission: 'export.read' };

    app.get('/', async (request, reply) => {
      const { viewer, texts } = await admitted(kernel, { request, reply }, needed);
      const open = [...lists.values()].filter(({ permission }) => viewer.permissions.has(permission));
      return open.map((list) => ({
        list: list.name,
        columns: list.columns.map((column) => ({ path: column.path, name: columnName(column, texts, viewer.language) })),
      }));
    });

    app.get('/:file', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, needed);
      const { file } = z.object({ file: z.string() }).parse(request.params);
      const list = lists.get(file.replace(/\.csv$/, ''));
      if (!list || !file.endsWith('.csv'))
        throw new DomainError('NOT_FOUND', `There is no list "${file}"; GET /exports names them, and each ends with .csv`);
      const options = readInput(Options, request.query, 'query');
      const wanted: ExportRequest = {
        list,
        columns: columnsOf(list, options.columns, ctx),
        filter: options.filter,
        orderBy: options.orderBy,
        locale: csvLocale(options.locale ?? null),
      };
      const body = await startedStream(exportPages(schema, ctx, wanted), ctx.log);
      await noteExport(ctx, wanted);
      const names = wanted.columns.map((column) =>
        options.header === 'paths' ? column.path : columnName(column, ctx.texts, ctx.viewer.language),
      );
      const head = `${wanted.locale.hasMark ? '\ufeff' : ''}${csvLines([names], wanted.locale)}`;
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${list.name}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(Readable.from(withHead(head, body), { objectMode: false }));
    });
  };

function columnsOf(list: ExportList, wanted: string | undefined, { viewer }: GraphQLContext): readonly ExportColumn[] {
  if (wanted === undefined) {
    const usual = usualColumns(list, viewer);
    if (usual.length > 0) return usual;
    throw new DomainError('FORBIDDEN', `This API key lacks the scope "read:${list.type}"; ask for a key with it`, {
      scope: `read:${list.type}`,
    });
  }
  const byPath = new Map(list.columns.map((column) => [column.path, column]));
  const paths = wanted.split(',').map((path) => path.trim());
  const unknown = paths.filter((path) => !byPath.has(path));
  if (unknown.length > 0)
    throw new DomainError('BAD_USER_INPUT', `columns: ${list.name} has no ${unknown.join(', ')}; GET /exports names what it has`, {
      unknown,
    });
  return paths.flatMap((path) => byPath.get(path) ?? []);
}

/** The first page before the first byte: what is refused is refused with a status, not in the middle of a file. */
async function startedStream(pages: AsyncGenerator<string>, log: Log): Promise<AsyncGenerator<string>> {
  const first = await pages.next();
  async function* all(): AsyncGenerator<string> {
    if (first.done) return;
    yield first.value;
    try {
      yield* pages;
    } catch (err) {
      log.error({ err }, 'an export broke off');
      throw err;
    }
  }
  return all();
}

async function* withHead(head: string, body: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* body;
}

/** Who took which columns of which list out of the product. The filter's values may be personal data: its fields are noted. */
const noteExport = (ctx: GraphQLContext, { list, columns, filter }: ExportRequest): Promise<void> =>
  inTransaction(ctx, (ctx) =>
    audit(ctx, {
      action: 'list.exported',
      subject: list.name,
      after: { columns: columns.map(({ path }) => path), filteredBy: Object.keys(filter && typeof filter === 'object' ? filter : {}) },
    }),
  );
