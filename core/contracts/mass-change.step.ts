import type { MassChange } from '#prisma';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { JobCtx } from '../kernel/jobs.ts';
import { isPassing, patiently } from '../kernel/passing.ts';
import { lockedContract, transitionLocked } from './contract.service.ts';
import { requestOf, stepOf } from './mass-change.preview.ts';
import { noteFindings, takeItem } from './mass-change.sql.ts';

/** Of a contract, when the database or a plugin was only too busy: it stays open between the tries. */
const TRIES = 4;
const PAUSE_MS = 250;

/**
 * The next contract of a mass change in a transaction of its own: moved and marked, or marked as failed. What passes (a deadlock, a
 * time-out, a plugin that did not answer) is tried again before it counts. Gives its id; null = none is open.
 */
export async function moveNext(ctx: JobCtx, change: MassChange, after: string): Promise<string | null> {
  const asOwner = { ...ctx, viewer: { ...ctx.viewer, name: change.createdBy } };
  let taken: TakenItem | null = null;
  const move = () =>
    inTransaction(asOwner, async (tx) => {
      taken = null;
      const [item] = await takeItem(tx, change.id, after);
      if (!item) return null;
      taken = item;
      const contract = await lockedContract(tx, item.contractId);
      await transitionLocked(tx, contract, requestOf(stepOf(change), item.version), 'back-office');
      await tx.tx.massChangeItem.update({
        where: keyOf(change.id, item.contractId),
        data: { state: 'DONE', errorCode: null, error: null },
      });
      return item.contractId;
    });
  try {
    return await patiently(move, { tries: TRIES, pauseMs: PAUSE_MS, isWorthIt: (cause) => taken !== null && isPassing(cause) });
  } catch (cause) {
    if (taken === null) throw cause; // the database is away: the job comes again
    const { contractId, version }: TakenItem = taken;
    if (!(cause instanceof DomainError))
      ctx.log.error({ massChangeId: change.id, contractId, err: cause }, 'a contract of a mass change failed');
    const problem = cause instanceof DomainError ? cause : new DomainError('INTERNAL', 'Unexpected error');
    await inTransaction(ctx, (ctx) => noteFindings(ctx, change.id, [{ contractId, version, problem }]));
    return contractId;
  }
}

interface TakenItem {
  readonly contractId: string;
  /** That the preview saw. */
  readonly version: number;
}

const keyOf = (massChangeId: string, contractId: string) => ({ massChangeId_contractId: { massChangeId, contractId } });
