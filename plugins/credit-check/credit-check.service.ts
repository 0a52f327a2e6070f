import { type Ctx, DomainError, inTransaction, recheckOrder, type TxCtx } from '#core';
import { answerRequest, requestAnswer } from './credit-check.jobs.ts';
import { findCheck, isInReview, NO_ANSWER_YET, type StoredCheck } from './credit-check.store.ts';

export const REASON_MAX = 500;

/** The rows of the check of an order that comes in: core writes them with the order. */
export const newCheck = ({ orderId, partnerId }: { readonly orderId: string; readonly partnerId: string | null }) => [
  { model: 'CreditCheck', rows: [{ orderId, partnerId }] },
  answerRequest({ orderId, round: 0 }),
];

/** Notes that an order needs a check and asks for it. Safe to call twice. */
export async function openCheck(
  ctx: TxCtx,
  { orderId, partnerId }: { readonly orderId: string; readonly partnerId: string | null },
): Promise<void> {
  await ctx.tx.creditCheck.createMany({ data: { orderId, partnerId }, skipDuplicates: true });
  await requestAnswer(ctx, { orderId, round: 0 });
}

/** What is known may not be used any more: asks the bureau again. */
export async function askAnew(ctx: TxCtx, { orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>): Promise<void> {
  const { count } = await ctx.tx.creditCheck.updateMany({ where: { orderId, round }, data: { ...NO_ANSWER_YET, round: round + 1 } });
  if (count > 0) await requestAnswer(ctx, { orderId, round: round + 1 });
}

export interface PersonsDecision {
  readonly orderId: string;
  readonly accept: boolean;
  /** Kept with the order: whoever is refused may ask why (GDPR Art. 22(3)). */
  readonly reason: string;
}

/** A person decides instead of the score. Throws CREDIT_CHECK_REASON_MISSING, _NOT_FOUND and _ORDER_DECIDED. */
export async function decideCreditCheck(ctx: Ctx, { orderId, accept, reason }: PersonsDecision): Promise<void> {
  const decisionReason = reason.trim();
  if (decisionReason === '' || decisionReason.length > REASON_MAX) {
    throw new DomainError('CREDIT_CHECK_REASON_MISSING', `reason: say in 1 to ${REASON_MAX} characters why`, {
      field: 'reason',
      maximum: REASON_MAX,
    });
  }
  await inTransaction(ctx, async ({ tx, clock, viewer }) => {
    if (!(await findCheck(tx, orderId))) {
      throw new DomainError(
        'CREDIT_CHECK_NOT_FOUND',
        `orderId: there is no credit check for the order ${orderId}; choose one from the list`,
        { orderId },
      );
    }
    if (!(await isInReview(tx, orderId))) {
      throw new DomainError('CREDIT_CHECK_ORDER_DECIDED', 'orderId: this order is decided already; nothing was changed', { orderId });
    }
    const data = { decidedBy: viewer.name, decidedAt: clock.now(), decisionAccept: accept, decisionReason };
    await tx.creditCheck.updateMany({ where: { orderId }, data });
  });
  await recheckOrder(ctx, orderId);
}
