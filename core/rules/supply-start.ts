import type { Region } from '../calendar/holidays.ts';
import { addWorkingDays, workingDayFrom } from '../calendar/working-days.ts';
import { addDays, type PlainDate } from '../kernel/clock.ts';
import { periodAfter } from './period.ts';
import type { Period, Rule } from './rule.ts';
import { ruleOn } from './rule-lookup.ts';

export interface StartQuestion extends Region {
  /** Code of a commodity. */
  readonly commodity: string;
  readonly reason: 'SWITCH' | 'MOVE_IN';
  /** Whether we also end the contract with the former supplier. */
  readonly endsOldContract: boolean;
  /** The day on which the market is told, in the brand's time zone. */
  readonly today: PlainDate;
}

export interface EarliestStart {
  /** First day that may be supplied. */
  readonly earliest: PlainDate;
  /** How far back in time supply may start; null where it must lie ahead. Where it is a day, it is `earliest`. */
  readonly latestBack: PlainDate | null;
  readonly rule: Rule<'switch-lead-time' | 'move-in'>;
}

/**
 * First day on which supply may start, by the rule in force today. The day of application does not count; the days of the
 * rule lie between it and the start, which may be any day of the week. Throws RULE_UNKNOWN where no rule is confirmed.
 */
export function earliestStart(question: StartQuestion): EarliestStart {
  return question.reason === 'MOVE_IN' ? moveIn(question) : supplierSwitch(question);
}

function supplierSwitch({ endsOldContract, today, ...question }: StartQuestion): EarliestStart {
  const situation = endsOldContract ? 'WITH_TERMINATION' : 'WITHOUT_TERMINATION';
  const rule = ruleOn('switch-lead-time', { country: question.country, commodity: question.commodity, situation, day: today });
  return { earliest: startAfter(rule.value.lead, today, question), latestBack: null, rule };
}

function moveIn({ today, ...question }: StartQuestion): EarliestStart {
  const rule = ruleOn('move-in', { country: question.country, commodity: question.commodity, day: today });
  const { ahead, back } = rule.value;
  if (back === null) return { earliest: startAfter(ahead, today, question), latestBack: null, rule };
  const latestBack = periodAfter(today, back, -1);
  return { earliest: latestBack, latestBack, rule };
}

function startAfter(lead: Period | null, today: PlainDate, region: Region): PlainDate {
  if (lead === null) throw new Error('An active rule of lead time without a time');
  // A technical step that runs on every working day begins on the first one from today on, and has passed the day after.
  if (lead.unit === 'HOURS') return addDays(workingDayFrom(today, region), Math.ceil(lead.count / 24));
  const last = lead.unit === 'WORKING_DAYS' ? addWorkingDays(today, lead.count, region) : periodAfter(today, lead);
  return addDays(last, 1);
}
