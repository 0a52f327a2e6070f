import { addDays, fromDbDate, type PlainDate, type TxCtx, toDbDate, todayIn } from '#core';
import { campaignOn } from './campaign.service.ts';
import { codeForPeople, newCode } from './code.rules.ts';
import { rewardText } from './reward.text.ts';
import { settings } from './settings.ts';
import { taxTextOn } from './tax-texts.ts';

const TRIES = 5;

/** Whether somebody may recommend: in supply, the withdrawal period over, no end known. What they owe is billing's to know. */
export async function isActiveCustomer({ tx, clock, brand }: TxCtx, customerId: string): Promise<boolean> {
  const today = toDbDate(todayIn(clock, brand.timeZone));
  const contract = await tx.contract.findFirst({
    where: {
      ...{ customerId, kind: 'SUPPLY', endsOn: null, suppliedFrom: { lte: today } },
      OR: [{ withdrawalEndsOn: null }, { withdrawalEndsOn: { lt: today } }],
    },
    select: { id: true },
  });
  return contract !== null;
}

/** The customer's code, made where there is none. `mailOn`: the first day on which the invitation may go out. Safe to call twice. */
export async function codeOf({ tx, clock }: TxCtx, customerId: string, mailOn: PlainDate) {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const data = [{ customerId, code: newCode(), mailOn: toDbDate(mailOn), madeAt: clock.now() }];
    await tx.referralsCode.createMany({ data, skipDuplicates: true });
    const found = await tx.referralsCode.findFirst({ where: { customerId } });
    if (found) return found;
  }
  throw new Error('Five codes by chance were all taken');
}

/** The customer of a contract gets a code, and the invitation once the withdrawal period is over. */
export async function inviteCustomerOf(ctx: TxCtx, contractId: string): Promise<void> {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { customerId: true, withdrawalEndsOn: true } });
  if (!contract?.customerId) return;
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const free = contract.withdrawalEndsOn ? addDays(fromDbDate(contract.withdrawalEndsOn), 1) : today;
  const code = await codeOf(ctx, contract.customerId, free);
  if (code.mailedAt === null && free <= today) await mailInvitation(ctx, code);
}

type Code = Awaited<ReturnType<typeof codeOf>>;

/**
 * Mails a code to its owner, and to nobody else: whom they tell is theirs to decide. Nothing is sent while no campaign runs, to
 * whoever is no active customer, or to whoever does not want it. Once for a code.
 */
export async function mailInvitation(ctx: TxCtx, { id, customerId, code, endedAt }: Code): Promise<void> {
  const { tx, brand, clock } = ctx;
  const today = todayIn(clock, brand.timeZone);
  const campaign = await campaignOn(ctx, today);
  if (code === null || endedAt !== null || !campaign) return;
  if (!(await isActiveCustomer(ctx, customerId)) || !(await wantsMail(ctx, customerId))) return;
  const { count } = await tx.referralsCode.updateMany({ where: { id, mailedAt: null }, data: { mailedAt: clock.now() } });
  if (count === 0) return;
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { email: true, language: true } });
  const language = customer.language ?? brand.language;
  const say = (key: string, values = {}) => ctx.texts(language, `referrals.mail.${key}`, values) ?? '';
  const { referrerCents, referredCents, currency, clawbackDays } = campaign;
  const amount = (cents: number) => rewardText({ cents, currency, language });
  const tax = taxTextOn(brand.country, today);
  await ctx.mailer.send(ctx, {
    kind: 'referrals.invitation',
    to: customer.email,
    subject: say('subject', { brand: brand.name }),
    text: [
      say('greeting'),
      say('code', { brand: brand.name, code: codeForPeople(code), link: linkOf(brand.url, code) }),
      ...(referrerCents > 0 ? [say('forYou', { amount: amount(referrerCents) })] : []),
      ...(referredCents > 0 ? [say('forThem', { amount: amount(referredCents) })] : []),
      say('conditions', { days: clawbackDays }),
      ...(tax && referrerCents > 0 ? [tax[language.startsWith('de') ? 'de' : 'en']] : []),
      say('privacy', { brand: brand.name }),
    ].join('\n\n'),
  });
}

/** What a customer passes on. The code behind it is enough: it can be typed in on any device. */
export const linkOf = (url: string, code: string): string => `${url}/order?ref=${codeForPeople(code)}`;

/** A revoked consent is a no. Without any, an existing customer may be told, unless the brand asks for consent. */
async function wantsMail({ tx, activation }: TxCtx, customerId: string): Promise<boolean> {
  const consents = await tx.consent.findMany({
    where: { customerId, channel: 'EMAIL', purpose: 'marketing' },
    select: { revokedAt: true },
  });
  const isGiven = consents.some(({ revokedAt }) => revokedAt === null);
  return isGiven || (consents.length === 0 && !activation.settings(settings).needsConsent);
}
