import type { PlainDate } from '../kernel/clock.ts';
import { periodAfter } from './period.ts';
import type { Rule } from './rule.ts';
import { RULES, type RuleQuestion, ruleIfAny } from './rule-lookup.ts';

export interface RenewalQuestion extends Required<Pick<RuleQuestion, 'country' | 'commodity' | 'segment' | 'isConsumer' | 'day'>> {
  /** First day of the term that would begin. */
  readonly from: PlainDate;
  /** First day after it. */
  readonly until: PlainDate;
}

/**
 * Whether silence binds again. Never a consumer or a household: where a rule is confirmed it says so, and where none is nobody is
 * bound by a guess. Others are bound as they agreed, unless a confirmed rule says otherwise.
 */
export function bindsBySilence(question: RenewalQuestion, rules: readonly Rule[] = RULES): boolean {
  const isProtected = question.isConsumer || question.segment === 'HOUSEHOLD';
  return !isProtected && ruleIfAny('renewal', question, rules) === null && longestBroken(question, rules) === null;
}

/** The confirmed rule that forbids so long a term, even with consent; null = none does. */
export function longestBroken({ from, until, ...question }: RenewalQuestion, rules: readonly Rule[] = RULES): Rule<'longest-term'> | null {
  const rule = ruleIfAny('longest-term', question, rules);
  return rule && until > periodAfter(from, rule.value.longest) ? rule : null;
}
