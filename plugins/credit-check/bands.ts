import { type BandFacts, type BandOutcome, type BandRule, bandOutcome, type Condition, outcomeRank } from './band-rules.ts';
import { isBureau } from './providers/catalog.ts';

/** What the decision needs to know of a check. */
export interface CheckFacts extends Omit<BandFacts, 'bureau'> {
  readonly state: 'WAITING' | 'MANUAL' | 'AMBIGUOUS' | 'SCORED' | 'NOT_FOUND' | 'NO_SCORE' | 'FAILED' | 'NOT_NEEDED';
  /** Who answered; "simulator" stands for SCHUFA in rows from before. */
  readonly bureau: string | null;
  readonly score: number | null;
  /** The bureau's reservations, codes with a comma between. */
  readonly doubts: string | null;
  readonly problem: string | null;
  readonly validUntil: Date | null;
  readonly decisionAccept: boolean | null;
}

export type Outcome =
  | 'accept'
  /** Accepted on a condition. */
  | Condition
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

/** What a brand decides by. */
export interface Policy {
  readonly rules: readonly BandRule[];
  readonly harmlessReservations: readonly string[];
  /** Orders worth less (cents) are accepted where no bureau answered; 0 = none. */
  readonly acceptUnansweredBelowCents: number;
}

/** A person's word goes before the score; without a trustworthy score a person decides. */
export function outcomeOf(check: CheckFacts, policy: Policy, now: Date): Outcome {
  if (check.decisionAccept !== null) return check.decisionAccept ? 'accept' : 'refuse-by-person';
  if (check.state === 'WAITING') return 'wait';
  if (check.state === 'MANUAL') return 'wait-for-people';
  if (check.state === 'NOT_NEEDED' || isExpired(check, now)) return 'ask-anew';
  if (isSmallAndUnanswered(check, policy)) return 'accept';
  return outcomeByScore(check, policy);
}

/** What the answer alone leads to, whenever it is looked at: also for past orders under other bands. */
export function outcomeByScore(
  check: Omit<CheckFacts, 'problem' | 'validUntil' | 'decisionAccept'>,
  policy: Pick<Policy, 'rules' | 'harmlessReservations'>,
): 'accept' | Condition | 'review' | 'refuse-by-score' {
  if (check.state !== 'SCORED' || check.score === null || isDoubtful(check, policy)) return 'review';
  const bureau = bureauOfAnswer(check.bureau);
  const outcome: BandOutcome = (bureau && bandOutcome(policy.rules, { ...check, bureau }, check.score)) || 'review';
  if (outcome === 'reject') return 'refuse-by-score';
  return outcome;
}

/** Answers from before the bureau was noted by its name are SCHUFA's. */
export const bureauOfAnswer = (code: string | null) => (isBureau(code) ? code : code === null || code === 'simulator' ? 'schufa' : null);

export const doubtsOf = ({ doubts }: Pick<CheckFacts, 'doubts'>): readonly string[] =>
  (doubts ?? '').split(',').filter((code) => code !== '');

const isExpired = ({ validUntil }: CheckFacts, now: Date): boolean => validUntil !== null && validUntil <= now;

/** Nobody answered; what is at stake is less than the brand is ready to lose. */
const isSmallAndUnanswered = ({ state, problem, valueCents }: CheckFacts, { acceptUnansweredBelowCents }: Policy): boolean =>
  state === 'FAILED' && problem === NO_ANSWER && valueCents !== null && valueCents < acceptUnansweredBelowCents;

/** No bureau answered within all tries. */
export const NO_ANSWER = 'NO_ANSWER';

/** A score of somebody else must neither accept nor refuse anybody. */
const isDoubtful = (check: Pick<CheckFacts, 'doubts'>, { harmlessReservations }: Pick<Policy, 'harmlessReservations'>): boolean =>
  doubtsOf(check).some((code) => !harmlessReservations.includes(code));

/** How strict an outcome by score is: of joint customers the strictest decides. */
export const strictness = (outcome: ReturnType<typeof outcomeByScore>): number =>
  -outcomeRank(outcome === 'refuse-by-score' ? 'reject' : outcome);
