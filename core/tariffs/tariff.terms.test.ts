import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/clock.ts';
import { earliestEndByTerms, guaranteeEndsOn, minimumTermEndsOn, noticeBy } from './tariff.terms.ts';

const weeks = (noticeCount: number) => ({ noticeCount, noticeUnit: 'WEEKS' as const });
const months = (noticeCount: number) => ({ noticeCount, noticeUnit: 'MONTHS' as const });
const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days));
const notice = fc.record({
  noticeCount: fc.integer({ min: 0, max: 6 }),
  noticeUnit: fc.constantFrom('DAYS' as const, 'WEEKS' as const, 'MONTHS' as const),
});

describe('a price guarantee', () => {
  const ends = (guaranteeMonths: number, guaranteeUntil: string | null, suppliedFrom: string) =>
    guaranteeEndsOn({ guaranteeMonths, guaranteeUntil: guaranteeUntil === null ? null : new Date(guaranteeUntil) }, suppliedFrom);

  it('ends so many months after supply began, on the same day number or the last day of the month', () => {
    expect(ends(12, null, '2026-09-15')).toBe('2027-09-15');
    expect(ends(1, null, '2027-01-31')).toBe('2027-02-28');
    expect(ends(12, null, '2028-02-29')).toBe('2029-02-28');
  });

  it('ends on its day where it has one, and is none for whoever comes later', () => {
    expect(ends(0, '2027-01-01', '2026-09-15')).toBe('2027-01-01');
    expect(ends(0, '2027-01-01', '2027-01-01')).toBeNull();
  });

  it('is none without months and without a day', () => {
    expect(ends(0, null, '2026-09-15')).toBeNull();
  });
});

describe('a minimum term', () => {
  it('ends after its months; without months there is none', () => {
    expect(minimumTermEndsOn({ minimumTermMonths: 24 }, '2026-09-15')).toBe('2028-09-15');
    expect(minimumTermEndsOn({ minimumTermMonths: 0 }, '2026-09-15')).toBeNull();
  });

  it('needs notice the whole period before its last day', () => {
    expect(noticeBy(weeks(2), '2027-01-01')).toBe('2026-12-17');
    expect(noticeBy(months(1), '2027-01-01')).toBe('2026-11-30');
    expect(noticeBy(months(1), '2027-03-01')).toBe('2027-01-31');
  });

  it('can be left by notice on that day and not by notice a day later', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 36 }), notice, (suppliedFrom, minimumTermMonths, period) => {
        const terms = { minimumTermMonths, renewalMonths: 12, ...period };
        const termEndsOn = minimumTermEndsOn(terms, suppliedFrom) ?? '';
        const last = noticeBy(terms, termEndsOn);
        expect(earliestEndByTerms(terms, { suppliedFrom, receivedOn: last })).toBe(termEndsOn);
        expect(earliestEndByTerms(terms, { suppliedFrom, receivedOn: addDays(last, 1) }) > termEndsOn).toBe(true);
      }),
    );
  });
});

describe('notice', () => {
  const open = { minimumTermMonths: 0, renewalMonths: 0, ...weeks(2) };

  it('ends supply after its period where nothing binds: the day it arrives does not count', () => {
    expect(earliestEndByTerms(open, { suppliedFrom: '2026-01-01', receivedOn: '2026-08-24' })).toBe('2026-09-08');
  });

  it('ends supply with the minimum term while that runs, and after its period once it is over', () => {
    const bound = { ...open, minimumTermMonths: 12 };
    expect(earliestEndByTerms(bound, { suppliedFrom: '2026-01-01', receivedOn: '2026-08-24' })).toBe('2027-01-01');
    expect(earliestEndByTerms(bound, { suppliedFrom: '2026-01-01', receivedOn: '2027-02-01' })).toBe('2027-02-16');
  });

  it('ends supply with a renewed term where terms renew themselves, without creeping to shorter days', () => {
    const renewing = { minimumTermMonths: 1, renewalMonths: 1, ...months(1) };
    expect(earliestEndByTerms(renewing, { suppliedFrom: '2026-12-31', receivedOn: '2027-01-15' })).toBe('2027-02-28');
    expect(earliestEndByTerms(renewing, { suppliedFrom: '2026-12-31', receivedOn: '2027-02-15' })).toBe('2027-03-31');
  });
});
