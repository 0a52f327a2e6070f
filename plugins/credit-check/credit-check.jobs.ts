import { type Ctx, DomainError, enqueue, inTransaction, type JobCtx, job, recheckOrder, requestOf, type TxCtx, z } from '#core';
import { bureauOfAnswer, NO_ANSWER } from './bands.ts';
import {
  findCheck,
  isInReview,
  NO_ANSWER_YET,
  type StoredCheck,
  storeCandidates,
  storeDecisive,
  storeExemption,
  storeFailure,
  storeNotNeeded,
} from './credit-check.store.ts';
import { exemptionOf } from './exemption.ts';
import { inquire } from './inquiry.ts';
import { bureauOf } from './providers/choose.ts';
import { finishReport, giveUpReport, manualReport } from './report.store.ts';
import { settings } from './settings.ts';
import { noteStakes } from './stakes.ts';

/** About an hour of tries with growing pauses, and longer while the circuit is open; then the brand's policy says what happens. */
const ASK_ATTEMPTS = 12;
/** About nine hours: a report that people work on is worth more patience. */
const POLL_ATTEMPTS = 20;
const DAY_MS = 86_400_000;
/** A parked order is asked about again after this. */
const PARKED_MS = 3_600_000;

/**
 * Asks the bureaus about the customer of an order and lets core check the order again. Safe to repeat: an answer that is stored
 * is not bought again. `round` makes an older request void once the bureau is to be asked anew.
 */
export const askBureau = job({
  name: 'credit-check.ask',
  input: z.object({ orderId: z.uuid(), round: z.number().int() }),
  attempts: ASK_ATTEMPTS,
  run: async ({ orderId, round }, ctx) => {
    const check = await findCheck(ctx.db, orderId);
    if (check?.round !== round) return;
    if (isUnanswered(check, 'WAITING')) await ask(ctx, check);
    await recheckOrder(ctx, orderId);
  },
});

/** Asks whether manual work at the bureau is done. `poll` is its number: one chain of polls an order, however often a job is repeated. */
export const pollBureau = job({
  name: 'credit-check.poll',
  input: z.object({ orderId: z.uuid(), poll: z.number().int() }),
  attempts: POLL_ATTEMPTS,
  run: async ({ orderId, poll }, ctx) => {
    const check = await findCheck(ctx.db, orderId);
    if (check?.polls !== poll) return;
    if (isUnanswered(check, 'MANUAL')) await pollOnce(ctx, check);
    await recheckOrder(ctx, orderId);
  },
});

/** Lets core check an order again, for what happens outside of a job. */
export const recheck = job({
  name: 'credit-check.recheck',
  input: z.object({ orderId: z.uuid() }),
  run: ({ orderId }, ctx) => recheckOrder(ctx, orderId),
});

/** In the transaction that made the row wait. */
export const requestAnswer = (ctx: TxCtx, { orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>, notBefore?: Date): Promise<void> =>
  enqueue(ctx, askBureau, { orderId, round }, { uniqueKey: `${orderId}.${round}`, ...(notBefore && { notBefore }) });

/** The same as a row, for an order that comes in. */
export const answerRequest = ({ orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>) =>
  requestOf(askBureau, { orderId, round }, { uniqueKey: `${orderId}.${round}` });

/** What is known may not be used any more: asks again, at once or later. */
export async function askAnew(ctx: TxCtx, { orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>, notBefore?: Date): Promise<void> {
  const { count } = await ctx.tx.creditCheck.updateMany({ where: { orderId, round }, data: { ...NO_ANSWER_YET, round: round + 1 } });
  if (count > 0) await requestAnswer(ctx, { orderId, round: round + 1 }, notBefore);
}

/** Notes that people work on the report and asks for the next poll. */
export async function requestPoll(ctx: TxCtx, { orderId, polls }: Pick<StoredCheck, 'orderId' | 'polls'>, reportId: string): Promise<void> {
  const poll = polls + 1;
  const { count } = await ctx.tx.creditCheck.updateMany({ where: { orderId, polls }, data: { state: 'MANUAL', reportId, polls: poll } });
  if (count === 0) return; // another run was faster
  // Real time: jobs do not follow a demo clock that was put forward.
  const notBefore = new Date(Date.now() + ctx.activation.settings(settings).pollMinutes * 60_000);
  await enqueue(ctx, pollBureau, { orderId, poll }, { uniqueKey: `${orderId}.${poll}`, notBefore });
}

/** FAILED too: a person re-runs the dead letter after the repair. */
const isUnanswered = ({ state, decisionAccept }: StoredCheck, waiting: 'WAITING' | 'MANUAL'): boolean =>
  decisionAccept === null && (state === waiting || state === 'FAILED');

async function ask(ctx: JobCtx, check: StoredCheck): Promise<void> {
  const { orderId } = check;
  if (!(await isInReview(ctx.db, orderId))) return storeNotNeeded(ctx.db, orderId);
  const valueCents = await noteStakes(ctx, orderId);
  const exemption = await exemptionOf(ctx, orderId);
  if (exemption) return storeExemption(ctx, orderId, exemption);
  await resolve(ctx, check, { valueCents, attempts: ASK_ATTEMPTS });
}

/** Asks as far as nothing is known, and keeps what came of it. */
async function resolve(ctx: JobCtx, check: StoredCheck, asked: { readonly valueCents: number; readonly attempts: number }): Promise<void> {
  const { orderId } = check;
  const said = await answered(ctx, { check, attempts: asked.attempts }, () => inquire(ctx, check, asked.valueCents));
  switch (said?.kind) {
    case 'answered':
      return storeDecisive(ctx.db, orderId, said.report);
    case 'manual':
      return inTransaction(ctx, (tx) => requestPoll(tx, check, said.reportId));
    case 'ambiguous':
      return storeCandidates(ctx.db, orderId, said);
    case 'not-asked':
      return storeFailure(ctx.db, orderId, said.problem);
  }
}

async function pollOnce(ctx: JobCtx, check: StoredCheck): Promise<void> {
  const { orderId, reportId, askedAt } = check;
  if (reportId === null) return;
  if (!(await isInReview(ctx.db, orderId))) return storeNotNeeded(ctx.db, orderId);
  const bureau = bureauOfAnswer((await manualReport(ctx.db, orderId))?.bureau ?? check.bureau) ?? 'schufa';
  const answer = await answered(ctx, { check, attempts: POLL_ATTEMPTS }, async () => (await bureauOf(ctx, bureau)).poll(reportId));
  if (answer === null || answer.kind === 'ambiguous') return;
  if (answer.kind !== 'manual') {
    await finishReport(ctx, orderId, answer);
    return resolve(ctx, check, { valueCents: check.valueCents ?? 0, attempts: POLL_ATTEMPTS });
  }
  if (!hasWaitedEnough(ctx, askedAt)) return inTransaction(ctx, (tx) => requestPoll(tx, check, reportId));
  await giveUpReport(ctx.db, orderId);
  await storeFailure(ctx.db, orderId, 'GAVE_UP_WAITING');
}

const hasWaitedEnough = ({ clock, activation }: Ctx, askedAt: Date | null): boolean =>
  askedAt !== null && clock.now().getTime() - askedAt.getTime() > activation.settings(settings).giveUpDays * DAY_MS;

/**
 * A refusal, and the last of all tries, send the order to a person; the job still becomes a dead letter for whoever repairs the
 * cause. Where the brand parks unanswered orders, the last try asks for a later round instead; null = that happened.
 */
async function answered<T>(
  ctx: JobCtx,
  { check, attempts }: { readonly check: StoredCheck; readonly attempts: number },
  question: () => Promise<T>,
): Promise<T | null> {
  const { orderId } = check;
  try {
    return await question();
  } catch (cause) {
    const isRefused = cause instanceof DomainError;
    const isOver = isRefused || ctx.attempt >= attempts;
    if (isOver && !isRefused && ctx.activation.settings(settings).whenNoAnswer === 'park' && check.state === 'WAITING') {
      await inTransaction(ctx, (tx) => askAnew(tx, check, new Date(Date.now() + PARKED_MS)));
      return null;
    }
    if (isOver) {
      await storeFailure(ctx.db, orderId, isRefused ? cause.code : NO_ANSWER);
      await recheckOrder(ctx, orderId);
    }
    throw cause;
  }
}
