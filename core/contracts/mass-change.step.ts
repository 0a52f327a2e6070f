import type { MassChange } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { JobCtx } from '../kernel/jobs.ts';
import { isPassing, patiently } from '../kernel/passing.ts';
import { lockedContract, transitionLocked } from './contract.service.ts';
import { requestOf } from './mass-change.preview.ts';
import { takeItem } from './mass-change.sql.ts';

/** Of a contract, when the database or a plugin was only too busy: it stays open between the tries. */
const TRIES = 4;
const PAUSE_MS = 250;

/**
 * The next contract of a mass change in a transaction of its own: moved and marked, or marked as failed. What passes (a deadlock, a
 * time-out, a plugin that did not answer) is tried again before it counts. Gives its id; null = none is open.
 */
export async function moveNext(ctx: JobCtx, change: MassChange, after: string): Promise<string | null> {
  const asOwner = { ...ctx, viewer: { ...ctx.viewer, name: change.createdBy } };
  let taken: string | null = null;
  const move = () =>
    inTransaction(asOwner, async (tx) => {
      taken = null;
      const [item] = await takeItem(tx, change.id, after);
      if (!item) return null;
      taken = item.contractId;
      const contract = await lockedContract(tx, item.contractId);
      const asked = { ...change, effectiveOn: change.effectiveOn && fromDbDate(change.effectiveOn) };
      await transitionLocked(tx, contract, requestOf(asked, item.version), 'back-office');
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
    const isExpected = cause instanceof DomainError;
    if (!isExpected) ctx.log.error({ massChangeId: change.id, contractId: taken, err: cause }, 'a contract of a mass change failed');
    const [errorCode, error] = isExpected ? [cause.code, cause.message] : ['INTERNAL', 'Unexpected error'];
    await inTransaction(ctx, ({ tx }) =>
      tx.massChangeItem.updateMany({
        where: { massChangeId: change.id, contractId: String(taken), state: 'OPEN' },
        data: { state: 'FAILED', errorCode, error },
      }),
    );
    return taken;
  }
}

const keyOf = (massChangeId: string, contractId: string) => ({ massChangeId_contractId: { massChangeId, contractId } });
