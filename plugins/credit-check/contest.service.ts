import { type Ctx, DomainError, inTransaction, type TxCtx } from '#core';
import { existing, reasonIn } from './credit-check.service.ts';
import type { StoredCheck } from './credit-check.store.ts';
import { subjectKeys, subjectsOf } from './subjects.ts';
import { wordsIn } from './words.ts';

/**
 * Notes that a customer does not accept what a score decided (GDPR Art. 22(3)). `statement`: their point of view, "" = none.
 * Throws CREDIT_CHECK_NOT_FOUND, _NOT_AUTOMATED and _CONTEST_OPEN.
 */
export async function contestCreditCheck(
  ctx: Ctx,
  { orderId, statement }: { readonly orderId: string; readonly statement: string },
): Promise<void> {
  const words = statement.trim() === '' ? null : reasonIn(statement, 'statement');
  await inTransaction(ctx, (tx) => noteContest(tx, { orderId, words }));
}

/** The same inside a transaction, in the name of whoever it is. */
export async function noteContest(
  ctx: TxCtx,
  { orderId, words }: { readonly orderId: string; readonly words: string | null },
): Promise<void> {
  const { tx, clock, viewer } = ctx;
  if (!isContestable(await existing(tx, orderId))) {
    throw new DomainError('CREDIT_CHECK_NOT_AUTOMATED', 'orderId: no score decided about this order, so there is nothing to contest', {
      orderId,
    });
  }
  // Holds the row: of two that come at once the second sees the first.
  await tx.creditCheck.updateMany({ where: { orderId }, data: { updatedAt: clock.now() } });
  if (await tx.creditCheckContest.findFirst({ where: { orderId, isGranted: null }, select: { id: true } })) {
    throw new DomainError('CREDIT_CHECK_CONTEST_OPEN', 'orderId: the decision is contested already; answer that first', { orderId });
  }
  const [customer] = await subjectsOf({ db: tx }, orderId);
  const subjectKey = (customer && subjectKeys(ctx, customer)[0]) ?? null;
  await tx.creditCheckContest.create({
    data: { orderId, subjectKey, statement: words, createdBy: viewer.name, createdAt: clock.now() },
    select: { id: true },
  });
}

/** Whether a score alone decided, to the customer's disadvantage. */
export const isContestable = ({ decisionAccept, outcome }: Pick<StoredCheck, 'decisionAccept' | 'outcome'>): boolean =>
  decisionAccept === null && outcome !== null && DECIDED_BY_SCORE.has(outcome);

const DECIDED_BY_SCORE: ReadonlySet<string> = new Set(['refuse-by-score', 'deposit', 'prepayment', 'direct-debit']);

export interface ContestDecision {
  readonly id: string;
  readonly grant: boolean;
  /** What the customer is told: why. */
  readonly explanation: string;
}

/**
 * A person answers; the customer is told by mail. Whoever was right is accepted with their next order, while the answer of the
 * bureau would still be used. Throws CREDIT_CHECK_CONTEST_NOT_FOUND, _CONTEST_DECIDED and _REASON_MISSING.
 */
export async function decideContest(ctx: Ctx, { id, grant, explanation }: ContestDecision): Promise<void> {
  const words = reasonIn(explanation, 'explanation');
  await inTransaction(ctx, async (tx) => {
    const contest = await tx.tx.creditCheckContest.findUnique({ where: { id } });
    if (!contest)
      throw new DomainError('CREDIT_CHECK_CONTEST_NOT_FOUND', 'id: nothing of this id is contested; choose from the list', { id });
    const data = { isGranted: grant, explanation: words, decidedBy: tx.viewer.name, decidedAt: tx.clock.now() };
    const { count } = await tx.tx.creditCheckContest.updateMany({ where: { id, isGranted: null }, data });
    if (count === 0)
      throw new DomainError('CREDIT_CHECK_CONTEST_DECIDED', 'id: somebody has answered this already; nothing was changed', { id });
    await tell(tx, contest.orderId, { grant, explanation: words });
  });
}

async function tell(ctx: TxCtx, orderId: string, { grant, explanation }: Omit<ContestDecision, 'id'>): Promise<void> {
  const contract = await ctx.tx.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    select: { order: { select: { number: true } }, customer: { select: { email: true, language: true } } },
  });
  if (!contract?.customer) return;
  const say = wordsIn(ctx, contract.customer.language);
  const values = { number: contract.order.number, brand: ctx.brand.name };
  await ctx.mailer.send(ctx, {
    kind: 'credit-check.contest',
    to: contract.customer.email,
    subject: say('credit-check.mail.contest.subject', values),
    text: [say(grant ? 'credit-check.mail.contest.granted' : 'credit-check.mail.contest.kept', values), explanation].join('\n\n'),
  });
}
