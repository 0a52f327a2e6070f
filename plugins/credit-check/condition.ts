import { type Ctx, contractAccepted, contractChanged, Decimal, enqueue, formatCents, inTransaction, job, on, type TxCtx, z } from '#core';
import { isCondition } from './band-rules.ts';
import type { Outcome } from './bands.ts';
import { recheck } from './credit-check.jobs.ts';
import { findCheck, type StoredCheck } from './credit-check.store.ts';
import { settings } from './settings.ts';
import { wordsIn } from './words.ts';

/** Keeps what an answer led to, and by which bands: whoever is refused may ask. */
export async function noteOutcome(
  ctx: TxCtx,
  check: StoredCheck,
  { outcome, bandsNumber }: { readonly outcome: Outcome; readonly bandsNumber: number | null },
): Promise<void> {
  if (outcome === 'direct-debit' && check.conditionToldAt === null)
    await enqueue(ctx, tellCondition, { orderId: check.orderId }, { uniqueKey: `${check.orderId}.direct-debit` });
  if (check.outcome === outcome && check.bandsNumber === bandsNumber) return;
  const depositCents = outcome === 'deposit' ? depositOf(check.valueCents ?? 0, ctx.activation.settings(settings).depositMonths) : null;
  await ctx.tx.creditCheck.updateMany({ where: { orderId: check.orderId }, data: { outcome, bandsNumber, depositCents } });
}

/** Some months of the first year, whole cents. */
export const depositOf = (yearCents: number, months: number): number =>
  new Decimal(yearCents).times(months).div(12).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

/** Tells the customer on which condition the order is accepted, once. Safe to repeat. */
export const tellCondition = job({
  name: 'credit-check.tell-condition',
  input: z.object({ orderId: z.uuid() }),
  run: ({ orderId }, ctx) => inTransaction(ctx, (tx) => tell(tx, orderId)),
});

/** An account that came, or another way to pay, may be what an order waits for. */
export const lookAtAccount = on(contractChanged, async ({ contractId, fields }, ctx) => {
  if (!fields.some((field) => field === 'bankAccountId' || field === 'paymentMethod')) return;
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { orderId: true, kind: true } });
  if (contract?.kind === 'REVIEW') await enqueue(ctx, recheck, { orderId: contract.orderId });
});

/** The condition belongs to the contract: it is told when that comes about. */
export const tellAtAcceptance = on(contractAccepted, async ({ contractId }, ctx) => {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { orderId: true } });
  const check = contract && (await findCheck(ctx.tx, contract.orderId));
  if (check && conditionOfCheck(check) !== null) await tell(ctx, check.orderId);
});

/** The condition on which an order was accepted, or waits to be; a person who accepts makes none. */
export function conditionOfCheck({ outcome, decisionAccept }: Pick<StoredCheck, 'outcome' | 'decisionAccept'>) {
  return decisionAccept === null && outcome !== null && isCondition(outcome) ? outcome : null;
}

async function tell(ctx: TxCtx, orderId: string): Promise<void> {
  const check = await findCheck(ctx.tx, orderId);
  const condition = check && conditionOfCheck(check);
  if (!condition) return;
  const { count } = await ctx.tx.creditCheck.updateMany({
    where: { orderId, conditionToldAt: null },
    data: { conditionToldAt: ctx.clock.now() },
  });
  if (count === 0) return; // told already
  const contract = await ctx.tx.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    select: { order: { select: { number: true } }, customer: { select: { email: true, language: true } } },
  });
  if (!contract?.customer) return;
  const { email, language } = contract.customer;
  const say = wordsIn(ctx, language);
  const values = { number: contract.order.number, brand: ctx.brand.name, deposit: depositText(ctx, check.depositCents) };
  await ctx.mailer.send(ctx, {
    kind: 'credit-check.condition',
    to: email,
    subject: say('credit-check.mail.condition.subject', values),
    text: [say(`credit-check.mail.${condition}`, values), say('credit-check.mail.human', values)].join('\n\n'),
  });
}

const depositText = ({ brand }: Pick<Ctx, 'brand'>, cents: number | null): string => `${formatCents(cents ?? 0)} ${brand.currency}`;
