import { type Readable, Readable as Stream, Transform } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { csvLines, csvLocale, harmless } from '../exports/export.csv.ts';
import type { GraphQLContext } from '../graphql/builder.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import { readInput } from '../http/read-input.ts';
import { admitted } from '../http/request-context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ENCODINGS } from './csv.encoding.ts';
import { DELIMITERS, readCsv } from './csv.reader.ts';
import { problemsInWords } from './import.problems.ts';
import { readRun } from './import.run.ts';
import { hasSecrets } from './import.secrets.ts';
import { abandonStaging, finishStaging, stagedRows, startImport } from './import.service.ts';

/** Largest file, bytes. */
const MAX_BYTES = 256 * 1024 * 1024;
const PAGE = 500;

const Upload = z.strictObject({
  kind: z.string().max(40),
  fileName: z.string().trim().min(1).max(200).optional(),
  partnerId: z.uuid().optional(),
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
});

/** POST /imports?kind=orders: a CSV file, as text/csv or as the one file of a form; GET /imports/:id/errors.csv: its rows with problems. */
export const importRoutes =
  (kernel: Kernel, owners: Owners): FastifyPluginAsync =>
  async (app) => {
    await app.register(multipart, { limits: { files: 1, fields: 0, fileSize: MAX_BYTES } });
    app.addContentTypeParser(['text/csv', 'application/octet-stream', 'text/plain'], (_request, payload, done) => done(null, payload));

    app.post('/', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, { owners, permission: 'import.write', writes: 'uploadImport' });
      const { kind, partnerId, fileName, encoding, delimiter } = readInput(Upload, request.query, 'query');
      const file = await fileOf(request);
      const { id } = await startImport(ctx, { kind, fileName: fileName ?? file.name, partnerId: partnerId ?? null });
      try {
        const { columns, rows } = await readCsv(file.bytes.pipe(noMoreThan(MAX_BYTES)), {
          encoding: encoding ?? null,
          delimiter: delimiter ?? null,
        });
        const total = await kernel.copyRows(ctx.brand.id, 'import_row', stagedRows(ctx, id, rows));
        const run = await finishStaging(ctx, id, { columns, total });
        return await reply.status(202).send({ id, state: run.state, total, columns: run.columns, mapping: run.mapping });
      } catch (cause) {
        file.bytes.resume(); // what is left of the file is read and forgotten, so that the answer arrives
        await abandonStaging(ctx, id);
        throw cause;
      }
    });

    app.get('/:id/errors.csv', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, { owners, permission: 'import.read', reads: 'ImportRow.cells' });
      const id = z.object({ id: z.uuid() }).safeParse(request.params);
      const { locale } = z.object({ locale: z.string().max(10).optional() }).parse(request.query);
      const run = await readRun(ctx, id.data?.id ?? crypto.randomUUID());
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'attachment; filename="errors.csv"')
        .type('text/csv; charset=utf-8')
        .send(Stream.from(errorLines(ctx, run, locale ?? null), { objectMode: false }));
    });
  };

interface File {
  readonly name: string;
  readonly bytes: Readable;
}

async function fileOf(request: FastifyRequest): Promise<File> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (part) return { name: part.filename || 'import.csv', bytes: part.file };
  }
  if (request.body instanceof Stream) return { name: 'import.csv', bytes: request.body };
  throw new DomainError('IMPORT_FILE_MISSING', 'Send the file as text/csv, or as the one file of multipart/form-data');
}

function noMoreThan(maximum: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size > maximum) done(new DomainError('IMPORT_TOO_LARGE', `file: is larger than ${maximum} bytes; split it`, { maximum }));
      else done(null, chunk);
    },
  });
}

/** The rows that need somebody, as they came, with what is wrong and what to do; a page in memory. */
async function* errorLines(
  ctx: GraphQLContext,
  { id, columns }: { id: string; columns: readonly string[] },
  locale: string | null,
): AsyncGenerator<string> {
  const csv = csvLocale(locale);
  const { language } = ctx.viewer;
  const head = ['row', 'problem', 'remedy'].map((name) => ctx.texts(language, `import.error-file.${name}`) ?? name);
  const complete = ctx.texts(language, 'import.error-file.complete') ?? '';
  yield `${csv.hasMark ? '\ufeff' : ''}${csvLines([[...columns.map(harmless), ...head]], csv)}`;
  for (let after = 0; ; ) {
    const rows = await ctx.db.importRow.findMany({
      where: { runId: id, state: { in: ['INVALID', 'FAILED'] }, position: { gt: after } },
      orderBy: { position: 'asc' },
      take: PAGE,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield csvLines(
      rows.map((row) => {
        const { position, cells, problems } = row;
        const told = problemsInWords(problems, ctx.texts, language);
        const messages = told.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join(' ');
        const remedies = [...told.map(({ remedy }) => remedy), ...(hasSecrets(row) ? [complete] : [])].join(' ');
        return [...columns.map((_, index) => harmless(cells[index] ?? '')), String(position), messages, remedies];
      }),
      csv,
    );
    after = last.position;
  }
}
