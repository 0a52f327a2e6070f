import type { ChannelKind } from '#prisma';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid } from '../kernel/problems.ts';
import { noteCustomerChange } from './customer.history.ts';
import { checkCustomer } from './customer.service.ts';

export interface NewConsent {
  readonly customerId: string;
  readonly channel: ChannelKind;
  /** "marketing", "contract-letters", or a plugin's purpose. */
  readonly purpose: string;
  /** The text that was agreed to: what a court would ask for. */
  readonly wording: string;
  /** Where it was given: "order-form", "phone", "import". */
  readonly source: string;
}

/** Longest text that a person reads before agreeing. */
const LONGEST: Readonly<Record<string, number>> = { purpose: 60, wording: 4_000, source: 60 };

/** A customer agrees. The same wording again is the consent that there is; another wording is another consent. Gives back its id. */
export const giveConsent = (ctx: Ctx, consent: NewConsent): Promise<string> => inTransaction(ctx, (ctx) => saveConsent(ctx, consent));

/** For callers with an open transaction, as an order that brings consents along. */
export async function saveConsent(ctx: TxCtx, { customerId, channel, ...given }: NewConsent): Promise<string> {
  const texts = { purpose: given.purpose.trim(), wording: given.wording.trim(), source: given.source.trim() };
  const problems = Object.entries(texts).flatMap(([field, text]) => {
    const maximum = LONGEST[field] ?? 0;
    if (text === '') return [{ field, code: 'REQUIRED', values: {} }];
    return text.length > maximum ? [{ field, code: 'TOO_LONG', values: { maximum } }] : [];
  });
  if (problems.length > 0) throw invalid('CONSENT_INVALID', problems);
  await checkCustomer(ctx, customerId);

  const { purpose, wording } = texts;
  const known = await ctx.tx.consent.findFirst({ where: { customerId, channel, purpose, wording, revokedAt: null }, select: { id: true } });
  if (known) return known.id;
  const { id } = await ctx.tx.consent.create({
    data: { customerId, channel, ...texts, givenAt: ctx.clock.now(), givenBy: ctx.viewer.name },
    select: { id: true },
  });
  await noteCustomerChange(ctx, { customerId, what: 'consent', before: null, after: { channel, ...texts } });
  return id;
}

/** A customer changes their mind. Safe to call twice; the consent stays as proof of the time before. */
export const revokeConsent = (ctx: Ctx, id: string): Promise<void> => inTransaction(ctx, (ctx) => revokeConsentWithin(ctx, id));

/** As `revokeConsent`, for callers with an open transaction. */
export async function revokeConsentWithin(ctx: TxCtx, id: string): Promise<void> {
  const consent = await ctx.tx.consent.findUnique({ where: { id } });
  if (!consent) throw new DomainError('CONSENT_NOT_FOUND', `consentId: there is no consent ${id}`, { consentId: id });
  const { count } = await ctx.tx.consent.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: ctx.clock.now(), revokedBy: ctx.viewer.name },
  });
  if (count === 0) return;
  const { customerId, channel, purpose } = consent;
  await noteCustomerChange(ctx, { customerId, what: 'consent', before: { channel, purpose }, after: null });
}
