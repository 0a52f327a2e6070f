import { asBrand, type Ctx, DomainError, inTransaction, type TxCtx } from '#core';
import { conditionOfCheck } from './condition.ts';
import { isContestable, noteContest } from './contest.service.ts';
import { reasonIn } from './credit-check.service.ts';
import { findCheck, type StoredCheck } from './credit-check.store.ts';
import { type Explanation, explain } from './explanation.ts';

/** What a customer may know of the credit check of their order: everything but the score. */
export interface OwnDecision {
  readonly outcome: 'OPEN' | 'PASSED' | 'CONDITION' | 'REFUSED';
  /** Whether a score alone decided. */
  readonly isAutomated: boolean;
  /** What was decided, from which kinds of data; null = nobody was asked, or nothing is decided. */
  readonly explanation: Explanation | null;
  readonly mayContest: boolean;
  /** What the customer said last, and what they were answered; null = they contested nothing. */
  readonly contest: OwnContest | null;
}

export type OwnContest = NonNullable<Awaited<ReturnType<typeof lastContest>>>;

const STATEMENT_MAX = 2_000;
/** A person answers each; who is not content after so many writes to the brand, or to the authority that the texts name. */
const CONTESTS_MAX = 3;

/** The decision on the order of the customer who asks; null = there is no check, or somebody else asks. */
export const ownDecision = (ctx: Ctx, orderId: string): Promise<OwnDecision | null> =>
  asCustomer(ctx, orderId, (brand) => readOwn(brand, { orderId, language: ctx.viewer.language }));

/** The customer contests what a score decided, in their own words. Throws CREDIT_CHECK_CUSTOMERS_ONLY and what `noteContest` throws. */
export async function contestOwnDecision(
  ctx: Ctx,
  { orderId, statement }: { readonly orderId: string; readonly statement: string },
): Promise<OwnDecision | null> {
  const words = reasonIn(statement, 'statement', STATEMENT_MAX);
  const own = await asCustomer(ctx, orderId, async (brand) => {
    const said = await timesContested(brand, orderId);
    if (said >= CONTESTS_MAX) {
      throw new DomainError('CREDIT_CHECK_CONTEST_TOO_OFTEN', `orderId: it was contested ${said} times and answered; write to us instead`, {
        orderId,
      });
    }
    await noteContest(brand, { orderId, words });
    return readOwn(brand, { orderId, language: ctx.viewer.language });
  });
  if (own) return own;
  throw new DomainError(
    'CREDIT_CHECK_CUSTOMERS_ONLY',
    'orderId: this is for the customer with the link to this order; others note it for them with contestCreditCheck',
    { orderId },
  );
}

/** With the brand's eyes, for the customer of this order alone: the table of checks is none of theirs. */
async function asCustomer<T>(ctx: Ctx, orderId: string, work: (brand: TxCtx) => Promise<T>): Promise<T | null> {
  if (ctx.viewer.kind !== 'customer') return null;
  return inTransaction(ctx, async (tx) => {
    const isTheirs = await tx.tx.order.findUnique({ where: { id: orderId }, select: { id: true } });
    return isTheirs ? work(asBrand(tx)) : null;
  });
}

async function readOwn(
  ctx: TxCtx,
  { orderId, language }: { readonly orderId: string; readonly language: string },
): Promise<OwnDecision | null> {
  const check = await findCheck(ctx.tx, orderId);
  if (!check) return null;
  const outcome = outcomeFor(check);
  const contest = await lastContest(ctx, orderId);
  const isTold = outcome !== 'OPEN' && check.askedAt !== null;
  return {
    outcome,
    isAutomated: check.decisionAccept === null,
    explanation: isTold ? await explain({ ...ctx, db: ctx.tx }, { orderId, language }) : null,
    mayContest:
      isContestable(check) && (contest === null || contest.isGranted !== null) && (await timesContested(ctx, orderId)) < CONTESTS_MAX,
    contest,
  };
}

function outcomeFor(check: StoredCheck): OwnDecision['outcome'] {
  const { decisionAccept, outcome } = check;
  if (decisionAccept !== null) return decisionAccept ? 'PASSED' : 'REFUSED';
  if (outcome === 'refuse-by-score') return 'REFUSED';
  if (conditionOfCheck(check) !== null) return 'CONDITION';
  return outcome === 'accept' ? 'PASSED' : 'OPEN';
}

const timesContested = ({ tx }: TxCtx, orderId: string): Promise<number> => tx.creditCheckContest.count({ where: { orderId } });

/** Who answered stays inside. */
const lastContest = ({ tx }: TxCtx, orderId: string) =>
  tx.creditCheckContest.findFirst({
    where: { orderId },
    orderBy: { id: 'desc' },
    select: { statement: true, createdAt: true, isGranted: true, explanation: true, decidedAt: true },
  });
