import type { Contract, Order } from '#prisma';
import { lockContractsOfOrder } from '../contracts/contract.sql.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { once } from '../kernel/idempotency.ts';
import { newNumber } from '../kernel/numbers.ts';
import { orderInvalid } from './order.examine.ts';
import type { OrderAnswers } from './order.form.ts';
import { keptBeside } from './order.handed-in.ts';
import { openAnswers, shownAnswers, storedAnswers } from './order.secrets.ts';

export interface SaveRequest {
  /** An order to change; null = a new one. */
  readonly orderId: string | null;
  readonly answers: OrderAnswers;
  /** For whom it is sold; null = the viewer's own company. */
  readonly partnerId: string | null;
}

/** Saves a form as far as it goes, as a draft with its contract. `expectedVersion`: the one the caller saw; another one is a conflict. */
export const saveOrder = (
  ctx: Ctx,
  request: SaveRequest,
  { idempotencyKey, expectedVersion }: { readonly idempotencyKey: string | null; readonly expectedVersion: number | null },
): Promise<string> =>
  inTransaction(ctx, (ctx) => {
    const save = () =>
      request.orderId === null ? createDraft(ctx, request) : changeDraft(ctx, request.orderId, { request, expectedVersion });
    return idempotencyKey === null ? save() : once(ctx, { key: idempotencyKey, operation: 'saveOrder', body: request }, save);
  });

/** What counts up with every change of an order: the changes of its contracts together. */
export const versionOf = (contracts: readonly { readonly version: number }[]): number =>
  contracts.reduce((sum, { version }) => sum + version, 0);

/**
 * Refuses who has not seen the order as it is now, with what they want and what there is. Errors: ORDER_CHANGED. `expectedVersion`:
 * null = whoever does not say what they saw.
 */
export function checkVersion(
  { order, contracts }: { readonly order: Order; readonly contracts: readonly Contract[] },
  { expectedVersion, yours }: { readonly expectedVersion: number | null; readonly yours?: OrderAnswers },
): void {
  const current = versionOf(contracts);
  if (expectedVersion === null || expectedVersion === current) return;
  throw new DomainError('ORDER_CHANGED', `expectedVersion: the order is at version ${current} now; compare both and try again`, {
    ...{ orderId: order.id, seen: expectedVersion, current, theirs: order.answers },
    ...(yours && { yours: shownAnswers(yours) }),
  });
}

/** Errors: ORDER_CANCELLED, for a draft that was given up before it was handed in. */
export function checkNotCancelled({ id, submittedAt }: Order, contracts: readonly Contract[]): void {
  if (submittedAt === null && contracts.every(({ status }) => status !== 'draft'))
    throw new DomainError('ORDER_CANCELLED', 'orderId: this draft was cancelled before it was handed in; save a new one', { orderId: id });
}

async function changeDraft(
  ctx: TxCtx,
  orderId: string,
  { request: { answers, partnerId }, expectedVersion }: { readonly request: SaveRequest; readonly expectedVersion: number | null },
): Promise<string> {
  checkSize(answers);
  const { order, contracts } = await lockOrder(ctx, orderId);
  checkNotCancelled(order, contracts);
  // What came back for clarification is corrected there; whatever of it was refused meanwhile stays refused. Guests have handed in
  // for good: whoever holds their link would rewrite what they ordered.
  const open = contracts.filter(({ kind }) => kind !== 'REFUSED');
  const isPast = ctx.viewer.kind === 'guest' && order.submittedAt !== null;
  if (isPast || open.length === 0 || open.some(({ status }) => status !== 'draft' && status !== 'clarification'))
    throw new DomainError('ORDER_SUBMITTED', 'orderId: this order was handed in and cannot be changed; ask the back-office', { orderId });
  if (partnerId !== null && partnerId.toLowerCase() !== order.partnerId)
    throw orderInvalid([{ field: 'partnerId', code: 'PARTNER_FIXED', values: {} }]);
  checkVersion({ order, contracts }, { expectedVersion, yours: answers });
  const kept = order.submittedAt === null ? {} : { handedIn: await keptBeside(ctx, order, open) };
  await ctx.tx.order.update({ where: { id: orderId }, data: { ...storedAnswers(ctx, openAnswers(ctx, answers, order)), ...kept } });
  await ctx.tx.contract.updateMany({
    where: { id: { in: open.slice(0, 1).map(({ id }) => id) } },
    data: { version: { increment: 1 } },
  });
  return orderId;
}

async function createDraft(ctx: TxCtx, { answers, partnerId }: SaveRequest): Promise<string> {
  checkSize(answers);
  const seller = partnerId ?? ctx.viewer.partnerId;
  if (seller !== null) await checkSeller(ctx, seller);
  const order = await ctx.tx.order.create({
    data: {
      partnerId: seller,
      number: newNumber('O', ctx.brand),
      channel: channelOf(ctx, seller),
      createdAt: ctx.clock.now(),
      createdBy: ctx.viewer.name,
      ...storedAnswers(ctx, answers),
    },
  });
  const contract = await ctx.tx.contract.create({
    data: {
      partnerId: seller,
      orderId: order.id,
      number: newNumber('C', ctx.brand),
      status: 'draft',
      kind: 'OPEN',
      createdAt: ctx.clock.now(),
    },
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

/** How an order came. */
export function channelOf({ viewer }: Pick<TxCtx, 'viewer'>, sellerId: string | null): 'api' | 'back-office' | 'partner' | 'self-service' {
  if (viewer.kind === 'guest') return 'self-service';
  if (viewer.kind === 'api-key') return 'api';
  return sellerId === null ? 'back-office' : 'partner';
}

/** A draft takes any part of a form, but not a novel. */
const MAX_ANSWERS = 100_000;
export function checkSize(answers: OrderAnswers): void {
  if (JSON.stringify(answers).length > MAX_ANSWERS)
    throw new DomainError('ORDER_TOO_LARGE', `input: is larger than ${MAX_ANSWERS} characters; leave out what the form does not ask for`);
}

async function checkSeller({ tx, brand }: TxCtx, partnerId: string): Promise<void> {
  const sells = await tx.partnerBrand.findFirst({ where: { sellerId: partnerId, sells: brand.id } });
  if (!sells) throw orderInvalid([{ field: 'partnerId', code: 'PARTNER_UNKNOWN', values: {} }]);
}

export const orderNotFound = (orderId: string): DomainError =>
  new DomainError('ORDER_NOT_FOUND', `orderId: there is no order ${orderId}`, { orderId });

/** Read after the lock, so that what we see is what the request before us left behind. */
export async function lockOrder(ctx: TxCtx, id: string): Promise<{ order: Order; contracts: Contract[] }> {
  const locked = await lockContractsOfOrder(ctx, id);
  const order = await ctx.tx.order.findUnique({ where: { id } });
  if (!order) throw orderNotFound(id);
  const contracts = await ctx.tx.contract.findMany({ where: { id: { in: locked.map((row) => row.id) } }, orderBy: { id: 'asc' } });
  return { order, contracts };
}
