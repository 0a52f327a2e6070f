import type { ImportRun, ImportState } from '#prisma';
import { subtreeIds } from '../access/partner-tree.sql.ts';
import { Scope } from '../access/scope.ts';
import { systemViewer } from '../access/viewer.ts';
import { rescoped } from '../db/client.ts';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { importFinished } from './import.points.ts';
import { countRows } from './import.sql.ts';

/** A run in the viewer's rows; IMPORT_NOT_FOUND otherwise. */
export async function readRun({ db }: Pick<Ctx, 'db'>, id: string): Promise<ImportRun> {
  const run = await db.importRun.findUnique({ where: { id } });
  if (!run) throw new DomainError('IMPORT_NOT_FOUND', `id: there is no import ${id}; look at the list of imports`, { field: 'id' });
  return run;
}

/**
 * The job acts for whoever imports: rows are made in their name, and for a partner with no more than the partner's rows.
 * What they may do was asked when they started it.
 */
export async function actingFor(ctx: Ctx, { createdBy, creatorId, partnerId }: ImportRun): Promise<Ctx> {
  const { tenantId } = ctx.brand;
  const base = { ...systemViewer(ctx.brand, createdBy), id: creatorId };
  const viewer =
    partnerId === null
      ? base
      : { ...base, partnerId, rows: { kind: 'partners' as const, ids: await subtreeIds(ctx.db, { tenantId, partnerId }) } };
  const scope = new Scope(viewer);
  return { ...ctx, viewer, scope, db: rescoped(ctx.db, scope) };
}

/** Puts the figures of the run right, and its state where one is given. From the rows themselves: nothing is counted twice. */
export async function noteProgress(
  ctx: Ctx,
  run: Pick<ImportRun, 'id'>,
  change: { from: readonly ImportState[]; to: ImportState } | null,
): Promise<void> {
  const rows = await countRows(ctx, run.id);
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  const figures = { valid: of('VALID'), invalid: of('INVALID'), done: of('DONE'), failed: of('FAILED') };
  await ctx.db.importRun.updateMany({ where: { id: run.id }, data: figures });
  if (!change) return;
  const { from, to } = change;
  const finishedAt = to === 'DONE' ? ctx.wallClock.now() : null;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.tx.importRun.updateMany({
      where: { id: run.id, state: { in: [...from] } },
      data: { state: to, finishedAt },
    });
    const { done, failed, invalid } = figures;
    if (count > 0 && to === 'DONE') await emit(tx, importFinished, { importId: run.id, done, failed, invalid });
  });
}
