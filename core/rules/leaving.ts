import type { Rule } from './rule.ts';
import { RULES, type RuleQuestion, ruleIfAny } from './rule-lookup.ts';

export interface LeavingQuestion extends Required<Pick<RuleQuestion, 'country' | 'commodity' | 'segment' | 'isConsumer' | 'day'>> {
  /** Whether the customer leaves because the price changes. */
  readonly isPriceChange: boolean;
}

/** The confirmed rule that limits what leaving a fixed term may cost, or forbids that it costs anything; null = none does. */
export const leavingLimit = ({ isPriceChange, ...question }: LeavingQuestion, rules: readonly Rule[] = RULES): Rule<'leaving-fee'> | null =>
  ruleIfAny('leaving-fee', { ...question, situation: isPriceChange ? 'PRICE_CHANGE' : 'FIXED_TERM' }, rules);
