import { type ImportRow, type ImportRun, type ImportState, Prisma } from '#prisma';
import { audit } from '../access/audit.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { CsvRow } from './csv.reader.ts';
import { beginPhase, checkedRow, commitImport, validateImport } from './import.jobs.ts';
import { kindFor } from './import.kinds.ts';
import { checkMapping, isUnderstood, type Mapping, mappingOf, proposedMapping, valuesOf } from './import.mapping.ts';
import { actingFor, noteProgress, readRun } from './import.run.ts';
import { ibanColumnsOf, openCells, sealCells, withoutIbans } from './import.secrets.ts';
import { lockRun } from './import.sql.ts';

export interface NewImport {
  readonly kind: string;
  readonly fileName: string;
  /** For whom it is sold; null = the viewer's own company. */
  readonly partnerId: string | null;
}

/** A run whose file is on its way. Errors: IMPORT_KIND_UNKNOWN, FORBIDDEN, IMPORT_PARTNER_UNKNOWN. */
export async function startImport(ctx: Ctx, { kind, fileName, partnerId }: NewImport): Promise<ImportRun> {
  kindFor(kind, ctx.viewer);
  const seller = partnerId ?? ctx.viewer.partnerId;
  const sells = seller === null || (await ctx.db.partnerBrand.findFirst({ where: { sellerId: seller, sells: ctx.brand.id } })) !== null;
  if (!sells)
    throw new DomainError('IMPORT_PARTNER_UNKNOWN', 'partnerId: this partner does not sell the brand, or is not yours', {
      field: 'partnerId',
    });
  return ctx.db.importRun.create({
    data: { kind, fileName, partnerId: seller, createdBy: ctx.viewer.name, creatorId: ctx.viewer.id, createdAt: ctx.clock.now() },
  });
}

/** Most rows of a file. */
const MAX_ROWS = 1_000_000;

/** While nobody knows what the columns mean: their look alone tells. */
const NO_COLUMNS: ReadonlySet<number> = new Set();

/** The rows as they are copied into the database, numbered from 1. A row that cannot be read is there, and invalid. */
export async function* stagedRows(ctx: Pick<Ctx, 'vault'>, runId: string, rows: AsyncIterable<CsvRow>) {
  let position = 0;
  for await (const { cells, faults } of rows) {
    position += 1;
    if (position > MAX_ROWS)
      throw new DomainError('IMPORT_TOO_LARGE', `file: has more than ${MAX_ROWS} rows; split it`, { maximum: MAX_ROWS });
    const problems = faults.map(({ code, values }) => ({ column: String(values.column ?? '') || null, field: '', code, values }));
    const stored = sealCells(ctx, cells, NO_COLUMNS);
    yield {
      run_id: runId,
      position,
      cells: problems.length > 0 ? stored.cells.map(withoutIbans) : stored.cells,
      sealed: stored.sealed && JSON.stringify(stored.sealed),
      state: problems.length > 0 ? 'INVALID' : 'STAGED',
      problems: problems.length > 0 ? JSON.stringify(problems) : null,
    };
  }
}

/** The file is in: its headers get a meaning, and when nothing is missing its rows are looked at. */
export async function finishStaging(
  ctx: Ctx,
  id: string,
  { columns, total }: { columns: readonly string[]; total: number },
): Promise<ImportRun> {
  const { kind: code } = await readRun(ctx, id);
  const kind = kindFor(code, ctx.viewer);
  const mapping = await proposedMapping(ctx, kind, columns);
  await inTransaction(ctx, async (ctx) => {
    const { count } = await ctx.tx.importRun.updateMany({
      where: { id, state: 'STAGING' },
      data: { columns: [...columns], total, mapping, state: 'STAGED' },
    });
    if (count === 0) throw wrongState('STOPPED');
    await audit(ctx, { action: 'import.staged', subject: id, after: { kind: code, total } });
    if (isUnderstood(kind, { columns, mapping })) await start(ctx, id, { from: ['STAGED'], to: 'VALIDATING' });
  });
  await noteProgress(ctx, { id }, null);
  return readRun(ctx, id);
}

/** A file that could not be read, or whose upload was stopped, leaves a run without rows behind, which nobody goes on with. */
export async function abandonStaging(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.importRun.updateMany({ where: { id, state: 'STAGING' }, data: { state: 'STOPPED', finishedAt: ctx.wallClock.now() } });
  await forgetRows(ctx, id);
}

/** Of a file that never was in as a whole: nobody knows its columns. */
const forgetRows = ({ db }: Ctx, id: string): Promise<unknown> =>
  db.importRow.deleteMany({ where: { runId: id, run: { state: 'STOPPED', columns: { isEmpty: true } } } });

/** Says what the headers mean, and looks at all rows that are not taken over. Errors: IMPORT_MAPPING_INVALID, IMPORT_STATE. */
export async function mapImport(ctx: Ctx, id: string, mapping: Mapping): Promise<void> {
  const run = await readRun(ctx, id);
  const kind = kindFor(run.kind, ctx.viewer);
  await checkMapping(ctx, kind, { columns: run.columns, mapping });
  await inTransaction(ctx, async (ctx) => {
    await start(ctx, id, { from: ['STAGED', 'VALIDATED', 'STOPPED', 'DONE'], to: 'VALIDATING' });
    await ctx.tx.importRun.update({ where: { id }, data: { mapping } });
    await lookAgain(ctx, id);
  });
}

/** Looks again at rows that are invalid or failed: their data was mended, or the world was. Errors: IMPORT_STATE. */
export async function retryImport(ctx: Ctx, id: string): Promise<void> {
  const run = await readRun(ctx, id);
  kindFor(run.kind, ctx.viewer);
  await inTransaction(ctx, async (ctx) => {
    await start(ctx, id, { from: ['VALIDATED', 'STOPPED', 'DONE'], to: 'VALIDATING' });
    await lookAgain(ctx, id);
  });
}

/** What the file itself got wrong stays wrong until somebody edits the row. */
const lookAgain = ({ tx }: TxCtx, runId: string) =>
  tx.importRow.updateMany({
    where: {
      runId,
      state: { in: ['INVALID', 'FAILED', 'VALID'] },
      NOT: CSV_FAULTS.map((code) => ({ problems: { array_contains: [{ code }] } })),
    },
    data: { state: 'STAGED' },
  });
const CSV_FAULTS = ['CSV_QUOTES', 'CSV_ROW_TOO_LONG', 'CSV_COLUMN_COUNT', 'CSV_CELL_TOO_LONG', 'CSV_UNREADABLE'] as const;

/** Takes the valid rows over, or goes on where it was stopped. Errors: IMPORT_STATE. */
export async function commitRows(ctx: Ctx, id: string): Promise<void> {
  const run = await readRun(ctx, id);
  kindFor(run.kind, ctx.viewer);
  await inTransaction(ctx, async (ctx) => {
    await start(ctx, id, { from: ['VALIDATED', 'STOPPED', 'DONE'], to: 'COMMITTING' });
    await audit(ctx, { action: 'import.committed', subject: id, after: { kind: run.kind } });
  });
}

/** Ends after the batch that runs. What was taken over stays. Errors: IMPORT_STATE. */
export async function stopImport(ctx: Ctx, id: string): Promise<void> {
  const run = await readRun(ctx, id);
  kindFor(run.kind, ctx.viewer);
  const { count } = await ctx.db.importRun.updateMany({
    where: { id, state: { in: ['STAGING', 'VALIDATING', 'COMMITTING'] } },
    data: { state: 'STOPPED' },
  });
  if (count === 0) throw wrongState(run.state);
  if (run.state === 'STAGING') await forgetRows(ctx, id);
}

interface Move {
  readonly from: readonly ImportState[];
  readonly to: 'VALIDATING' | 'COMMITTING';
}

/** The first job of a phase, in the transaction that begins it: of two who start at once, one does. */
async function start(ctx: TxCtx, id: string, { from, to }: Move): Promise<void> {
  const { count } = await ctx.tx.importRun.updateMany({ where: { id, state: { in: [...from] } }, data: { state: to, finishedAt: null } });
  if (count === 0) throw wrongState((await ctx.tx.importRun.findUnique({ where: { id } }))?.state ?? 'STAGING');
  await beginPhase(ctx, to === 'VALIDATING' ? validateImport : commitImport, id);
}

const wrongState = (state: ImportState): DomainError =>
  new DomainError('IMPORT_STATE', `id: the import is ${state}; wait until it has finished, or look at what it says`, { state });

export interface RowEdit {
  readonly runId: string;
  readonly position: number;
  /** Header -> new cell. */
  readonly cells: Readonly<Record<string, string>>;
}

/** While nothing else writes the run's rows. */
const EDITABLE: ReadonlySet<ImportState> = new Set(['STAGED', 'VALIDATED', 'DONE', 'STOPPED']);

/** Mends a row that was not taken over, and looks at it at once. Errors: IMPORT_STATE, IMPORT_ROW_NOT_FOUND, IMPORT_ROW_DONE, IMPORT_COLUMN_UNKNOWN. */
export async function editImportRow(ctx: Ctx, { runId, position, cells }: RowEdit): Promise<ImportRow> {
  const run = await readRun(ctx, runId);
  const kind = kindFor(run.kind, ctx.viewer);
  const unknown = Object.keys(cells).filter((header) => !run.columns.includes(header));
  if (unknown.length > 0)
    throw new DomainError('IMPORT_COLUMN_UNKNOWN', `cells: the file has no column ${unknown.join(', ')}`, { field: 'cells', unknown });
  const mapping = mappingOf(run);
  const acting = await actingFor(ctx, run);
  const ibanColumns = await ibanColumnsOf(acting, kind, { columns: run.columns, mapping });

  const mended = await inTransaction(ctx, (ctx) => mendRow(ctx, { runId, position, cells }, { columns: run.columns, ibanColumns }));
  const work = await kind.open(acting, run.partnerId);
  const values = valuesOf({ columns: run.columns, mapping }, { cells: mended.full });
  const { state, problems } = await checkedRow(ctx, { row: { position, values }, work, mapping });
  // Unless somebody mended it again, or a job took it up, while it was looked at.
  await ctx.db.importRow.updateMany({
    where: { runId, position, state: 'STAGED', cells: { equals: mended.cells } },
    data: { state, problems: (problems ?? []).map((problem) => ({ ...problem })) },
  });
  await noteProgress(ctx, run, null);
  return ctx.db.importRow.findUniqueOrThrow({ where: { runId_position: { runId, position } } });
}

/** The run is locked, so that no job begins meanwhile; until it is looked at, the row is one that was not. */
async function mendRow(
  ctx: TxCtx,
  { runId, position, cells }: RowEdit,
  { columns, ibanColumns }: { readonly columns: readonly string[]; readonly ibanColumns: ReadonlySet<number> },
): Promise<{ readonly cells: string[]; readonly full: string[] }> {
  const state = await lockRun({ db: ctx.tx, scope: ctx.scope }, runId);
  if (state === null || !EDITABLE.has(state)) throw wrongState(state ?? 'STOPPED');
  const row = await ctx.tx.importRow.findUnique({ where: { runId_position: { runId, position } } });
  if (!row) throw new DomainError('IMPORT_ROW_NOT_FOUND', `position: the import has no row ${position}`, { field: 'position' });
  if (row.state === 'DONE')
    throw new DomainError('IMPORT_ROW_DONE', 'position: this row was taken over; change what was made of it instead', {
      field: 'position',
    });

  const before = openCells(ctx, row);
  const full = columns.map((header, index) => {
    const given = cells[header] ?? row.cells[index];
    return (given === row.cells[index] ? before[index] : given) ?? '';
  });
  const stored = sealCells(ctx, full, ibanColumns);
  await ctx.tx.importRow.updateMany({
    where: { runId, position, state: { not: 'DONE' } },
    data: { cells: stored.cells, sealed: stored.sealed ?? Prisma.DbNull, state: 'STAGED' },
  });
  return { cells: stored.cells, full };
}
