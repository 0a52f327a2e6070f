import { type Ctx, DomainError, inTransaction, type TxCtx } from '#core';
import { doubtsOf } from './bands.ts';
import { askAnew } from './credit-check.jobs.ts';
import { openFor } from './credit-check.service.ts';
import type { StoredCheck } from './credit-check.store.ts';
import { PARTIAL } from './report.store.ts';
import { subjectKeys, subjectsOf } from './subjects.ts';

/** What is asked again costs again: so long the same answer is not asked for. */
const PAUSE_MINUTES = 15;

/**
 * A person in review has a bureau asked again, where that may help: nobody answered, the customer was not found or has no score,
 * a source was down, or who they are was corrected since. A score that holds is not bought twice. Throws CREDIT_CHECK_NOT_FOUND,
 * _ORDER_DECIDED, _NOT_AGAIN and _ASKED_JUST_NOW.
 */
export const askBureauAgain = (ctx: Ctx, orderId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const check = await openFor(tx, orderId);
    const isSomebodyElse = await isCorrected(tx, orderId);
    if (!isSomebodyElse) refuseNeedless(tx, check);
    await forget(tx, orderId);
    // Whom of the bureau's candidates somebody chose was chosen for who the customer was taken for.
    if (isSomebodyElse) await tx.tx.creditCheck.updateMany({ where: { orderId }, data: { chosen: [], candidatesFor: null } });
    await askAnew(tx, check);
  });

function refuseNeedless({ clock }: TxCtx, check: StoredCheck): void {
  const { orderId, state, askedAt } = check;
  const isPartial = doubtsOf(check).includes(PARTIAL);
  if (!WITHOUT_SCORE.has(state) && !(state === 'SCORED' && isPartial)) {
    throw new DomainError(
      'CREDIT_CHECK_NOT_AGAIN',
      'orderId: the answer holds, or is on its way; decide by it, or correct the customer before you ask again',
      { orderId },
    );
  }
  const minutes = askedAt === null || state === 'FAILED' ? PAUSE_MINUTES : (clock.now().getTime() - askedAt.getTime()) / 60_000;
  if (minutes >= PAUSE_MINUTES) return;
  const wait = Math.ceil(PAUSE_MINUTES - minutes);
  throw new DomainError('CREDIT_CHECK_ASKED_JUST_NOW', `orderId: the bureau was asked just now; try again in ${wait} minutes`, {
    orderId,
    minutes: wait,
  });
}

const WITHOUT_SCORE: ReadonlySet<string> = new Set(['FAILED', 'NOT_FOUND', 'NO_SCORE']);

/** Whether everything that was bought for the order is about somebody else than those who sign now. */
async function isCorrected(ctx: TxCtx, orderId: string): Promise<boolean> {
  const reports = await ctx.tx.creditCheckReport.findMany({ where: { orderId }, select: { subjectKey: true } });
  if (reports.length === 0) return false;
  const keys = (await subjectsOf({ db: ctx.tx }, orderId)).flatMap((subject) => subjectKeys(ctx, subject));
  return !reports.some(({ subjectKey }) => subjectKey !== null && keys.includes(subjectKey));
}

/** What says little is not used again; the costs stay counted. */
const forget = ({ tx, clock }: TxCtx, orderId: string) =>
  tx.creditCheckReport.updateMany({
    where: { orderId, OR: [{ state: { in: ['NOT_FOUND', 'NO_SCORE'] } }, { doubts: { contains: PARTIAL } }] },
    data: { validUntil: clock.now() },
  });
