import type { PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { BILLING_RULES } from './billing.rules.ts';
import { CONSUMER_RULES } from './consumer.rules.ts';
import { MARKET_RULES } from './market.rules.ts';
import { MONEY_RULES } from './money.rules.ts';
import { NOTICE_RULES } from './notice.rules.ts';
import type { Rule, RuleKind, RuleSegment, Situation } from './rule.ts';

/** The whole table, active and inactive. */
export const RULES: readonly Rule[] = [...MARKET_RULES, ...CONSUMER_RULES, ...NOTICE_RULES, ...BILLING_RULES, ...MONEY_RULES];

/** What is asked of the table. Who leaves something out asks for rules that do not depend on it. */
export interface RuleQuestion {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The day whose law counts. */
  readonly day: PlainDate;
  /** Code of a commodity. */
  readonly commodity?: string;
  readonly segment?: 'HOUSEHOLD' | 'BUSINESS';
  /** Protected as a consumer: not the same as the segment. */
  readonly isConsumer?: boolean;
  /** A small company, which some countries protect as a household. */
  readonly isSmallCompany?: boolean;
  readonly situation?: Situation;
}

/** The rule of a kind that decides on a day, with its source. Throws RULE_UNKNOWN where there is none: nothing is guessed. */
export function ruleOn<K extends RuleKind>(kind: K, question: RuleQuestion, rules: readonly Rule[] = RULES): Rule<K> {
  const rule = ruleIfAny(kind, question, rules);
  if (rule) return rule;
  throw ruleUnknown(kind, question);
}

/** The refusal where the table does not answer. */
export function ruleUnknown(kind: RuleKind, question: object): DomainError {
  const asked = Object.entries({ kind, ...question }).map(([name, value]) => `${name} ${value}`);
  return new DomainError(
    'RULE_UNKNOWN',
    `rule: no statutory rule is in force for ${asked.join(', ')}; decide by hand, or have the rule confirmed with its source`,
    { kind, ...question },
  );
}

/** As `ruleOn`; null where no rule is in force. */
export function ruleIfAny<K extends RuleKind>(kind: K, question: RuleQuestion, rules: readonly Rule[] = RULES): Rule<K> | null {
  const found = rules.filter((rule): rule is Rule<K> => rule.kind === kind && decides(rule, question));
  if (found.length > 1) throw new Error(`Two rules of the kind ${kind} decide at once: ${found.map(({ text }) => text).join(' | ')}`);
  return found[0] ?? null;
}

/** Is it in force on the day, whether active or not? */
export const isInForce = ({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>, day: PlainDate): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);

/** Every rule of a kind that decides on some day: the history. */
export const rulesOver = <K extends RuleKind>(kind: K, question: Omit<RuleQuestion, 'day'>): Rule<K>[] =>
  RULES.filter((rule): rule is Rule<K> => rule.kind === kind && answers(rule, question));

const decides = (rule: Rule, question: RuleQuestion): boolean => isInForce(rule, question.day) && answers(rule, question);

function answers(rule: Rule, question: Omit<RuleQuestion, 'day'>): boolean {
  return (
    rule.isActive &&
    rule.country === question.country &&
    (rule.commodities === null || (question.commodity !== undefined && rule.commodities.includes(question.commodity))) &&
    (rule.situation === null || rule.situation === question.situation) &&
    protects(rule.segment, question)
  );
}

function protects(segment: RuleSegment, { segment: asked, isConsumer, isSmallCompany }: Omit<RuleQuestion, 'day'>): boolean {
  switch (segment) {
    case 'ALL':
      return true;
    case 'SMALL':
      return asked === 'HOUSEHOLD' || isSmallCompany === true;
    case 'CONSUMER':
      return isConsumer === true;
    case 'NO_CONSUMER':
      return isConsumer === false;
    default:
      return asked === segment;
  }
}
