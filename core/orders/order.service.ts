import type { Contract, Order, Prisma } from '#prisma';
import { moveContract } from '../contracts/contract.service.ts';
import { lockContractsOfOrder } from '../contracts/contract.sql.ts';
import { addDays, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { decide } from '../kernel/hooks.ts';
import { type Attempt, once } from '../kernel/idempotency.ts';
import { newNumber } from '../kernel/numbers.ts';
import { chainOf } from '../partners/partner.service.ts';
import { findOffer } from '../quotes/offer.ts';
import { checkAnswers } from './order.checks.ts';
import { type OrderAnswers, type OrderForm, orderFormParts, type Part, partProblems, readOrderForm } from './order.form.ts';
import { saveCustomer, saveMeteringPoint } from './order.parties.ts';
import { type OrderFacts, orderAcceptance, orderRejected, orderSubmitted } from './order.points.ts';
import type { Problem } from './order.problems.ts';

/** Days a consumer may withdraw, from the conclusion of the contract: DE D5, AT D9 of the domain primer. */
const WITHDRAWAL_DAYS = 14;

/** Everything that keeps this form from being handed in; nothing is saved. */
export async function checkOrder(ctx: Ctx, answers: OrderAnswers): Promise<Problem[]> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return inTransaction(ctx, async (ctx) => (await examine(ctx, { answers, parts, order: null })).problems);
}

export interface SaveRequest {
  /** An order to change; null = a new one. */
  readonly orderId: string | null;
  readonly answers: OrderAnswers;
  /** For whom it is sold; null = the viewer's own company. */
  readonly partnerId: string | null;
}

/** Saves a form as far as it goes, as a draft with its contract. */
export const saveOrder = (ctx: Ctx, request: SaveRequest, idempotencyKey: string | null): Promise<string> =>
  inTransaction(ctx, (ctx) =>
    onceIfKeyed(ctx, { key: idempotencyKey, operation: 'saveOrder', body: request }, () => saveDraft(ctx, request)),
  );

/** Hands a saved order in. Safe to call twice. */
export async function submitOrder(ctx: Ctx, orderId: string): Promise<string> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return inTransaction(ctx, async (ctx) => {
    await submit(ctx, orderId, parts);
    return orderId;
  });
}

/** Saves and hands in at once: all of it or nothing. */
export async function placeOrder(ctx: Ctx, request: SaveRequest, idempotencyKey: string): Promise<string> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return inTransaction(ctx, (ctx) =>
    once(ctx, { key: idempotencyKey, operation: 'placeOrder', body: request }, async () => {
      const orderId = await saveDraft(ctx, request);
      await submit(ctx, orderId, parts);
      return orderId;
    }),
  );
}

/** Asks the plugins again: one that was not sure knows more now. */
export const recheckOrder = (ctx: Ctx, orderId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { order, contracts } = await lockOrder(asBrand(ctx), orderId);
    await acceptOrReject(
      asBrand(ctx),
      order,
      contracts.filter(({ status }) => status === 'in_review'),
    );
  });

export interface Review {
  readonly accept: boolean;
  readonly reason: string;
}

/** A person decides an order in review. Accepting still needs every plugin's consent; refusing does not. */
export const reviewOrder = (ctx: Ctx, orderId: string, { accept, reason }: Review): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { order, contracts } = await lockOrder(ctx, orderId);
    const inReview = contracts.filter(({ status }) => status === 'in_review');
    if (inReview.length === 0) throw new DomainError('ORDER_NOT_IN_REVIEW', 'orderId: this order is not in review any more', { orderId });
    if (!accept) return reject(ctx, order, { contracts: inReview, code: 'REVIEW', reason });
    const verdict = await decide(orderAcceptance, await factsOf(ctx, order, inReview), ctx);
    if (verdict.kind === 'deny') throw new DomainError(verdict.code, verdict.message, { pluginId: verdict.pluginId });
    if (verdict.kind === 'pend')
      throw new DomainError('TRANSITION_PENDING', 'A check is still open; decide it first or wait for it', { pending: verdict.pending });
    for (const contract of inReview) await moveContract(ctx, contract, { transition: 'accept', reason });
  });

const onceIfKeyed = (
  ctx: TxCtx,
  { key, ...attempt }: Omit<Attempt, 'key'> & { readonly key: string | null },
  work: () => Promise<string>,
) => (key === null ? work() : once(ctx, { key, ...attempt }, work));

async function saveDraft(ctx: TxCtx, { orderId, answers, partnerId }: SaveRequest): Promise<string> {
  checkSize(answers);
  if (orderId !== null) {
    const { order, contracts } = await lockOrder(ctx, orderId);
    if (contracts.some(({ status }) => status !== 'draft'))
      throw new DomainError('ORDER_SUBMITTED', 'orderId: this order was handed in and cannot be changed; ask the back-office', { orderId });
    await ctx.tx.order.update({ where: { id: order.id }, data: { answers: answers as Prisma.InputJsonObject } });
    return order.id;
  }

  const seller = partnerId ?? ctx.viewer.partnerId;
  if (seller !== null) await checkSeller(ctx, seller);
  const order = await ctx.tx.order.create({
    data: {
      partnerId: seller,
      number: newNumber('O'),
      channel: ctx.viewer.kind === 'api-key' ? 'api' : seller === null ? 'back-office' : 'partner',
      createdAt: ctx.clock.now(),
      createdBy: ctx.viewer.name,
      answers: answers as Prisma.InputJsonObject,
    },
  });
  const contract = await ctx.tx.contract.create({
    data: { partnerId: seller, orderId: order.id, number: newNumber('C'), status: 'draft', kind: 'OPEN', createdAt: ctx.clock.now() },
  });
  await ctx.tx.contractHistory.create({
    data: {
      contractId: contract.id,
      at: ctx.clock.now(),
      by: ctx.viewer.name,
      transition: 'create',
      reason: null,
      before: null,
      after: 'draft',
    },
  });
  return order.id;
}

/** A draft takes any part of a form, but not a novel. */
const MAX_ANSWERS = 50_000;
function checkSize(answers: OrderAnswers): void {
  if (JSON.stringify(answers).length > MAX_ANSWERS)
    throw new DomainError('ORDER_TOO_LARGE', `input: is larger than ${MAX_ANSWERS} characters; leave out what the form does not ask for`);
}

async function checkSeller({ tx, brand }: TxCtx, partnerId: string): Promise<void> {
  const sells = await tx.partnerBrand.findFirst({ where: { sellerId: partnerId, sells: brand.id } });
  if (!sells) throw orderInvalid([{ field: 'partnerId', code: 'PARTNER_UNKNOWN', values: {} }]);
}

export const orderInvalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('ORDER_INVALID', 'input: the order cannot be handed in yet; see the problems', { problems });

async function examine(
  ctx: TxCtx,
  { answers, parts, order }: { answers: OrderAnswers; parts: readonly Part[]; order: Order | null },
): Promise<{ form: OrderForm | null; problems: Problem[] }> {
  const read = readOrderForm(parts, answers);
  return {
    form: read.form,
    problems: [...read.problems, ...(await checkAnswers(ctx, read, order)), ...(await partProblems(ctx, parts, answers))],
  };
}

/** Lock, already done?, check, fill in, move, tell the world, ask everybody. */
async function submit(ctx: TxCtx, orderId: string, parts: readonly Part[]): Promise<void> {
  const { order, contracts } = await lockOrder(ctx, orderId);
  const drafts = contracts.filter(({ status }) => status === 'draft');
  if (drafts.length === 0) return;

  const { form, problems } = await examine(ctx, { answers: order.answers as OrderAnswers, parts, order });
  if (!form || problems.length > 0) throw orderInvalid(problems);

  const terms = await contractTerms(ctx, order, form);
  const inReview: Contract[] = [];
  for (const draft of drafts) {
    const submitted = await moveContract(ctx, draft, { transition: 'submit', reason: null, data: terms });
    inReview.push(await moveContract(ctx, submitted, { transition: 'start_review', reason: null }));
  }
  await ctx.tx.order.update({
    where: { id: order.id },
    data: { submittedAt: ctx.clock.now(), partnerChain: await chainOf(ctx, order.partnerId) },
  });
  await emit(ctx, orderSubmitted, { orderId: order.id });
  await acceptOrReject(ctx, order, inReview);
}

/** What the contract is about, from the form: parties, point, offer and dates. */
async function contractTerms(ctx: TxCtx, order: Order, form: OrderForm): Promise<Prisma.ContractUncheckedUpdateInput> {
  const [supply] = form.supplies;
  const offer = supply && (await findOffer(ctx, supply.offerId));
  if (!offer) throw orderInvalid([{ field: 'offerId', code: 'OFFER_NOT_FOUND', values: {} }]);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const contracts = await ctx.tx.contract.findMany({ where: { orderId: order.id }, select: { id: true } });
  await ctx.tx.contractTariff.createMany({
    data: contracts.map(({ id }) => ({ contractId: id, tariffId: offer.tariff.id, validFrom: toDbDate(supply.requestedStartOn) })),
  });
  return {
    customerId: await saveCustomer(ctx, order, form),
    meteringPointId: await saveMeteringPoint(ctx, form, offer.quote.commodity),
    offerId: offer.id,
    annualKwh: offer.quote.annualKwh,
    supplyReason: supply.supplyReason,
    signedOn: toDbDate(today),
    receivedOn: toDbDate(today),
    withdrawalEndsOn: toDbDate(addDays(today, WITHDRAWAL_DAYS)),
    requestedStartOn: toDbDate(supply.requestedStartOn),
  };
}

async function acceptOrReject(ctx: TxCtx, order: Order, inReview: readonly Contract[]): Promise<void> {
  if (inReview.length === 0) return;
  const verdict = await decide(orderAcceptance, await factsOf(ctx, order, inReview), ctx);
  if (verdict.kind === 'deny') return reject(ctx, order, { contracts: inReview, code: verdict.code, reason: verdict.message });
  if (verdict.kind === 'allow' && ctx.brand.isAcceptanceAutomatic) {
    for (const contract of inReview) await moveContract(ctx, contract, { transition: 'accept', reason: 'every check allows it' });
    return;
  }
  const pending =
    verdict.kind === 'pend'
      ? verdict.pending.map(({ pluginId, reason }) => ({ pluginId, reason }))
      : [{ pluginId: 'core', reason: 'order.waits-for-a-person' }];
  await ctx.tx.contract.updateMany({ where: { id: { in: inReview.map(({ id }) => id) } }, data: { pending } });
}

async function reject(
  ctx: TxCtx,
  order: Order,
  { contracts, code, reason }: { contracts: readonly Contract[]; code: string; reason: string },
): Promise<void> {
  for (const contract of contracts) await moveContract(ctx, contract, { transition: 'reject_credit', reason: `${code}: ${reason}` });
  await emit(ctx, orderRejected, { orderId: order.id, code });
}

async function factsOf(ctx: TxCtx, order: Order, contracts: readonly Contract[]): Promise<OrderFacts> {
  const offers = await asBrand(ctx).tx.quoteOffer.findMany({
    where: { id: { in: contracts.flatMap(({ offerId }) => offerId ?? []) } },
    select: { id: true, firstYearCents: true },
  });
  return {
    orderId: order.id,
    partnerId: order.partnerId,
    contractIds: contracts.map(({ id }) => id),
    firstYearCents: offers.reduce((sum, { firstYearCents }) => sum + firstYearCents, 0),
  };
}

/** Read after the lock, so that what we see is what the request before us left behind. */
async function lockOrder(ctx: TxCtx, id: string): Promise<{ order: Order; contracts: Contract[] }> {
  const locked = await lockContractsOfOrder(ctx, id);
  const order = await ctx.tx.order.findUnique({ where: { id } });
  if (!order) throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no order ${id}`, { orderId: id });
  const contracts = await ctx.tx.contract.findMany({ where: { id: { in: locked.map((row) => row.id) } }, orderBy: { id: 'asc' } });
  return { order, contracts };
}
