import { workingDayFrom } from '../calendar/working-days.ts';
import type { PlainDate } from '../kernel/clock.ts';
import { periodAfter } from './period.ts';
import type { Rule, Situation } from './rule.ts';
import { type RuleQuestion, ruleIfAny, ruleOn, ruleUnknown } from './rule-lookup.ts';

export interface WithdrawalQuestion {
  readonly country: string;
  /** Federal state, for the holidays; see Region. */
  readonly state?: string | null | undefined;
  /** Code of a commodity. */
  readonly commodity: string;
  readonly isConsumer: boolean;
  /** How the contract was concluded. SHOP: face to face on the seller's premises. */
  readonly channel: 'DISTANCE' | 'DOOR' | 'SHOP';
  readonly signedOn: PlainDate;
  /** False where the customer was not, or wrongly, told of the right. */
  readonly isInstructed?: boolean | undefined;
}

export interface Withdrawal {
  /** Last day of the period. */
  readonly endsOn: PlainDate;
  /** Last day on which a withdrawal is in time: the next working day where the period ends on a day that is none. */
  readonly acceptedUntil: PlainDate;
  readonly rule: Rule<'withdrawal'>;
}

/**
 * Until when a customer may withdraw: the day of signing does not count. Null where there is no such right: no consumer, or a
 * contract concluded in a shop where the law asks for distance or door. Throws RULE_UNKNOWN where no rule is confirmed.
 */
export function withdrawalEndsOn(question: WithdrawalQuestion): Withdrawal | null {
  const { country, state, channel, signedOn, isInstructed = true } = question;
  if (!question.isConsumer) return null;
  const rule = ruleOn('withdrawal', asked(question, 'DISTANCE_OR_DOOR'));
  if (channel === 'SHOP' && rule.situation !== null) return null;
  const endsOn = isInstructed ? periodAfter(signedOn, rule.value.period) : uninstructed(rule, question);
  // Regulation 1182/71, article 3(4); § 193 BGB: a period that ends on a day off ends with the next working day.
  return { endsOn, acceptedUntil: workingDayFrom(endsOn, { country, state }), rule };
}

const asked = ({ country, commodity, signedOn, isConsumer }: WithdrawalQuestion, situation: Situation): RuleQuestion => ({
  country,
  commodity,
  isConsumer,
  situation,
  day: signedOn,
});

function uninstructed(rule: Rule<'withdrawal'>, question: WithdrawalQuestion): PlainDate {
  const { period, uninstructed: longer } = rule.value;
  if (longer === null) throw ruleUnknown('withdrawal', question);
  return periodAfter(longer.how === 'ADDED' ? periodAfter(question.signedOn, period) : question.signedOn, longer.period);
}

export interface CoolingOffQuestion extends Pick<WithdrawalQuestion, 'country' | 'commodity' | 'isConsumer'> {
  /** How the offer was made; at a stand is taken for at the door. */
  readonly channel: 'DISTANCE' | 'DOOR' | 'SHOP' | 'PHONE';
  readonly offeredAt: Date;
  /** The day of the offer, whose law counts. */
  readonly day: PlainDate;
}

/** When an offer may be accepted at the earliest: some countries give people who were approached time to think. Null = at once. */
export function acceptableFrom({ channel, offeredAt, ...question }: CoolingOffQuestion): Date | null {
  if (channel === 'DISTANCE') return null;
  const rule = ruleIfAny('cooling-off', { ...question, situation: 'PHONE_DOOR_STAND_OR_SHOP' });
  if (!rule) return null;
  const { count, unit } = rule.value.period;
  if (unit !== 'HOURS') throw new Error('A time to think that is not counted in hours');
  return new Date(offeredAt.getTime() + count * 3_600_000);
}
