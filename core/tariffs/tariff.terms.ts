import type { TariffPrice } from '#prisma';
import { addDays, addMonths, fromDbDate, type PlainDate } from '../kernel/clock.ts';

type Guarantee = Pick<TariffPrice, 'guaranteeMonths' | 'guaranteeUntil'>;
type Notice = Pick<TariffPrice, 'noticeCount' | 'noticeUnit'>;
type Term = Pick<TariffPrice, 'minimumTermMonths' | 'renewalMonths'>;

/**
 * First day that is not guaranteed any more, for a customer supplied from that day on; null = nothing is guaranteed.
 * A guarantee ends on a day where the price says one, else so many months after supply began.
 */
export function guaranteeEndsOn({ guaranteeMonths, guaranteeUntil }: Guarantee, suppliedFrom: PlainDate): PlainDate | null {
  if (guaranteeUntil === null) return guaranteeMonths === 0 ? null : addMonths(suppliedFrom, guaranteeMonths);
  const until = fromDbDate(guaranteeUntil);
  return until > suppliedFrom ? until : null;
}

/** First day after the minimum term; null = there is none. */
export const minimumTermEndsOn = ({ minimumTermMonths }: Pick<Term, 'minimumTermMonths'>, suppliedFrom: PlainDate): PlainDate | null =>
  minimumTermMonths === 0 ? null : addMonths(suppliedFrom, minimumTermMonths);

/** Last day on which notice must arrive so that supply ends with the term; `termEndsOn` is the first day after it. */
export function noticeBy(notice: Notice, termEndsOn: PlainDate): PlainDate {
  const lastDay = addDays(termEndsOn, -1);
  let day = shifted(lastDay, notice, -1);
  // A month may be shorter than the one before: notice of a month from 29, 30 and 31 January ends on 28 February.
  while (noticeRunsOut(notice, addDays(day, 1)) <= lastDay) day = addDays(day, 1);
  return day;
}

/**
 * First day not supplied when notice arrives on that day: after the period of notice, not before the minimum term is over,
 * and at the end of a renewed term where terms renew themselves.
 */
export function earliestEndByTerms(
  terms: Term & Notice,
  { suppliedFrom, receivedOn }: { suppliedFrom: PlainDate; receivedOn: PlainDate },
): PlainDate {
  const noticed = addDays(noticeRunsOut(terms, receivedOn), 1);
  const firstTermEnds = minimumTermEndsOn(terms, suppliedFrom);
  if (firstTermEnds === null || noticed <= firstTermEnds) return firstTermEnds ?? noticed;
  if (terms.renewalMonths === 0) return noticed;
  // Counted from the beginning each time, so that a term that began on the 31st does not creep to the 28th.
  for (let months = terms.minimumTermMonths + terms.renewalMonths; ; months += terms.renewalMonths) {
    const termEnds = addMonths(suppliedFrom, months);
    if (termEnds >= noticed) return termEnds;
  }
}

/** The last day of a period of notice that began when it arrived: that day itself does not count. */
const noticeRunsOut = (notice: Notice, receivedOn: PlainDate): PlainDate => shifted(receivedOn, notice, 1);

const shifted = (day: PlainDate, { noticeCount, noticeUnit }: Notice, sign: 1 | -1): PlainDate => {
  const count = noticeCount * sign;
  return noticeUnit === 'MONTHS' ? addMonths(day, count) : addDays(day, noticeUnit === 'WEEKS' ? count * 7 : count);
};
