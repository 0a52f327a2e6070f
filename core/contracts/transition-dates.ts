import type { Contract, Prisma } from '#prisma';
import { addDays, fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Step } from './contract.states.ts';

interface Question {
  readonly contract: Pick<Contract, 'confirmedStartOn' | 'suppliedFrom' | 'endsOn'>;
  readonly step: Step;
  readonly effectiveOn: PlainDate | null;
  /** When the wish arrived. */
  readonly receivedOn: PlainDate;
  /** Earliest end by the rules, for notices. */
  readonly earliestEndOn: PlainDate | null;
  readonly today: PlainDate;
}

/** Which day a step is about; what `effectiveOn` means. */
export type StepDay = 'START' | 'END' | 'DUE' | 'VALID_FROM';

/** Days until something that is not answered lapses, unless the caller says another day. */
const ANSWER_DAYS = 14;

/** Which day a step needs or takes; null = none. */
export function dayOf({ transition, from, to }: Pick<Step, 'transition' | 'from' | 'to'>): StepDay | null {
  if (to === 'confirmed' || transition === 'move_start') return 'START';
  if (to === 'terminating' || transition === 'reverse_switch') return 'END';
  if (to === 'clarification' || to === 'awaiting_signature') return 'DUE';
  return from === to && transition === 'change_tariff' ? 'VALID_FROM' : null;
}

/** The dates that a step needs and sets. Fails with a code when one is missing or cannot be. */
export function datesOf(question: Question): Prisma.ContractUncheckedUpdateInput {
  const { contract, step, effectiveOn, today } = question;
  const cleared = step.from === 'clarification' || step.from === 'awaiting_signature' ? { dueOn: null } : {};
  switch (dayOf(step)) {
    case 'START':
      return { ...cleared, ...started(question) };
    case 'DUE':
      return { dueOn: toDbDate(effectiveOn ?? addDays(today, ANSWER_DAYS)) };
    case 'END':
      return step.to === 'terminating' ? { ...cleared, ...noticed(question) } : cleared;
    default:
      if (step.transition === 'activate') return activated(contract, today);
      return step.from === 'terminating' && step.kind === 'SUPPLY' ? { endsOn: null, noticeReceivedOn: null } : cleared;
  }
}

/** Confirmed: the day must be named. Moved: a new wish may be. */
const started = ({ step, effectiveOn }: Question): Prisma.ContractUncheckedUpdateInput =>
  step.to === 'confirmed'
    ? { confirmedStartOn: toDbDate(demanded(effectiveOn, 'the day on which supply starts')) }
    : { confirmedStartOn: null, ...(effectiveOn && { requestedStartOn: toDbDate(effectiveOn) }) };

/** Supply starts on the confirmed day, and not before. */
export function activated({ confirmedStartOn }: Pick<Contract, 'confirmedStartOn'>, today: PlainDate): Prisma.ContractUncheckedUpdateInput {
  if (!confirmedStartOn || fromDbDate(confirmedStartOn) > today) {
    throw new DomainError(
      'SUPPLY_START_NOT_REACHED',
      'transition: supply starts on the confirmed day; wait for it or confirm another day',
      {
        confirmedStartOn: confirmedStartOn && fromDbDate(confirmedStartOn),
      },
    );
  }
  return { suppliedFrom: confirmedStartOn };
}

function noticed({ contract: { suppliedFrom }, effectiveOn, earliestEndOn, receivedOn }: Question): Prisma.ContractUncheckedUpdateInput {
  const endsOn = demanded(effectiveOn ?? earliestEndOn, 'the first day that is no longer supplied');
  if (suppliedFrom && endsOn <= fromDbDate(suppliedFrom)) {
    throw new DomainError('END_BEFORE_START', 'effectiveOn: supply cannot end before it began; choose a later day', {
      suppliedFrom: fromDbDate(suppliedFrom),
    });
  }
  return { endsOn: toDbDate(endsOn), noticeReceivedOn: toDbDate(receivedOn) };
}

function demanded(day: PlainDate | null, what: string): PlainDate {
  if (day === null) throw new DomainError('DATE_MISSING', `effectiveOn: is missing; give ${what} as YYYY-MM-DD`, { field: 'effectiveOn' });
  return day;
}
