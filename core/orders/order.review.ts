import type { Contract, Order } from '#prisma';
import { moveContract } from '../contracts/contract.service.ts';
import { tellOrderRejected } from '../contracts/transition.events.ts';
import { isRecord } from '../forms/form.reader.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { decide } from '../kernel/hooks.ts';
import { askAcceptance } from './order.acceptance.ts';
import { checkVersion, lockDraft } from './order.draft.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

/** Asks the plugins again: one that was not sure knows more now. */
export const recheckOrder = (ctx: Ctx, orderId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { order, contracts } = await lockDraft(asBrand(ctx), orderId);
    const inReview = contracts.filter(({ status }) => status === 'in_review');
    if (inReview.length > 0) await decideAgain(asBrand(ctx), order, inReview);
  });

export interface Review {
  readonly accept: boolean;
  readonly reason: string;
  /** Null = whoever does not say what they saw. */
  readonly expectedVersion: number | null;
}

/** A person decides an order in review. Accepting still needs every plugin's consent; refusing does not. */
export const reviewOrder = (ctx: Ctx, orderId: string, { accept, reason, expectedVersion }: Review): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { order, contracts } = await lockDraft(ctx, orderId);
    const inReview = contracts.filter(({ status }) => status === 'in_review');
    if (inReview.length === 0) throw new DomainError('ORDER_NOT_IN_REVIEW', 'orderId: this order is not in review any more', { orderId });
    checkVersion({ order, contracts }, { expectedVersion });
    if (!accept) return reject(ctx, order, { contracts: inReview, code: 'REVIEW', reason });
    const verdict = await decide(orderAcceptance, await factsOf(ctx, order, inReview), ctx);
    if (verdict.kind === 'deny') throw new DomainError(verdict.code, verdict.message, { pluginId: verdict.pluginId });
    if (verdict.kind === 'pend')
      throw new DomainError('TRANSITION_PENDING', 'A check is still open; decide it first or wait for it', { pending: verdict.pending });
    for (const contract of inReview) await moveContract(ctx, contract, { transition: 'accept', reason });
  });

async function decideAgain(ctx: TxCtx, order: Order, inReview: readonly Contract[]): Promise<void> {
  const outcome = await askAcceptance(ctx, await factsOf(ctx, order, inReview));
  if (outcome.kind === 'reject') return reject(ctx, order, { contracts: inReview, code: outcome.code, reason: outcome.reason });
  if (outcome.kind === 'accept') {
    for (const contract of inReview) await moveContract(ctx, contract, { transition: 'accept', reason: outcome.reason });
    return;
  }
  const pending = outcome.pending.map((one) => ({ ...one }));
  await ctx.tx.contract.updateMany({ where: { id: { in: inReview.map(({ id }) => id) } }, data: { pending } });
}

async function reject(
  ctx: TxCtx,
  order: Order,
  { contracts, code, reason }: { contracts: readonly Contract[]; code: string; reason: string },
): Promise<void> {
  for (const contract of contracts) await moveContract(ctx, contract, { transition: 'reject_credit', reason: `${code}: ${reason}` });
  await tellOrderRejected(ctx, order.id, code);
}

async function factsOf(ctx: TxCtx, { id: orderId, partnerId, answers }: Order, contracts: readonly Contract[]): Promise<OrderFacts> {
  const offers = await asBrand(ctx).tx.quoteOffer.findMany({
    where: { id: { in: contracts.flatMap(({ offerId }) => offerId ?? []) } },
    select: { id: true, firstYearCents: true },
  });
  const plugins = isRecord(answers) ? answers.plugins : null;
  return {
    orderId,
    isNew: false,
    partnerId,
    contractIds: contracts.map(({ id }) => id),
    contracts: contracts.map(({ id: contractId, tariffId, annualKwh, supplyReason, requestedStartOn }) => ({
      ...{ contractId, tariffId, annualKwh, supplyReason },
      requestedStartOn: requestedStartOn && fromDbDate(requestedStartOn),
    })),
    firstYearCents: offers.reduce((sum, { firstYearCents }) => sum + firstYearCents, 0),
    pluginAnswers: isRecord(plugins) ? plugins : {},
  };
}
