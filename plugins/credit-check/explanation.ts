import { type Ctx, DomainError } from '#core';
import { bureauOfAnswer } from './bands.ts';
import { existing } from './credit-check.service.ts';
import type { StoredCheck } from './credit-check.store.ts';
import type { BureauCode } from './providers/bureau.ts';
import { BUREAUS } from './providers/catalog.ts';
import { wordsIn } from './words.ts';

/** What a customer may be told about the decision. The product sends it to nobody. */
export interface Explanation {
  /** For whoever was refused, or accepted on a condition. */
  readonly notice: string;
  /** For whoever asks how it came about (GDPR Art. 15(1)(h)): what was decided, when, by which bands, from what kinds of data. */
  readonly account: string;
}

/** Texts about the decision on an order, in a language, as the customer's country has them. Throws CREDIT_CHECK_NOT_FOUND and _UNDECIDED. */
export async function explain(
  ctx: Pick<Ctx, 'db' | 'texts' | 'brand'>,
  { orderId, language }: { readonly orderId: string; readonly language: string },
): Promise<Explanation> {
  const check = await existing(ctx.db, orderId);
  const contract = await ctx.db.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    select: { order: { select: { number: true } }, customer: { select: { country: true } } },
  });
  if (!contract)
    throw new DomainError(
      'CREDIT_CHECK_NOT_FOUND',
      `orderId: there is no credit check for the order ${orderId}; choose one from the list`,
      { orderId },
    );
  const say = wordsIn(ctx, language);
  const bureau = bureauOfAnswer(check.bureau);
  const values = {
    ...{ number: contract.order.number, brand: ctx.brand.name },
    holder: bureau ? BUREAUS[bureau].holder : '–',
    bands: check.bandsNumber ?? 0,
    asked: dayOf(check.askedAt, language, ctx.brand.timeZone),
    decided: dayOf(check.decidedAt ?? check.answeredAt, language, ctx.brand.timeZone),
  };
  const law = lawFor(contract.customer?.country ?? '', bureau);
  const told = [say(`credit-check.notice.${kindOf(check)}`, values), say(law, values)];
  const account = [
    say(`credit-check.account.${check.decisionAccept === null ? 'machine' : 'person'}`, values),
    say(check.bandsNumber === null ? 'credit-check.account.limits' : 'credit-check.account.bands', values),
    say('credit-check.account.data', values),
    say('credit-check.account.notUsed', values),
    say(law, values),
  ];
  return { notice: told.join(' '), account: account.join('\n\n') };
}

/**
 * Whom a customer may complain to, by country; countries without a text of their own have the general one. Austria's law names
 * its own credit bureaus (§ 152 GewO 1994): one from abroad is none of them.
 */
function lawFor(country: string, bureau: BureauCode | null): string {
  if (country === 'AT' && bureau && BUREAUS[bureau].countries?.includes('AT')) return 'credit-check.law.AT.own';
  return `credit-check.law.${country === 'DE' || country === 'AT' ? country : 'other'}`;
}

type Kind = 'person' | 'machine' | 'accepted' | 'condition' | 'open';

function kindOf({ decisionAccept, outcome }: StoredCheck): Kind {
  if (decisionAccept !== null) return 'person';
  if (outcome === 'refuse-by-score') return 'machine';
  if (outcome === 'accept') return 'accepted';
  return outcome === 'deposit' || outcome === 'prepayment' || outcome === 'direct-debit' ? 'condition' : 'open';
}

const dayOf = (instant: Date | null, language: string, timeZone: string): string =>
  instant === null ? '–' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(instant);
