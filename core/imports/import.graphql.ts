import { z } from 'zod';
import type { ImportRow, Prisma } from '#prisma';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { kindFor } from './import.kinds.ts';
import { columnLabel } from './import.mapping.ts';
import { problemsInWords, type RowProblem } from './import.problems.ts';
import { readRun } from './import.run.ts';
import { commitRows, editImportRow, mapImport, retryImport, stopImport } from './import.service.ts';
import { watchImport } from './import.watch.ts';

const ROWS_MAX = 200;

export function importSchema({ builder, connections, filters }: Shared): void {
  const State = builder.enumType('ImportState', {
    description: 'Where an import stands.',
    values: {
      STAGING: { description: 'The file is on its way in.' },
      STAGED: { description: 'The file is in; its headers need a meaning: mapImport.' },
      VALIDATING: { description: 'Its rows are looked at.' },
      VALIDATED: { description: 'Every row was looked at; commitImport takes the valid ones over.' },
      COMMITTING: { description: 'Valid rows are taken over.' },
      DONE: { description: 'Nothing is left to take over; rows that failed may be mended and retried.' },
      STOPPED: { description: 'A person stopped it, or the file could not be read.' },
    } as const,
  });
  const RowState = builder.enumType('ImportRowState', {
    description: 'Where a row of an import stands.',
    values: {
      STAGED: { description: 'Not looked at yet.' },
      VALID: { description: 'Can be taken over.' },
      INVALID: { description: 'Has problems.' },
      DONE: { description: 'Was taken over.' },
      FAILED: { description: 'Could not be taken over; see its problems.' },
    } as const,
  });

  const MappedColumn = builder.objectRef<{ column: string; field: string | null }>('ImportColumn');
  MappedColumn.implement({
    description: 'A column of the file and what it fills.',
    fields: (t) => ({
      column: t.exposeString('column', { description: 'Header.' }),
      field: t.exposeString('field', { nullable: true, description: 'Path of the field; null = it is not used.' }),
    }),
  });

  const ImportRunType = builder.prismaObject('ImportRun', {
    description: 'A file of orders, customers or tariffs on its way in.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      kind: t.exposeString('kind', { description: 'orders, customers or tariffs.' }),
      fileName: t.exposeString('fileName', { description: 'Name of the file.' }),
      state: t.expose('state', { type: State, description: 'Where it stands.' }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'For whom it is sold; null = the brand itself.' }),
      columns: t.field({
        type: [MappedColumn],
        description: 'Its columns in their order.',
        select: { columns: true, mapping: true },
        resolve: ({ columns, mapping }) => {
          const fields = z.record(z.string(), z.string()).catch({}).parse(mapping);
          return columns.map((column) => ({ column, field: fields[column] ?? null }));
        },
      }),
      total: t.exposeInt('total', { description: 'Rows.' }),
      valid: t.exposeInt('valid', { description: 'Rows that can be taken over and are not yet.' }),
      invalid: t.exposeInt('invalid', { description: 'Rows with problems.' }),
      done: t.exposeInt('done', { description: 'Rows that were taken over.' }),
      failed: t.exposeInt('failed', { description: 'Rows that could not be taken over.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who imports.' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
      errorFile: t.string({
        description: 'Where its rows with problems are downloaded as CSV, with problem and remedy.',
        select: { id: true },
        resolve: ({ id }, _args, { brand }) => `${brand.url}/imports/${id}/errors.csv`,
      }),
    }),
  });

  const RowProblemType = builder.objectRef<RowProblem>('ImportProblem');
  RowProblemType.implement({
    description: 'What keeps a row from being taken over.',
    fields: (t) => ({
      column: t.exposeString('column', { nullable: true, description: 'Header of the column; null = the row as such.' }),
      field: t.exposeString('field', { description: 'Path of the field.' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      message: t.exposeString('message', { description: "What is wrong, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What to do.' }),
    }),
  });
  const Row = builder.objectRef<ImportRow>('ImportRow').implement({
    description: 'A row of the file.',
    fields: (t) => ({
      position: t.exposeInt('position', { description: '1 = the first row below the header.' }),
      state: t.expose('state', { type: RowState, description: 'Where it stands.' }),
      cells: t.exposeStringList('cells', { description: "Its cells in the order of the file's columns." }),
      resultId: t.exposeID('resultId', { nullable: true, description: 'What it became.' }),
      problems: t.field({
        type: [RowProblemType],
        description: 'All of them at once.',
        resolve: ({ problems }, _args, { texts, viewer }) => problemsInWords(problems, texts, viewer.language),
      }),
    }),
  });

  const Filter = builder.inputType('ImportFilter', {
    description: 'Which imports. Conditions hold together.',
    fields: (t) => ({
      kind: t.string({ description: 'Exactly this kind.' }),
      state: t.field({ type: [State], description: 'In one of these states.' }),
      createdAt: t.field({ type: filters.InstantRange, description: 'Begun in this time.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'imports',
    type: 'ImportRun',
    permission: 'import.read',
    description: "Imports in the viewer's rows. Files are uploaded with POST /imports.",
    sort: { CREATED_AT: { column: 'createdAt', description: 'When it was begun.' } },
    filter: {
      ref: Filter,
      where: ({ kind, state, createdAt }: typeof Filter.$inferInput): Prisma.ImportRunWhereInput =>
        only({ kind, state: state && { in: state }, createdAt: instantWhere(createdAt) }),
    },
  });
  builder.queryField('importRun', (t) =>
    t.prismaField({
      type: 'ImportRun',
      nullable: true,
      description: "An import by its id; null when there is none in the viewer's rows. Its figures are its progress.",
      extensions: needs('import.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.importRun.findUnique({ ...query, where: { id } }),
    }),
  );
  builder.queryField('importRows', (t) =>
    t.field({
      type: [Row],
      description: "Rows of an import in the file's order.",
      extensions: needs('import.read'),
      args: {
        importId: t.arg.id({ required: true, description: 'The import.' }),
        state: t.arg({ type: [RowState], description: 'In one of these states.' }),
        first: t.arg.int({ description: `1 to ${ROWS_MAX}; 50 unless said otherwise.` }),
        after: t.arg.int({ description: 'Rows below this position.' }),
        before: t.arg.int({ description: 'Rows above this position, those next to it.' }),
      },
      resolve: async (_root, { importId, state, first, after, before }, { db }) => {
        const rows = await db.importRow.findMany({
          where: {
            ...{ runId: importId, position: { gt: after ?? 0, ...(before != null && { lt: before }) } },
            ...(state && { state: { in: [...state] } }),
          },
          orderBy: { position: before == null ? 'asc' : 'desc' },
          take: Math.min(Math.max(first ?? 50, 1), ROWS_MAX),
        });
        return before == null ? rows : rows.reverse();
      },
    }),
  );
  builder.subscriptionField('importChanged', (t) =>
    t.prismaField({
      type: 'ImportRun',
      description:
        "An import in the viewer's rows: at once, then each time its figures move. The stream ends when the import rests, and after 15 minutes: then open it again.",
      extensions: needs('import.read'),
      args: { importId: t.arg.id({ required: true, description: 'The import.' }) },
      subscribe: (_root, { importId }, ctx) => watchImport(ctx, importId),
      resolve: (query, id, _args, { db }) => db.importRun.findUniqueOrThrow({ ...query, where: { id: id as string } }),
    }),
  );

  const FormField = builder.objectRef<{ path: string; label: string; type: string; isRequired: boolean }>('ImportFormField');
  FormField.implement({
    description: 'What a column may fill.',
    fields: (t) => ({
      path: t.exposeString('path', { description: 'Path of the field.' }),
      label: t.exposeString('label', { description: "Name in the caller's language; also found as a header." }),
      type: t.exposeString('type', { description: 'text, day, choice, flag or whole.' }),
      isRequired: t.exposeBoolean('isRequired', { description: 'Whether a file without it is refused.' }),
    }),
  });
  builder.queryField('importForm', (t) =>
    t.field({
      type: [FormField],
      description: 'What the columns of a file may fill.',
      extensions: needs('import.read'),
      args: { kind: t.arg.string({ required: true, description: 'orders, customers or tariffs.' }) },
      resolve: async (_root, { kind: code }, ctx) => {
        const kind = kindFor(code, ctx.viewer);
        return (await kind.columns(ctx)).map(({ path, field }) => ({
          path,
          label: columnLabel(ctx.texts, { kind: code, path, language: ctx.viewer.language }),
          type: field.type,
          isRequired: kind.required.includes(path),
        }));
      },
    }),
  );

  const Meaning = builder.inputType('ImportColumnInput', {
    description: 'What a column fills.',
    fields: (t) => ({
      column: t.string({ required: true, description: 'Header.' }),
      field: t.string({ required: true, description: 'Path of the field.' }),
    }),
  });
  const idArg = { required: true as const, description: 'The import.' };
  builder.mutationField('mapImport', (t) =>
    t.prismaField({
      type: ImportRunType,
      description: "Says what the columns fill and looks at all rows. Remembered for the brand's next file of this kind.",
      extensions: needs('import.write'),
      args: {
        id: t.arg.id(idArg),
        columns: t.arg({ type: [Meaning], required: true, description: 'Columns that are left out are not used.' }),
      },
      resolve: async (query, _root, { id, columns }, ctx) => {
        await mapImport(ctx, id, Object.fromEntries(columns.map(({ column, field }) => [column, field])));
        return ctx.db.importRun.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  const steps: Readonly<
    Record<string, { readonly step: (ctx: GraphQLContext, id: string) => Promise<void>; readonly description: string }>
  > = {
    commitImport: { step: commitRows, description: 'Takes the valid rows over, or goes on where the import was stopped.' },
    stopImport: { step: stopImport, description: 'Stops after the batch that runs. What was taken over stays.' },
    retryImport: {
      step: retryImport,
      description: 'Looks again at rows that are invalid or failed; commitImport then takes over what is valid.',
    },
  };
  for (const [name, { step, description }] of Object.entries(steps)) {
    builder.mutationField(name, (t) =>
      t.prismaField({
        type: ImportRunType,
        description,
        extensions: needs('import.write'),
        args: { id: t.arg.id(idArg) },
        resolve: async (query, _root, { id }, ctx) => {
          await step(ctx, id);
          return ctx.db.importRun.findUniqueOrThrow({ ...query, where: { id } });
        },
      }),
    );
  }
  const Cell = builder.inputType('ImportCellInput', {
    description: 'A cell of a row.',
    fields: (t) => ({
      column: t.string({ required: true, description: 'Header.' }),
      value: t.string({ required: true, description: 'What stands there from now on.' }),
    }),
  });
  builder.mutationField('editImportRow', (t) =>
    t.field({
      type: Row,
      description: 'Mends a row that was not taken over, and looks at it at once.',
      extensions: needs('import.write'),
      args: {
        importId: t.arg.id(idArg),
        position: t.arg.int({ required: true, description: 'The row.' }),
        cells: t.arg({ type: [Cell], required: true, description: 'What changes.' }),
      },
      resolve: async (_root, { importId, position, cells }, ctx) => {
        await readRun(ctx, importId);
        return editImportRow(ctx, {
          runId: importId,
          position,
          cells: Object.fromEntries(cells.map(({ column, value }) => [column, value])),
        });
      },
    }),
  );
}
