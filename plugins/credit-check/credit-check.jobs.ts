import {
  type Ctx,
  DomainError,
  enqueue,
  inTransaction,
  type JobCtx,
  job,
  readApplicant,
  recheckOrder,
  requestOf,
  type TxCtx,
  z,
} from '#core';
import { findCheck, isInReview, type StoredCheck, storeAnswer, storeFailure, storeNotNeeded } from './credit-check.store.ts';
import type { Bureau, BureauAnswer } from './providers/bureau.ts';
import { bureauOf } from './providers/choose.ts';
import { settings } from './settings.ts';

/** About an hour of tries with growing pauses, and longer while the circuit is open; then a person decides. */
const ASK_ATTEMPTS = 12;
/** About nine hours: a report that people work on is worth more patience. */
const POLL_ATTEMPTS = 20;
const DAY_MS = 86_400_000;

/**
 * Asks the bureau about the customer of an order and lets core check the order again. Safe to repeat: an answer that is stored
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

/** In the transaction that made the row wait. */
export const requestAnswer = (ctx: TxCtx, { orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>): Promise<void> =>
  enqueue(ctx, askBureau, { orderId, round }, { uniqueKey: `${orderId}.${round}` });

/** The same as a row, for an order that comes in. */
export const answerRequest = ({ orderId, round }: Pick<StoredCheck, 'orderId' | 'round'>) =>
  requestOf(askBureau, { orderId, round }, { uniqueKey: `${orderId}.${round}` });

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
  const person = await readApplicant(ctx, orderId);
  const { bureau } = ctx.activation.settings(settings);
  await ctx.db.creditCheck.updateMany({ where: { orderId }, data: { askedAt: ctx.clock.now(), bureau } });
  const answer = await answered(ctx, { orderId, attempts: ASK_ATTEMPTS }, (source) => source.ask({ person, orderId }));
  await inTransaction(ctx, (tx) => (answer.kind === 'manual' ? requestPoll(tx, check, answer.reportId) : storeAnswer(tx, orderId, answer)));
}

async function pollOnce(ctx: JobCtx, check: StoredCheck): Promise<void> {
  const { orderId, reportId, askedAt } = check;
  if (reportId === null) return;
  if (!(await isInReview(ctx.db, orderId))) return storeNotNeeded(ctx.db, orderId);
  const answer = await answered(ctx, { orderId, attempts: POLL_ATTEMPTS }, (source) => source.poll(reportId));
  if (answer.kind !== 'manual') return inTransaction(ctx, (tx) => storeAnswer(tx, orderId, answer));
  if (hasWaitedEnough(ctx, askedAt)) return storeFailure(ctx.db, orderId, 'GAVE_UP_WAITING');
  await inTransaction(ctx, (tx) => requestPoll(tx, check, reportId));
}

const hasWaitedEnough = ({ clock, activation }: Ctx, askedAt: Date | null): boolean =>
  askedAt !== null && clock.now().getTime() - askedAt.getTime() > activation.settings(settings).giveUpDays * DAY_MS;

/** A refusal, and the last of all tries, send the order to a person; the job still becomes a dead letter for whoever repairs the cause. */
async function answered(
  ctx: JobCtx,
  { orderId, attempts }: { readonly orderId: string; readonly attempts: number },
  question: (bureau: Bureau) => Promise<BureauAnswer>,
): Promise<BureauAnswer> {
  try {
    return await question(await bureauOf(ctx.activation.settings(settings), ctx.log));
  } catch (cause) {
    const isRefused = cause instanceof DomainError;
    if (isRefused || ctx.attempt >= attempts) {
      await storeFailure(ctx.db, orderId, isRefused ? cause.code : 'NO_ANSWER');
      await recheckOrder(ctx, orderId);
    }
    throw cause;
  }
}
