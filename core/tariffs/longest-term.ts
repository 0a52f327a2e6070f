import type { PlainDate } from '../kernel/clock.ts';
import type { Problem } from '../kernel/problems.ts';
import { ruleIfAny } from '../rules/rule-lookup.ts';

/** Where and to whom a tariff is sold. */
export interface SoldIn {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly commodity: string;
  readonly segment: 'HOUSEHOLD' | 'BUSINESS';
}

interface Term {
  readonly validFrom: PlainDate;
  readonly minimumTermMonths: number;
  readonly guaranteeMonths: number;
}

/** A minimum term that binds longer than the law of the version's first day allows. Households are taken for consumers. */
export function termProblems({ validFrom, minimumTermMonths, guaranteeMonths }: Term, sold: SoldIn): Problem[] {
  const rule = ruleIfAny('longest-term', { ...sold, day: validFrom, isConsumer: sold.segment === 'HOUSEHOLD' });
  if (!rule || minimumTermMonths <= rule.value.longest.count) return [];
  if (rule.value.unlessFixedPrice && guaranteeMonths >= minimumTermMonths) return [];
  const { longest, unlessFixedPrice } = rule.value;
  const code = unlessFixedPrice ? 'TERM_LONGER_THAN_LAW_UNLESS_FIXED' : 'TERM_LONGER_THAN_LAW';
  return [{ field: 'minimumTermMonths', code, values: { law: rule.text, source: rule.source, most: longest.count } }];
}
