import type { TxCtx } from '#core';
import type { BureauAnswer } from './providers/bureau.ts';
import { settings } from './settings.ts';

type Tables = TxCtx['tx'];
type FinalAnswer = Exclude<BureauAnswer, { kind: 'manual' }>;

const DAY_MS = 86_400_000;

/** Whether the order is still to be decided. Afterwards there is no legitimate interest: nothing is asked or bought. */
export const isInReview = async (tables: Pick<Tables, 'contract'>, orderId: string): Promise<boolean> =>
  (await tables.contract.findFirst({ where: { orderId, kind: 'REVIEW' }, select: { id: true } })) !== null;

export const findCheck = (tables: Pick<Tables, 'creditCheck'>, orderId: string) => tables.creditCheck.findUnique({ where: { orderId } });

export type StoredCheck = NonNullable<Awaited<ReturnType<typeof findCheck>>>;

/** What the bureau said in the end. */
export async function storeAnswer({ tx, clock, activation }: TxCtx, orderId: string, answer: FinalAnswer): Promise<void> {
  const now = clock.now();
  const validUntil = new Date(now.getTime() + activation.settings(settings).validityDays * DAY_MS);
  await tx.creditCheck.updateMany({ where: { orderId }, data: { ...columnsOf(answer), answeredAt: now, validUntil } });
}

/** Why a person has to decide: the code of the bureau's refusal, NO_ANSWER, or GAVE_UP_WAITING. */
export async function storeFailure(tables: Pick<Tables, 'creditCheck'>, orderId: string, problem: string): Promise<void> {
  await tables.creditCheck.updateMany({ where: { orderId }, data: { state: 'FAILED', problem } });
}

export async function storeNotNeeded(tables: Pick<Tables, 'creditCheck'>, orderId: string): Promise<void> {
  await tables.creditCheck.updateMany({ where: { orderId }, data: { state: 'NOT_NEEDED' } });
}

/** Forgets the former answer: it may not be used any more. */
export const NO_ANSWER_YET = {
  state: 'WAITING',
  reportId: null,
  score: null,
  riskRate: null,
  scoreRange: null,
  scoreText: null,
  doubts: null,
  problem: null,
  answeredAt: null,
  validUntil: null,
} as const;

const NO_SCORE = { score: null, riskRate: null, scoreRange: null, scoreText: null, doubts: null } as const;

function columnsOf(answer: FinalAnswer) {
  switch (answer.kind) {
    case 'scored':
      return {
        state: 'SCORED',
        reportId: answer.reportId,
        score: answer.score,
        riskRate: answer.riskRate?.toString() ?? null,
        scoreRange: answer.range,
        scoreText: answer.text,
        doubts: answer.doubts.length > 0 ? answer.doubts.join(',') : null,
        problem: null,
      } as const;
    case 'not-found':
      return { ...NO_SCORE, state: 'NOT_FOUND', problem: 'PERSON_NOT_FOUND' } as const;
    case 'no-score':
      return {
        ...NO_SCORE,
        state: 'NO_SCORE',
        problem: answer.reason,
        ...(answer.reportId !== null && { reportId: answer.reportId }),
      } as const;
  }
}
