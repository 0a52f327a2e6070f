import { day, dayOfInstant, money, number, type StatusKind } from '#admin';
import type { CreditCheckOrdersQuery, CreditCheckPageQuery } from '#operations/credit-check';
import { say } from './texts.ts';

type OrderOfPage = CreditCheckOrdersQuery['orders']['edges'][number]['node'];
/** A check with its order; null while that is on its way, or is not among those that the reader may see. */
export type CheckOfPage = CreditCheckPageQuery['creditChecks'][number] & { readonly order: OrderOfPage | null };

type State = 'WAITING' | 'MANUAL' | 'AMBIGUOUS' | 'SCORED' | 'NOT_FOUND' | 'NO_SCORE' | 'FAILED' | 'NOT_NEEDED';

interface Told {
  readonly state: State;
  readonly decisionAccept: boolean | null;
}

const KINDS: Readonly<Record<State, StatusKind>> = {
  ...{ WAITING: 'wait', MANUAL: 'progress', AMBIGUOUS: 'attention', SCORED: 'progress', NOT_FOUND: 'attention' },
  ...{ NO_SCORE: 'attention', FAILED: 'attention', NOT_NEEDED: 'ended' },
};

/** A person's word goes before what the bureau said. */
export const stateKind = ({ state, decisionAccept }: Told): StatusKind =>
  decisionAccept === null ? KINDS[state] : decisionAccept ? 'ok' : 'failed';

export const stateText = ({ state, decisionAccept }: Told): string =>
  decisionAccept === null
    ? say(`credit-check.state.${state}`)
    : say(decisionAccept ? 'credit-check.decision.accepted' : 'credit-check.decision.refused');

interface Scored {
  readonly score?: number | null;
  readonly scoreRange?: string | null;
  readonly riskRate?: unknown;
}

/** "420, G, risk 47.12 %"; null where there is none, or none for this reader. */
export function scoreText({ score, scoreRange, riskRate }: Scored): string | null {
  if (score === undefined || score === null) return null;
  const risk = riskRate === undefined || riskRate === null ? null : say('credit-check.score.risk', { rate: number(Number(riskRate), 2) });
  return [number(score), scoreRange, risk].filter(Boolean).join(', ');
}

interface Conditional {
  readonly condition: 'DEPOSIT' | 'PREPAYMENT' | 'DIRECT_DEBIT' | null;
  readonly depositCents: number | null;
}

/** "Deposit, € 163.33"; null = no condition. */
export const conditionText = ({ condition, depositCents }: Conditional): string | null =>
  condition && [say(`credit-check.condition.${condition}`), depositCents === null ? '' : money(depositCents)].filter(Boolean).join(', ');

export const instantDay = (instant: string | null): string | null => (instant === null ? null : day(dayOfInstant(instant)));
