import { addDays, addMonths, type PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { earliestEndByTerms, minimumTermEndsOn } from '../tariffs/tariff.terms.ts';
import { periodAfter } from './period.ts';
import type { Period, Rule } from './rule.ts';
import { RULES, type RuleQuestion, ruleIfAny, ruleUnknown } from './rule-lookup.ts';

export interface EndQuestion extends Required<Pick<RuleQuestion, 'country' | 'commodity' | 'segment' | 'isConsumer'>> {
  readonly isSmallCompany?: boolean;
  /** What was agreed: minimum term, renewal, period of notice. */
  readonly terms: Parameters<typeof earliestEndByTerms>[0];
  readonly suppliedFrom: PlainDate;
  /** Supplied by law as the default supplier, not by a contract of choice. */
  readonly isDefaultSupply: boolean;
  readonly reason: 'NOTICE' | 'MOVING' | 'PRICE_CHANGE' | 'SUPPLIER_NOTICE';
  /** The day notice arrived, not the day it was entered. */
  readonly receivedOn: PlainDate;
  /** MOVING: first day on which the customer does not live there any more. */
  readonly movesOutOn?: PlainDate | null;
  /** PRICE_CHANGE: first day of the new price. */
  readonly changesOn?: PlainDate | null;
}

export interface EarliestEnd {
  /** First day not supplied. */
  readonly endsOn: PlainDate;
  /** The rule that decided; null: the contract's own terms. */
  readonly rule: Rule | null;
}

/**
 * First day that need not be supplied any more, after notice. Terms agreed upon decide, unless a rule in force on the day of
 * receipt gives the customer more; in default supply, where nobody agreed on terms, the rule alone. The day of receipt
 * does not count. Throws RULE_UNKNOWN where only the law could answer and no rule is confirmed, SPECIAL_NOTICE_TOO_LATE where the new price is in force already.
 */
export function earliestEnd(question: EndQuestion, rules: readonly Rule[] = RULES): EarliestEnd {
  switch (question.reason) {
    case 'PRICE_CHANGE':
      return afterPriceChange(question, rules);
    case 'MOVING':
      return question.isDefaultSupply ? byCustomer(question, rules) : afterMoving(question, rules);
    case 'SUPPLIER_NOTICE':
      return bySupplier(question, rules);
    default:
      return byCustomer(question, rules);
  }
}

const asked = ({ country, commodity, segment, isConsumer, isSmallCompany = false, receivedOn }: EndQuestion) => ({
  country,
  commodity,
  segment,
  isConsumer,
  isSmallCompany,
  day: receivedOn,
});

const byTerms = (question: EndQuestion): EarliestEnd => ({ endsOn: earliestEndByTerms(question.terms, question), rule: null });

function byCustomer(question: EndQuestion, rules: readonly Rule[]): EarliestEnd {
  const situation = question.isDefaultSupply ? 'DEFAULT_SUPPLY' : 'AFTER_FIRST_TERM';
  const rule = ruleIfAny('customer-notice', { ...asked(question), situation }, rules);
  if (!rule && question.isDefaultSupply) throw ruleUnknown('customer-notice', { ...asked(question), situation });
  const agreed = byTerms(question);
  if (!rule) return agreed;
  const { period, endsOn, longest } = rule.value;
  const lawful = endsOn === 'END_OF_NEXT_MONTH' ? afterNextMonth(question.receivedOn) : afterPeriod(question.receivedOn, period);
  if (!longest) return { endsOn: lawful, rule };
  // The law limits the period, not the first term: after it the customer is bound no longer than this.
  const limit = latest(lawful, minimumTermEndsOn(question.terms, question.suppliedFrom) ?? lawful);
  return limit < agreed.endsOn ? { endsOn: limit, rule } : agreed;
}

/** Whoever moves may leave a term, but not before the move-out. */
function afterMoving(question: EndQuestion, rules: readonly Rule[]): EarliestEnd {
  const rule = ruleIfAny('customer-notice', { ...asked(question), situation: 'MOVING' }, rules);
  const ordinary = byCustomer(question, rules);
  // A rule without a situation of its own is the ordinary one, which has answered already.
  const special = rule?.situation === 'MOVING' ? { endsOn: afterPeriod(question.receivedOn, rule.value.period), rule } : ordinary;
  const sooner = special.endsOn < ordinary.endsOn ? special : ordinary;
  return { ...sooner, endsOn: latest(sooner.endsOn, question.movesOutOn ?? sooner.endsOn) };
}

function bySupplier(question: EndQuestion, rules: readonly Rule[]): EarliestEnd {
  const rule = ruleIfAny('supplier-notice', asked(question), rules);
  if (!rule && question.isDefaultSupply) throw ruleUnknown('supplier-notice', asked(question));
  const agreed = byTerms(question);
  if (!rule) return agreed;
  const lawful = afterPeriod(question.receivedOn, rule.value.atLeast);
  return lawful > agreed.endsOn ? { endsOn: lawful, rule } : agreed;
}

function afterPriceChange(question: EndQuestion, rules: readonly Rule[]): EarliestEnd {
  const situation = question.isDefaultSupply ? 'DEFAULT_SUPPLY' : 'SPECIAL_CONTRACT';
  const about = { ...asked(question), situation } as const;
  const rule = ruleIfAny('price-change', about, rules);
  const { changesOn, receivedOn, terms, suppliedFrom } = question;
  const right = rule?.value.right;
  if (!rule || !changesOn || (right !== 'LEAVE_ON_THE_DAY' && right !== 'LEAVE_WITHOUT_TERM')) throw ruleUnknown('price-change', about);
  if (receivedOn >= changesOn) {
    throw new DomainError(
      'SPECIAL_NOTICE_TOO_LATE',
      `receivedOn: the new price is in force since ${changesOn}; give ordinary notice instead`,
      { changesOn, receivedOn },
    );
  }
  if (right === 'LEAVE_ON_THE_DAY') return { endsOn: changesOn, rule };
  return { endsOn: earliestEndByTerms({ ...terms, minimumTermMonths: 0, renewalMonths: 0 }, { suppliedFrom, receivedOn }), rule };
}

function afterPeriod(day: PlainDate, period: Period | null): PlainDate {
  if (period === null) throw new Error('An active rule of notice without a period');
  return addDays(periodAfter(day, period), 1);
}

/** Supply ends with the last day of the month after the month of receipt. */
const afterNextMonth = (day: PlainDate): PlainDate => addMonths(`${day.slice(0, 7)}-01`, 2);

const latest = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);
