import type { Contract, Order } from '#prisma';
import { moveContract, stateSet } from '../contracts/contract.service.ts';
import { tellOrderRejected } from '../contracts/transition.events.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { demandConsent } from '../kernel/hooks.ts';
import { isRecord } from '../kernel/records.ts';
import { askAcceptance } from './order.acceptance.ts';
import { checkVersion, lockOrder } from './order.draft.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

/** Asks the plugins again: one that was not sure knows more now. */
export const recheckOrder = (ctx: Ctx, orderId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { order, contracts } = await lockOrder(asBrand(ctx), orderId);
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
    const { order, contracts } = await lockOrder(ctx, orderId);
    const inReview = contracts.filter(({ status }) => status === 'in_review');
    if (inReview.length === 0) throw new DomainError('ORDER_NOT_IN_REVIEW', 'orderId: this order is not in review any more', { orderId });
    checkVersion({ order, contracts }, { expectedVersion });
    if (!accept) return reject(ctx, order, { contracts: inReview, code: 'REVIEW', reason });
    await demandConsent(orderAcceptance, await factsOf(ctx, order, inReview), {
      ctx,
      pending: { code: 'TRANSITION_PENDING', message: 'A check is still open; decide it first or wait for it' },
    });
    await moveAll(ctx, inReview, { transition: 'accept', reason });
  });

async function moveAll(ctx: TxCtx, contracts: readonly Contract[], step: { transition: string; reason: string }): Promise<void> {
  const set = await stateSet(ctx);
  for (const contract of contracts) await moveContract(ctx, contract, { set, ...step });
}

async function decideAgain(ctx: TxCtx, order: Order, inReview: readonly Contract[]): Promise<void> {
  const outcome = await askAcceptance(ctx, await factsOf(ctx, order, inReview));
  if (outcome.kind === 'reject') return reject(ctx, order, { contracts: inReview, code: outcome.code, reason: outcome.reason });
  if (outcome.kind === 'accept') {
    await moveAll(ctx, inReview, { transition: 'accept', reason: outcome.reason });
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
  await moveAll(ctx, contracts, { transition: 'reject_credit', reason: `${code}: ${reason}` });
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
