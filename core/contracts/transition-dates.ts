import type { Contract, Prisma } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Step } from './contract.states.ts';

interface Question {
  readonly contract: Pick<Contract, 'confirmedStartOn' | 'withdrawalEndsOn' | 'suppliedFrom'>;
  readonly step: Step;
  readonly effectiveOn: PlainDate | null;
  readonly today: PlainDate;
}

/** The dates that a step needs and sets. Fails with a code when one is missing or cannot be. */
export function datesOf({ contract, step, effectiveOn, today }: Question): Prisma.ContractUncheckedUpdateInput {
  switch (step.transition) {
    case 'confirm': {
      const day = demanded(effectiveOn, 'the day on which supply starts');
      return { confirmedStartOn: toDbDate(day) };
    }
    case 'activate':
      return activated(contract, today);
    case 'withdraw': {
      const last = contract.withdrawalEndsOn && fromDbDate(contract.withdrawalEndsOn);
      if (!last || today > last)
        throw new DomainError(
          'WITHDRAWAL_PERIOD_OVER',
          `transition: the right to withdraw ended on ${last ?? 'an unknown day'}; give notice instead`,
          { withdrawalEndsOn: last },
        );
      return {};
    }
    case 'revoke_notice':
      return { endsOn: null, noticeReceivedOn: null };
    default:
      return step.to === 'terminating' ? noticed(contract, today, effectiveOn) : {};
  }
}

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

function noticed(
  { suppliedFrom }: Question['contract'],
  today: PlainDate,
  effectiveOn: PlainDate | null,
): Prisma.ContractUncheckedUpdateInput {
  const endsOn = demanded(effectiveOn, 'the first day that is no longer supplied');
  if (suppliedFrom && endsOn <= fromDbDate(suppliedFrom)) {
    throw new DomainError('END_BEFORE_START', 'effectiveOn: supply cannot end before it began; choose a later day', {
      suppliedFrom: fromDbDate(suppliedFrom),
    });
  }
  return { endsOn: toDbDate(endsOn), noticeReceivedOn: toDbDate(today) };
}

function demanded(day: PlainDate | null, what: string): PlainDate {
  if (day === null) throw new DomainError('DATE_MISSING', `effectiveOn: is missing; give ${what} as YYYY-MM-DD`, { field: 'effectiveOn' });
  return day;
}
