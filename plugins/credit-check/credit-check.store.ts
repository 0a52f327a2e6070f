import type { Ctx, TxCtx } from '#core';
import type { Candidate } from './providers/bureau.ts';
import type { StoredReport } from './report.store.ts';

type Tables = TxCtx['tx'];
type Checks = Pick<Tables, 'creditCheck'>;

/** Whether the order is still to be decided. Afterwards there is no legitimate interest: nothing is asked or bought. */
export const isInReview = async (tables: Pick<Tables, 'contract'>, orderId: string): Promise<boolean> =>
  (await tables.contract.findFirst({ where: { orderId, kind: 'REVIEW' }, select: { id: true } })) !== null;

export const findCheck = (tables: Checks, orderId: string) => tables.creditCheck.findUnique({ where: { orderId } });

export type StoredCheck = NonNullable<Awaited<ReturnType<typeof findCheck>>>;

/** The report that decides: of several who sign the worst. */
export async function storeDecisive(tables: Checks, orderId: string, report: StoredReport): Promise<void> {
  const { state, bureau, product, isSimulated, reportId, score, riskRate, scoreRange, scoreText, doubts, problem } = report;
  await tables.creditCheck.updateMany({
    where: { orderId },
    data: {
      ...{ state, bureau, product, isSimulated, reportId, score, riskRate, scoreRange, scoreText, doubts, problem },
      ...{ askedAt: report.askedAt, answeredAt: report.answeredAt, validUntil: report.validUntil },
    },
  });
}

/** Several could be meant: a person chooses. */
export async function storeCandidates(
  tables: Checks,
  orderId: string,
  { candidates, place }: { readonly candidates: readonly Candidate[]; readonly place: number },
): Promise<void> {
  const data = { state: 'AMBIGUOUS', candidates: candidates.map((one) => ({ ...one })), candidatesFor: place } as const;
  await tables.creditCheck.updateMany({ where: { orderId }, data });
}

/** Why a person has to decide: the code of the bureau's refusal, NO_ANSWER, GAVE_UP_WAITING, NO_BUREAU or BUDGET_SPENT. */
export async function storeFailure(tables: Checks, orderId: string, problem: string): Promise<void> {
  await tables.creditCheck.updateMany({ where: { orderId }, data: { state: 'FAILED', problem } });
}

export async function storeNotNeeded(tables: Checks, orderId: string): Promise<void> {
  await tables.creditCheck.updateMany({ where: { orderId }, data: { state: 'NOT_NEEDED' } });
}

/** A person has said before that a score is wrong about this customer: their word holds, and nothing is bought. */
export async function storeExemption(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  orderId: string,
  { by, orderId: before }: { readonly by: string; readonly orderId: string },
): Promise<void> {
  const decided = { decidedBy: by, decidedAt: clock.now(), decisionAccept: true };
  const data = { ...decided, state: 'NOT_NEEDED', decisionReason: `contested before with success: ${before}` } as const;
  await db.creditCheck.updateMany({ where: { orderId }, data });
}

/** Notes that a bureau is asked now. */
export async function noteAsking({ db, clock }: Pick<Ctx, 'db' | 'clock'>, orderId: string, bureau: string): Promise<void> {
  await db.creditCheck.updateMany({ where: { orderId }, data: { askedAt: clock.now(), bureau } });
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
  outcome: null,
  answeredAt: null,
  validUntil: null,
} as const;
