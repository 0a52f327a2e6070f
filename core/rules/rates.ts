import type { PlainDate } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import type { Rule } from './rule.ts';
import { ruleOn } from './rule-lookup.ts';

/** The rate of value added tax of a day, as a share: 0.19 = 19 %. Throws RULE_UNKNOWN where none is confirmed. */
export function vatRateOn(question: { country: string; commodity: string; day: PlainDate }): { rate: Decimal; rule: Rule<'vat'> } {
  const rule = ruleOn('vat', question);
  return { rate: new Decimal(rule.value.percent).div(100), rule };
}

export interface DefaultInterest {
  /** Percent a year. */
  readonly percent: Decimal;
  readonly rule: Rule<'default-interest'>;
  /** The base rate it stands on; null where the rate is its own. */
  readonly base: Rule<'base-rate'> | null;
}

/** The rate of default interest of a day. Throws RULE_UNKNOWN where rate or base rate of that day is not confirmed: never an estimate. */
export function defaultInterestOn({ country, isConsumer, day }: { country: string; isConsumer: boolean; day: PlainDate }): DefaultInterest {
  const rule = ruleOn('default-interest', { country, isConsumer, day });
  if ('percent' in rule.value) return { percent: new Decimal(rule.value.percent), rule, base: null };
  const base = ruleOn('base-rate', { country, day });
  return { percent: new Decimal(base.value.percent).plus(rule.value.pointsOverBase), rule, base };
}
