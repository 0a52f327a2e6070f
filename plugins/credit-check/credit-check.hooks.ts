import { allow, type Decision, deny, hook, on, orderAcceptance, orderSubmitted, pend, type TxCtx } from '#core';
import { type Outcome, outcomeOf } from './bands.ts';
import { noteOutcome } from './condition.ts';
import { askAnew } from './credit-check.jobs.ts';
import { newCheck, openCheck } from './credit-check.service.ts';
import { findCheck, isInReview } from './credit-check.store.ts';
import { policyNow } from './policy.ts';

/** Reasons why an order waits; locale keys. */
export const WAITING = 'credit-check.waiting';
export const MANUAL = 'credit-check.manual';
export const REVIEW = 'credit-check.review';
export const DEBIT = 'credit-check.direct-debit';

/** Unless somebody refused the order at once, it needs a check; most have theirs since the decision on them. */
export const noteCheck = on(orderSubmitted, async ({ orderId }, ctx) => {
  if (await findCheck(ctx.tx, orderId)) return;
  const order = await ctx.tx.order.findUnique({ where: { id: orderId }, select: { partnerId: true } });
  if (!order || !(await isInReview(ctx.tx, orderId))) return;
  await openCheck(ctx, { orderId, partnerId: order.partnerId });
});

/** Reads its own rows, and how the contracts are paid. An order without a check (it comes in, or came before the plugin was on) is checked now. */
export const decideByScore = hook(orderAcceptance, async ({ orderId, partnerId, isNew }, ctx) => {
  if (isNew) return pend(WAITING, newCheck({ orderId, partnerId }));
  const check = await findCheck(ctx.tx, orderId);
  if (!check) {
    await openCheck(ctx, { orderId, partnerId });
    return pend(WAITING);
  }
  const policy = await policyNow(ctx, ctx.tx);
  const outcome = outcomeOf(check, policy, ctx.clock.now());
  if (outcome === 'ask-anew') await askAnew(ctx, check);
  else await noteOutcome(ctx, check, { outcome, bandsNumber: policy.bandsNumber });
  return decisionFor(ctx, orderId, outcome);
});

async function decisionFor(ctx: TxCtx, orderId: string, outcome: Outcome): Promise<Decision> {
  if (outcome !== 'direct-debit') return DECISIONS[outcome];
  return (await isDebited(ctx, orderId)) ? allow() : pend(DEBIT);
}

/** Whether every contract of the order is paid from an account that is known. */
async function isDebited({ tx }: TxCtx, orderId: string): Promise<boolean> {
  const contracts = await tx.contract.findMany({
    where: { orderId, kind: 'REVIEW' },
    select: { paymentMethod: true, bankAccountId: true },
  });
  return contracts.every(({ paymentMethod, bankAccountId }) => paymentMethod === 'direct-debit' && bankAccountId !== null);
}

/** Neither score nor band is in a message: partners and customers read it. */
const DECISIONS: Readonly<Record<Exclude<Outcome, 'direct-debit'>, Decision>> = {
  accept: allow(),
  deposit: allow(),
  prepayment: allow(),
  review: pend(REVIEW),
  wait: pend(WAITING),
  'ask-anew': pend(WAITING),
  'wait-for-people': pend(MANUAL),
  'refuse-by-score': deny('CREDIT_CHECK_SCORE_TOO_LOW', 'The result of the credit check does not allow this contract'),
  'refuse-by-person': deny('CREDIT_CHECK_REFUSED', 'After a review of the credit check this contract was refused'),
};
