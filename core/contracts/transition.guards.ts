import type { Contract } from '#prisma';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';

/** What a condition may look at: the contract, the day, and what the caller said. */
export interface GuardFacts {
  readonly contract: Pick<
    Contract,
    | 'confirmedStartOn'
    | 'withdrawalEndsOn'
    | 'suppliedFrom'
    | 'requestedStartOn'
    | 'minimumTermEndsOn'
    | 'priceGuaranteeEndsOn'
    | 'dueOn'
    | 'endsOn'
  >;
  readonly today: PlainDate;
  /** The day that the step is about, see transition-dates.ts. */
  readonly effectiveOn: PlainDate | null;
  /** When the wish arrived; it counts, not the day of entry. */
  readonly receivedOn: PlainDate;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** The customer gave up the price guarantee in writing. */
  readonly isGuaranteeWaived: boolean;
  /** Earliest start by today's rule; null = nothing was asked, or nothing is known. */
  readonly earliestStartOn: PlainDate | null;
  /** Faults for which the order was returned and that nobody has answered, with the answers of this call. */
  readonly openFaults: readonly string[];
  /** Earliest first day not supplied, by the rule for this kind of notice; null = no rule is known. */
  readonly earliestEndOn: PlainDate | null;
}

/** Why a step is not possible now. Texts stand under `error.<code>`. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Guard {
  readonly description: string;
  /** "state": depends on contract and day alone, so that it can be told before anybody asks. "answer": on what the caller says. */
  readonly about: 'state' | 'answer';
  readonly check: (facts: GuardFacts) => Refusal | null;
}

const day = (date: Date | null): PlainDate | null => date && fromDbDate(date);
const unless = (holds: boolean, code: string, message: string, details: Refusal['details'] = {}): Refusal | null =>
  holds ? null : { code, message, details };

/** The conditions that a transition may name. */
export const GUARDS = {
  'confirmed-date-reached': {
    description: 'The confirmed first day of supply has come.',
    about: 'state',
    check: ({ contract, today }) => {
      const start = day(contract.confirmedStartOn);
      const message = 'transition: supply starts on the confirmed day; wait for it or confirm another day';
      return unless(start !== null && start <= today, 'SUPPLY_START_NOT_REACHED', message, { confirmedStartOn: start ?? '–' });
    },
  },
  'before-withdrawal-end': {
    description: 'The withdrawal arrived on the last day of the period at the latest.',
    about: 'state',
    check: ({ contract, receivedOn }) => {
      const last = day(contract.withdrawalEndsOn);
      const message = `transition: the right to withdraw ended on ${last ?? 'an unknown day'}; give notice instead`;
      return unless(last !== null && receivedOn <= last, 'WITHDRAWAL_PERIOD_OVER', message, { withdrawalEndsOn: last ?? '–' });
    },
  },
  'due-date-passed': {
    description: 'The day by which something was to be answered is over.',
    about: 'state',
    check: ({ contract, today }) => {
      const due = day(contract.dueOn);
      const message = 'transition: the due date is not over yet; wait for it';
      return unless(due !== null && due < today, 'DUE_DATE_NOT_PASSED', message, { dueOn: due ?? '–' });
    },
  },
  'before-due-date': {
    description: 'The day by which something was to be answered is not over.',
    about: 'state',
    check: ({ contract, today }) => {
      const due = day(contract.dueOn);
      const message = `transition: the answer was due on ${due}; place a new order`;
      return unless(due === null || today <= due, 'DUE_DATE_PASSED', message, { dueOn: due ?? '–' });
    },
  },
  'due-date-ahead': {
    description: 'The day by which an answer is expected lies ahead.',
    about: 'answer',
    check: ({ effectiveOn, today }) =>
      unless(
        effectiveOn === null || effectiveOn >= today,
        'DUE_DATE_BEHIND',
        'effectiveOn: the due date lies behind us; choose a later day',
        {
          today,
        },
      ),
  },
  'reason-required': {
    description: 'A reason is given.',
    about: 'answer',
    check: ({ reasonCode, reason }) =>
      unless(reasonCode !== null || (reason ?? '').trim() !== '', 'REASON_MISSING', 'reason: is missing; say why, for the history'),
  },
  'faults-answered': {
    description: 'Every fault for which it was returned is answered.',
    about: 'answer',
    check: ({ openFaults }) => {
      const faults = openFaults.join(', ');
      return unless(openFaults.length === 0, 'FAULTS_UNANSWERED', `answers: ${faults} are not answered; say for each what was mended`, {
        faults,
      });
    },
  },
  'not-yet-supplied': {
    description: 'Supply has not begun.',
    about: 'state',
    check: ({ contract, today }) => {
      // Supplied from the confirmed day on, even where the calendar has not looked yet: an hour's delay undoes no supply.
      const since = day(contract.suppliedFrom) ?? day(contract.confirmedStartOn);
      return unless(since === null || since > today, 'SUPPLIED_ALREADY', `transition: supply began on ${since}; give notice instead`, {
        suppliedFrom: since ?? '–',
      });
    },
  },
  'guarantee-over': {
    description: 'The price guarantee is over on the day, or the customer waived it in writing.',
    about: 'answer',
    check: ({ contract, effectiveOn, today, isGuaranteeWaived }) => {
      const until = day(contract.priceGuaranteeEndsOn);
      const message = `effectiveOn: the price is guaranteed until ${until}; choose that day or a later one, or have the customer waive it in writing`;
      const isOver = until === null || (effectiveOn ?? today) >= until;
      return unless(isOver || isGuaranteeWaived, 'PRICE_GUARANTEED', message, { priceGuaranteeEndsOn: until ?? '–' });
    },
  },
  'ends-on-reached': {
    description: 'The first day that is not supplied has come.',
    about: 'state',
    check: ({ contract, today }) => {
      const end = day(contract.endsOn);
      return unless(end !== null && end <= today, 'SUPPLY_END_NOT_REACHED', 'transition: supply has not ended yet; wait for the day', {
        endsOn: end ?? '–',
      });
    },
  },
  'before-end': {
    description: 'Supply has not ended.',
    about: 'state',
    check: ({ contract, today }) => {
      const end = day(contract.endsOn);
      const message = `transition: supply ended on ${end}; conclude a new contract`;
      return unless(end === null || today < end, 'SUPPLY_ENDED', message, { endsOn: end ?? '–' });
    },
  },
  'lead-time-kept': {
    description: 'The wished start is not before the earliest start by the rules.',
    about: 'state',
    check: ({ contract, earliestStartOn: earliest }) => {
      const wished = day(contract.requestedStartOn);
      const message = `requestedStartOn: supply can start on ${earliest} at the earliest; move the start first`;
      return unless(wished === null || earliest === null || wished >= earliest, 'LEAD_TIME_MISSED', message, {
        earliestStartOn: earliest ?? '–',
      });
    },
  },
  'notice-kept': {
    description: 'The end is not before the earliest day by term, notice period and rules.',
    about: 'answer',
    check: ({ effectiveOn, earliestEndOn }) => {
      const message = `effectiveOn: supply can end on ${earliestEndOn} at the earliest; choose that day or a later one`;
      const isKept = effectiveOn === null || earliestEndOn === null || effectiveOn >= earliestEndOn;
      return unless(isKept, 'NOTICE_TOO_SHORT', message, { earliestEndOn: earliestEndOn ?? '–' });
    },
  },
  'term-over-or-good-cause': {
    description: 'The minimum term is over on the day, or there is good cause.',
    about: 'answer',
    check: ({ contract, effectiveOn, reasonCode }) => {
      const term = day(contract.minimumTermEndsOn);
      const message = `effectiveOn: the term runs until ${term}; choose that day or a later one, or name good cause`;
      const isOver = term === null || effectiveOn === null || effectiveOn >= term;
      return unless(isOver || reasonCode === 'good-cause', 'TERM_NOT_OVER', message, { minimumTermEndsOn: term ?? '–' });
    },
  },
} satisfies Readonly<Record<string, Guard>>;

export type GuardCode = keyof typeof GUARDS;

const BY_CODE: Readonly<Record<string, Guard>> = GUARDS;

/** The first condition that does not hold; null = all hold. An unknown name never holds: a set that nobody checked must not let through. */
export function refusalOf(guards: readonly string[], facts: GuardFacts, about: 'state' | 'all' = 'all'): Refusal | null {
  for (const code of guards) {
    const guard = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
    if (!guard)
      return { code: 'GUARD_UNKNOWN', message: `transition: names the unknown condition "${code}"; mend the set`, details: { code } };
    if (about === 'state' && guard.about !== 'state') continue;
    const refusal = guard.check(facts);
    if (refusal) return refusal;
  }
  return null;
}
