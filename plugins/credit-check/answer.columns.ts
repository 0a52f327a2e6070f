import type { BureauAnswer } from './providers/bureau.ts';

/** A bureau's last word about somebody. */
export type FinalAnswer = Exclude<BureauAnswer, { kind: 'manual' | 'ambiguous' }>;

const NO_SCORE = { score: null, riskRate: null, scoreRange: null, scoreText: null, doubts: null } as const;

export type AnswerColumns = ReturnType<typeof columnsOf>;

/** A bureau's last word as the columns that keep it. */
export function columnsOf(answer: FinalAnswer) {
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
