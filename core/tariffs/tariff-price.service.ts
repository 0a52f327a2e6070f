import type { TariffPrice } from '#prisma';
import { audit } from '../access/audit.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import type { PriceRow } from './price-list.ts';
import { type PriceForm, readPriceForm } from './tariff.form.ts';
import { tariffPriceApproved, tariffPriceDrafted } from './tariff.points.ts';
import { lockedTariff } from './tariff.service.ts';

/** A new version of a tariff's price, as a draft: not sold. Returns its id. Errors: TARIFF_NOT_FOUND, TARIFF_PRICE_INVALID. */
export async function draftTariffPrice(ctx: TxCtx, { tariffId, price }: { tariffId: string; price: PriceForm }): Promise<string> {
  const { commodity, segment } = await lockedTariff(ctx, tariffId);
  const row = readPriceForm(price, { commodity, segment, country: ctx.brand.country });
  const { id } = await asBrand(ctx).tx.tariffPrice.create({
    data: { ...row, tariffId, createdAt: ctx.clock.now(), createdBy: ctx.viewer.name, authors: [ctx.viewer.id] },
    select: { id: true },
  });
  await noteDraft(ctx, { id, tariffId }, 'drafted');
  return id;
}

/** A draft as somebody saw it. `expectedVersion`: another one is a conflict; null = whatever it is now. */
export interface SeenDraft {
  readonly id: string;
  readonly expectedVersion: number | null;
}

/** Writes a draft anew, all of it. Errors: TARIFF_PRICE_NOT_FOUND, TARIFF_PRICE_STATE, TARIFF_PRICE_CHANGED, TARIFF_PRICE_INVALID. */
export async function editTariffPrice(ctx: TxCtx, seen: SeenDraft, price: PriceForm): Promise<void> {
  const draft = await draftAsSeen(ctx, seen);
  const { id } = draft;
  const authors = [...new Set([...draft.authors, ctx.viewer.id])];
  const { commodity, segment } = draft.tariff;
  const row = readPriceForm(price, { commodity, segment, country: ctx.brand.country });
  await asBrand(ctx).tx.tariffPrice.update({
    where: { id },
    data: { ...row, authors, version: { increment: 1 }, handedInAt: null, handedInBy: null },
  });
  await noteDraft(ctx, draft, 'edited');
}

/** Forgets a version that was never published. Errors: TARIFF_PRICE_NOT_FOUND, TARIFF_PRICE_STATE. */
export async function deleteTariffPrice(ctx: TxCtx, id: string): Promise<string> {
  const { tariffId } = await priceIn(ctx, id, ['DRAFT', 'APPROVED']);
  await asBrand(ctx).tx.tariffPrice.delete({ where: { id } });
  await audit(ctx, { action: 'tariff-price.deleted', subject: id, before: { tariffId } });
  return tariffId;
}

/** Asks others to approve a draft. Errors: TARIFF_PRICE_NOT_FOUND, TARIFF_PRICE_STATE. */
export async function handInTariffPrice(ctx: TxCtx, id: string): Promise<void> {
  const { tariffId } = await priceIn(ctx, id, ['DRAFT']);
  await asBrand(ctx).tx.tariffPrice.update({ where: { id }, data: { handedInAt: ctx.clock.now(), handedInBy: ctx.viewer.name } });
  await audit(ctx, { action: 'tariff-price.handed-in', subject: id, after: { tariffId } });
}

/** Says yes to a draft that others wrote, as it was seen: four eyes. Errors: TARIFF_PRICE_NOT_FOUND, _STATE, _CHANGED, _OWN. */
export async function approveTariffPrice(ctx: TxCtx, seen: SeenDraft): Promise<void> {
  const { id, tariffId, authors } = await draftAsSeen(ctx, seen);
  if (ctx.viewer.kind !== 'user' || authors.includes(ctx.viewer.id)) {
    throw new DomainError('TARIFF_PRICE_OWN', 'id: a price is approved by a person who did not write on it; ask a colleague', { id });
  }
  await asBrand(ctx).tx.tariffPrice.update({
    where: { id },
    data: { state: 'APPROVED', approvedAt: ctx.clock.now(), approvedBy: ctx.viewer.name },
  });
  await audit(ctx, { action: 'tariff-price.approved', subject: id, after: { tariffId } });
  await emit(ctx, tariffPriceApproved, { tariffId, tariffPriceId: id });
}

/** Makes an approved version a draft again, so that it can be mended. Errors: TARIFF_PRICE_NOT_FOUND, TARIFF_PRICE_STATE. */
export async function withdrawTariffPrice(ctx: TxCtx, id: string): Promise<void> {
  const { tariffId, approvedBy } = await priceIn(ctx, id, ['APPROVED']);
  await asBrand(ctx).tx.tariffPrice.update({ where: { id }, data: { state: 'DRAFT', ...NOT_APPROVED } });
  await audit(ctx, { action: 'tariff-price.withdrawn', subject: id, before: { tariffId, approvedBy } });
}

const NOT_APPROVED = { handedInAt: null, handedInBy: null, approvedAt: null, approvedBy: null };

async function draftAsSeen(ctx: TxCtx, { id, expectedVersion }: SeenDraft): Promise<PriceRow> {
  const draft = await priceIn(ctx, id, ['DRAFT']);
  const { version: current } = draft;
  if (expectedVersion === null || expectedVersion === current) return draft;
  throw new DomainError(
    'TARIFF_PRICE_CHANGED',
    `expectedVersion: the draft is at version ${current} now; look at what changed and decide again`,
    { id, seen: expectedVersion, current },
  );
}

/** A version in one of these states, with everybody else who changes the tariff waiting. */
export async function priceIn(ctx: TxCtx, id: string, states: readonly TariffPrice['state'][]): Promise<PriceRow> {
  const { tx } = asBrand(ctx);
  const found = await tx.tariffPrice.findUnique({ where: { id }, select: { tariffId: true } });
  if (found) await lockedTariff(ctx, found.tariffId);
  const price = found && (await tx.tariffPrice.findUnique({ where: { id }, include: { tariff: true } }));
  if (!price) throw new DomainError('TARIFF_PRICE_NOT_FOUND', `id: there is no price ${id}`, { id });
  if (states.includes(price.state)) return price;
  throw new DomainError(
    'TARIFF_PRICE_STATE',
    `id: the price is ${price.state}; this is done to one that is ${states.join(' or ')}. What was published stays as it is: draft a new version`,
    { id, state: price.state, expected: states.join(', ') },
  );
}

async function noteDraft(ctx: TxCtx, { id, tariffId }: Pick<TariffPrice, 'id' | 'tariffId'>, what: 'drafted' | 'edited'): Promise<void> {
  await audit(ctx, { action: `tariff-price.${what}`, subject: id, after: { tariffId } });
  await emit(ctx, tariffPriceDrafted, { tariffId, tariffPriceId: id });
}
