import { allow, type Decision, deny, hook, on, orderAcceptance, orderSubmitted, pend } from '#core';
import { type Outcome, outcomeOf } from './bands.ts';
import { askAnew, newCheck, openCheck } from './credit-check.service.ts';
import { findCheck, isInReview } from './credit-check.store.ts';
import { settings } from './settings.ts';

/** Reasons why an order waits; locale keys. */
export const WAITING = 'credit-check.waiting';
export const MANUAL = 'credit-check.manual';
export const REVIEW = 'credit-check.review';

/** Unless somebody refused the order at once, it needs a check; most have theirs since the decision on them. */
export const noteCheck = on(orderSubmitted, async ({ orderId }, ctx) => {
  if (await findCheck(ctx.tx, orderId)) return;
  const order = await ctx.tx.order.findUnique({ where: { id: orderId }, select: { partnerId: true } });
  if (!order || !(await isInReview(ctx.tx, orderId))) return;
  await openCheck(ctx, { orderId, partnerId: order.partnerId });
});

/** Reads its own row only. An order without one (it comes in, or came before the plugin was on) is checked now. */
export const decideByScore = hook(orderAcceptance, async ({ orderId, partnerId, isNew }, ctx) => {
  if (isNew) return pend(WAITING, newCheck({ orderId, partnerId }));
  const check = await findCheck(ctx.tx, orderId);
  if (!check) {
    await openCheck(ctx, { orderId, partnerId });
    return pend(WAITING);
  }
  const outcome = outcomeOf(check, ctx.activation.settings(settings), ctx.clock.now());
  if (outcome === 'ask-anew') await askAnew(ctx, check);
  return DECISIONS[outcome];
});

/** Neither score nor band is in a message: partners and customers read it. */
const DECISIONS: Readonly<Record<Outcome, Decision>> = {
  accept: allow(),
  review: pend(REVIEW),
  wait: pend(WAITING),
  'ask-anew': pend(WAITING),
  'wait-for-people': pend(MANUAL),
  'refuse-by-score': deny('CREDIT_CHECK_SCORE_TOO_LOW', 'The result of the credit check does not allow this contract'),
  'refuse-by-person': deny('CREDIT_CHECK_REFUSED', 'After a review of the credit check this contract was refused'),
};
