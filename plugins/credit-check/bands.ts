import type { CreditCheckSettings } from './settings.ts';

/** What the decision needs to know of a check. */
export interface CheckFacts {
  readonly state: 'WAITING' | 'MANUAL' | 'SCORED' | 'NOT_FOUND' | 'NO_SCORE' | 'FAILED' | 'NOT_NEEDED';
  readonly score: number | null;
  /** The bureau's reservations, codes with a comma between. */
  readonly doubts: string | null;
  readonly validUntil: Date | null;
  readonly decisionAccept: boolean | null;
}

export type Outcome =
  | 'accept'
  /** A person has to decide. */
  | 'review'
  | 'refuse-by-score'
  | 'refuse-by-person'
  /** The bureau has not answered yet. */
  | 'wait'
  /** People at the bureau work on it. */
  | 'wait-for-people'
  /** What is known may not be used any more: the bureau is to be asked anew. */
  | 'ask-anew';

export type Bands = Pick<CreditCheckSettings, 'acceptFromScore' | 'reviewFromScore' | 'harmlessReservations'>;

/** A person's word goes before the score; without a trustworthy score a person decides. */
export function outcomeOf(check: CheckFacts, bands: Bands, now: Date): Outcome {
  if (check.decisionAccept !== null) return check.decisionAccept ? 'accept' : 'refuse-by-person';
  if (check.state === 'WAITING') return 'wait';
  if (check.state === 'MANUAL') return 'wait-for-people';
  if (check.state === 'NOT_NEEDED' || isExpired(check, now)) return 'ask-anew';
  if (check.state !== 'SCORED' || check.score === null || isDoubtful(check, bands)) return 'review';
  if (check.score >= bands.acceptFromScore) return 'accept';
  return check.score >= bands.reviewFromScore ? 'review' : 'refuse-by-score';
}

export const doubtsOf = ({ doubts }: Pick<CheckFacts, 'doubts'>): readonly string[] =>
  (doubts ?? '').split(',').filter((code) => code !== '');

const isExpired = ({ validUntil }: CheckFacts, now: Date): boolean => validUntil !== null && validUntil <= now;

/** A score of somebody else must neither accept nor refuse anybody. */
const isDoubtful = (check: CheckFacts, { harmlessReservations }: Bands): boolean =>
  doubtsOf(check).some((code) => !harmlessReservations.includes(code));
