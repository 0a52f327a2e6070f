import type { PlainDate } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import type { InterestRate } from '../pricing/default-interest.ts';
import type { Rule } from './rule.ts';
import { type RuleQuestion, ruleIfAny, rulesOver } from './rule-lookup.ts';

/** Before any contract. */
const FIRST_DAY: PlainDate = '1900-01-01';

/** The rate of value added tax of a day, as a share: 0.19 = 19 %; null where no confirmed rule says: nothing is guessed. */
export function vatRateOn(
  question: Pick<RuleQuestion, 'country' | 'commodity' | 'segment' | 'day'>,
): { readonly rate: Decimal; readonly rule: Rule<'vat'> } | null {
  const rule = ruleIfAny('vat', question);
  return rule && { rate: new Decimal(rule.value.percent).div(100), rule };
}

/**
 * The rates of default interest of a country over time, as core/pricing/default-interest.ts reads them. Days without a confirmed
 * rate or base rate are left out: whoever claims interest for them is refused, never given an estimate.
 */
export function defaultInterestRates({ country, isConsumer }: { country: string; isConsumer: boolean }): InterestRate[] {
  return rulesOver('default-interest', { country, isConsumer }).flatMap(({ value, ...span }) =>
    'percent' in value
      ? [{ ...spanOf(span, span), percent: new Decimal(value.percent) }]
      : rulesOver('base-rate', { country }).map((base) => ({
          ...spanOf(span, base),
          percent: new Decimal(base.value.percent).plus(value.pointsOverBase),
        })),
  );
}

type Span = Pick<Rule, 'validFrom' | 'validTo'>;

/** The days on which both are in force. */
const spanOf = (one: Span, other: Span): Pick<InterestRate, 'from' | 'to'> => ({
  from: [one.validFrom ?? FIRST_DAY, other.validFrom ?? FIRST_DAY].sort()[1] ?? FIRST_DAY,
  to: [one.validTo, other.validTo].filter((day) => day !== null).sort()[0] ?? null,
});
