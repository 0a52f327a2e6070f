import type { MassChange, Prisma } from '#prisma';
import { toDbDate } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { enqueue } from '../kernel/jobs.ts';
import { lookAtMassChange, runMassChange } from './mass-change.jobs.ts';
import type { MassStep } from './mass-change.preview.ts';
import { addItems, reopenFailed } from './mass-change.sql.ts';

/** More at once is a decision that wants to be made in parts. */
export const MOST = 100_000;
const PAGE = 5_000;

/**
 * Notes every contract that is meant, of the viewer's rows, and has each looked at: PREVIEWING until then, PREVIEWED afterwards.
 * Moves nothing. Errors: MASS_CHANGE_TOO_LARGE.
 */
export async function previewMassChange(ctx: Ctx, where: Prisma.ContractWhereInput, step: MassStep): Promise<string> {
  if ((await ctx.db.contract.count({ where, take: MOST + 1 })) > MOST)
    throw new DomainError('MASS_CHANGE_TOO_LARGE', `filter: means more than ${MOST} contracts; narrow it and go in parts`, { most: MOST });
  const { id } = await inTransaction(ctx, ({ tx, viewer, clock }) =>
    tx.massChange.create({
      data: {
        ...{ state: 'PREVIEWING', transition: step.transition, reason: step.reason, reasonCode: step.reasonCode, tariffId: step.tariffId },
        ...{ effectiveOn: step.effectiveOn && toDbDate(step.effectiveOn), total: 0, createdAt: clock.now(), createdBy: viewer.name },
      },
      select: { id: true },
    }),
  );
  const total = await noteContracts(ctx, id, where);
  await inTransaction(ctx, async (ctx) => {
    await ctx.tx.massChange.update({ where: { id }, data: { total }, select: { id: true } });
    await enqueue(ctx, lookAtMassChange, { massChangeId: id, after: null });
  });
  return id;
}

/** Starts what was previewed. What the preview found impossible stays failed; everything else is checked again, one by one. */
export const startMassChange = (ctx: Ctx, id: string): Promise<MassChange> =>
  inTransaction(ctx, async (ctx) => {
    const change = await found(ctx, id);
    if (change.state !== 'PREVIEWED') throw wrongState(change, 'PREVIEWED');
    return run(ctx, id);
  });

/** Stops after the contract that is being moved. */
export const stopMassChange = (ctx: Ctx, id: string): Promise<MassChange> =>
  inTransaction(ctx, async (ctx) => {
    const change = await found(ctx, id);
    if (change.state !== 'RUNNING') throw wrongState(change, 'RUNNING');
    return ctx.tx.massChange.update({ where: { id }, data: { state: 'STOPPED' } });
  });

/** Goes on after a stop, or tries again what failed: with the versions that contracts have now. Done ones are never touched again. */
export const resumeMassChange = (ctx: Ctx, id: string, { withFailed }: { readonly withFailed: boolean }): Promise<MassChange> =>
  inTransaction(ctx, async (ctx) => {
    const change = await found(ctx, id);
    if (change.state !== 'STOPPED' && change.state !== 'DONE') throw wrongState(change, 'STOPPED or DONE');
    if (withFailed) await reopenFailed(ctx, id);
    return run(ctx, id);
  });

/** Page by page, each in a transaction of its own: a hundred thousand contracts hold no lock and no memory for long. */
async function noteContracts(ctx: Ctx, id: string, where: Prisma.ContractWhereInput): Promise<number> {
  let total = 0;
  for (let after: string | null = null; ; ) {
    const contracts: { id: string; version: number }[] = await ctx.db.contract.findMany({
      where: { AND: [where, after === null ? {} : { id: { gt: after } }] },
      orderBy: { id: 'asc' },
      select: { id: true, version: true },
      take: PAGE,
    });
    await inTransaction(ctx, (tx) => addItems(tx, id, contracts));
    total += contracts.length;
    after = contracts.at(-1)?.id ?? null;
    if (contracts.length < PAGE) return total;
  }
}

async function run(ctx: TxCtx, id: string): Promise<MassChange> {
  await enqueue(ctx, runMassChange, { massChangeId: id });
  return ctx.tx.massChange.update({ where: { id }, data: { state: 'RUNNING', finishedAt: null } });
}

async function found({ tx }: TxCtx, id: string): Promise<MassChange> {
  const change = await tx.massChange.findUnique({ where: { id } });
  if (!change) throw new DomainError('MASS_CHANGE_NOT_FOUND', `id: there is no mass change ${id}`, { id });
  return change;
}

const wrongState = ({ state }: MassChange, wanted: string): DomainError =>
  new DomainError('MASS_CHANGE_STATE', `id: this mass change is ${state}; this needs one that is ${wanted}`, { state, wanted });
