import type { MassChange } from '#prisma';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { enqueue } from '../kernel/jobs.ts';
import { runMassChange } from './mass-change.jobs.ts';
import { reopenFailed } from './mass-change.sql.ts';

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
