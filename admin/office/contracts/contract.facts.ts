import { day, dayInColumn, untilDay } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';

interface Named {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string | null;
}

/** How a customer is called in one line. */
export const nameOf = (customer: Named | null): string =>
  customer === null ? '' : (customer.companyName ?? [customer.firstName, customer.lastName].filter(Boolean).join(' '));

interface Dated {
  readonly kind: string;
  readonly requestedStartOn: string | null;
  readonly confirmedStartOn: string | null;
  readonly suppliedFrom: string | null;
  readonly endsOn: string | null;
  readonly dueOn: string | null;
  readonly priceGuaranteeEndsOn: string | null;
}

/** First day of supply, as far as it is known. */
export const startOf = ({ suppliedFrom, confirmedStartOn, requestedStartOn }: Dated): string | null =>
  suppliedFrom ?? confirmedStartOn ?? requestedStartOn;

/** What comes next, and whether somebody must act for it. */
export function nextFact(contract: Dated): { readonly text: string; readonly isUrgent: boolean } | null {
  const { kind, dueOn, endsOn, confirmedStartOn, priceGuaranteeEndsOn } = contract;
  if (dueOn !== null && (kind === 'REVIEW' || kind === 'WAITING'))
    return { text: say('office.next.answer', { when: untilDay(dueOn) }), isUrgent: true };
  if (kind === 'REVIEW') return { text: say('office.next.review'), isUrgent: true };
  if (kind === 'WAITING' && confirmedStartOn !== null)
    return { text: say('office.next.starts', { when: untilDay(confirmedStartOn) }), isUrgent: false };
  if (kind === 'WAITING') return { text: say('office.next.register'), isUrgent: true };
  if (kind === 'SUPPLY' && endsOn !== null) return { text: say('office.next.ends', { day: day(endsOn) }), isUrgent: false };
  if (kind === 'SUPPLY' && priceGuaranteeEndsOn !== null)
    return { text: say('office.next.guarantee', { day: dayInColumn(priceGuaranteeEndsOn) }), isUrgent: false };
  return null;
}
