import { z } from 'zod';
import { type ImportRow, type ImportRowState, type ImportRun, type ImportState, Prisma } from '#prisma';
import { loggable } from '../db/faults.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { enqueue, goOn, type Job, type JobCtx, job } from '../kernel/jobs.ts';
import { isPassing, patiently } from '../kernel/passing.ts';
import type { RowValues, RowWork } from './import.kind.ts';
import { kindOf } from './import.kinds.ts';
import { type Mapping, mappingOf, valuesOf } from './import.mapping.ts';
import { located, problemsOfFailure } from './import.problems.ts';
import { actingFor, noteProgress, readRun } from './import.run.ts';
import { hasOpenCells, ibanColumnsOf, openCells, sealCells } from './import.secrets.ts';
import { markDuplicates, noteRows, type RowOutcome } from './import.sql.ts';

/** Rows of one slice: a run gives way to others between its batches. */
const BATCH = 200;
/** Rows at once: the database works while the process does, and what earlier rows have caused waits. */
const LANES = 12;

interface Step {
  readonly runId: string;
  /** Which batch: 0, 1, 2 … */
  readonly turn: number;
}
const input = z.object({ runId: z.uuid(), turn: z.int().min(0) });

/** Looks at the rows of a run, a batch a slice. */
export const validateImport: Job<Step> = job({
  name: 'core.validate-import',
  input,
  timeoutMs: 600_000,
  run: async (step, ctx) => {
    const run = await readRun(ctx, step.runId);
    if (run.state !== 'VALIDATING') return;
    if (step.turn === 0) await markTwins(ctx, run);
    const { rows, work, mapping } = await openBatch(ctx, run, 'STAGED');
    const outcomes = await inLanes(rows, (row) => checkedRow(ctx, { row, work, mapping }));
    await noteRows(ctx, run.id, outcomes);
    await endBatch(ctx, { step, job: validateImport, isOver: rows.length < BATCH, from: 'VALIDATING', to: 'VALIDATED' });
  },
});

/** Takes over the valid rows of a run, a batch a slice. Each row in a transaction of its own, once, whatever is killed. */
export const commitImport: Job<Step> = job({
  name: 'core.commit-import',
  input,
  timeoutMs: 600_000,
  run: async (step, ctx) => {
    const run = await readRun(ctx, step.runId);
    if (run.state !== 'COMMITTING') return;
    const { rows, work, mapping } = await openBatch(ctx, run, 'VALID');
    const outcomes = await inLanes(rows, (row) => taken(ctx, { run, work, mapping, row }));
    await noteRows(ctx, run.id, outcomes);
    await endBatch(ctx, { step, job: commitImport, isOver: rows.length < BATCH, from: 'COMMITTING', to: 'DONE' });
  },
});

/** Begins a phase. */
export const beginPhase = (ctx: Parameters<typeof enqueue>[0], job: Job<Step>, runId: string): Promise<void> =>
  enqueue(ctx, job, { runId, turn: 0 });

interface Row {
  readonly position: number;
  readonly values: RowValues;
}

interface Batch {
  readonly rows: readonly Row[];
  readonly work: RowWork;
  readonly mapping: Mapping;
}

async function openBatch(ctx: Ctx, run: ImportRun, state: ImportRowState): Promise<Batch> {
  const mapping = mappingOf(run);
  const acting = await actingFor(ctx, run);
  const stored = await ctx.db.importRow.findMany({ where: { runId: run.id, state }, orderBy: { position: 'asc' }, take: BATCH });
  const kind = kindOf(run.kind);
  await sealLate(ctx, stored, await ibanColumnsOf(acting, kind, { columns: run.columns, mapping }));
  const rows = stored.map((row) => ({
    position: row.position,
    values: valuesOf({ columns: run.columns, mapping }, { cells: openCells(ctx, row) }),
  }));
  return { rows, work: await kind.open(acting, run.partnerId), mapping };
}

/** What looked like no IBAN when it came, and stands in a column of IBANs, as is known now. */
async function sealLate(ctx: Ctx, rows: readonly ImportRow[], ibanColumns: ReadonlySet<number>): Promise<void> {
  for (const row of rows) {
    if (!hasOpenCells(row, ibanColumns)) continue;
    const { cells, sealed } = sealCells(ctx, openCells(ctx, row), ibanColumns);
    const { runId, position } = row;
    await ctx.db.importRow.updateMany({ where: { runId, position }, data: { cells, sealed: sealed ?? Prisma.DbNull } });
  }
}

/** What a row's check says of it. A check that fails is the row's problem, not the run's. */
export async function checkedRow(ctx: Ctx, { row, work, mapping }: { row: Row; work: RowWork; mapping: Mapping }): Promise<RowOutcome> {
  try {
    const problems = located(await work.check(row.values), mapping);
    return { position: row.position, state: problems.length === 0 ? 'VALID' : 'INVALID', problems, resultId: null };
  } catch (cause) {
    return { ...failed(ctx, row, { cause, mapping }), state: 'INVALID' };
  }
}

/** Of a row, when the database or a plugin was only too busy. */
const PATIENCE = { tries: 4, pauseMs: 500, isWorthIt: isPassing };

interface Taking extends Pick<Batch, 'work' | 'mapping'> {
  readonly run: ImportRun;
  readonly row: Row;
}

/** Run and position are the key: a row that was made before the process was killed is found again. */
async function taken(ctx: Ctx, { run, row, work, mapping }: Taking): Promise<RowOutcome> {
  try {
    const resultId = await patiently(() => work.take(row.values, `import ${run.id} ${row.position}`), PATIENCE);
    return { position: row.position, state: 'DONE', problems: null, resultId };
  } catch (cause) {
    return failed(ctx, row, { cause, mapping });
  }
}

function failed({ log }: Ctx, { position }: Row, { cause, mapping }: { cause: unknown; mapping: Mapping }): RowOutcome {
  if (!(cause instanceof DomainError)) log.error({ position, err: loggable(cause) }, 'a row of an import failed');
  return { position, state: 'FAILED', problems: located(problemsOfFailure(cause), mapping), resultId: null };
}

/** Marks what stands in the file twice, before anything is looked at. */
async function markTwins(ctx: Ctx, run: ImportRun): Promise<void> {
  const mapping = mappingOf(run);
  const { uniqueBy } = kindOf(run.kind);
  const places = run.columns.flatMap((header, index) => (uniqueBy.includes(mapping[header] ?? '') ? [index + 1] : []));
  const [first] = places;
  if (first === undefined) return;
  const column = run.columns[first - 1] ?? '';
  await markDuplicates(ctx, run.id, { places, column, field: mapping[column] ?? '' });
}

/** Several rows at a time, in their order. */
async function inLanes<Out>(rows: readonly Row[], work: (row: Row) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const entries = rows.entries();
  const lane = async (): Promise<void> => {
    for (const [index, row] of entries) results[index] = await work(row);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

interface Turn {
  readonly step: Step;
  readonly job: Job<Step>;
  readonly isOver: boolean;
  readonly from: ImportState;
  readonly to: ImportState;
}

async function endBatch(ctx: JobCtx, { step, job, isOver, from, to }: Turn): Promise<void> {
  await noteProgress(ctx, { id: step.runId }, isOver ? { from: [from], to } : null);
  if (!isOver) goOn(ctx, job, { ...step, turn: step.turn + 1 });
}
