import { describe, expect, it } from 'vitest';
import { RULES } from './rule-lookup.ts';
import { type EndQuestion, earliestEnd } from './supply-end.ts';

const open = { minimumTermMonths: 0, renewalMonths: 0, noticeCount: 3, noticeUnit: 'MONTHS' as const };
const bound = { ...open, minimumTermMonths: 12, noticeCount: 1 };
const question = (more: Partial<EndQuestion> = {}): EndQuestion => ({
  country: 'DE',
  commodity: 'ELECTRICITY',
  segment: 'HOUSEHOLD',
  isConsumer: true,
  terms: bound,
  suppliedFrom: '2026-03-01',
  isDefaultSupply: false,
  reason: 'NOTICE',
  receivedOn: '2026-09-07',
  ...more,
});
const end = (more: Partial<EndQuestion> = {}) => earliestEnd(question(more));
/** The table as it would be, were every line confirmed. */
const confirmed = RULES.map((rule) => ({ ...rule, isActive: true }));
const unknown = expect.objectContaining({ code: 'RULE_UNKNOWN' });

describe('notice of the customer', () => {
  it('follows what was agreed where no rule gives more', () => {
    expect(end()).toEqual({ endsOn: '2027-03-01', rule: null });
    expect(end({ terms: open })).toEqual({ endsOn: '2026-12-08', rule: null });
    expect(end({ country: 'AT', terms: { ...open, noticeCount: 2, noticeUnit: 'WEEKS' } })).toEqual({ endsOn: '2026-09-22', rule: null });
  });

  it('ends default supply after two weeks at any time, whatever the terms say', () => {
    expect(end({ isDefaultSupply: true })).toMatchObject({ endsOn: '2026-09-22', rule: { text: '2 weeks, any time' } });
    expect(end({ isDefaultSupply: true, receivedOn: '2028-02-15' }).endsOn).toBe('2028-03-01');
  });

  it('of default supply is left to a person where no rule is confirmed, because nobody agreed on terms', () => {
    for (const reason of ['NOTICE', 'MOVING', 'SUPPLIER_NOTICE'] as const)
      expect(() => end({ country: 'AT', isDefaultSupply: true, reason })).toThrow(unknown);
  });

  it('would be limited by rules that wait for confirmation, and is not while they wait', () => {
    const late = question({ receivedOn: '2027-05-10', terms: { ...bound, noticeCount: 3 } });
    expect(earliestEnd(late)).toEqual({ endsOn: '2027-08-11', rule: null });
    expect(earliestEnd(late, confirmed)).toMatchObject({ endsOn: '2027-06-11', rule: { situation: 'AFTER_FIRST_TERM' } });
    const poland = question({ country: 'PL', terms: open, receivedOn: '2026-01-31', suppliedFrom: '2025-01-01' });
    expect(earliestEnd(poland)).toMatchObject({ endsOn: '2026-05-01', rule: null });
    expect(earliestEnd(poland, confirmed)).toMatchObject({ endsOn: '2026-03-01', rule: { country: 'PL' } });
  });
});

describe('notice on moving', () => {
  it('leaves a term after six weeks, not before the move-out', () => {
    expect(end({ reason: 'MOVING', movesOutOn: '2026-10-01' })).toMatchObject({ endsOn: '2026-10-20', rule: { situation: 'MOVING' } });
    expect(end({ reason: 'MOVING', movesOutOn: '2026-12-01' }).endsOn).toBe('2026-12-01');
    expect(end({ reason: 'MOVING' }).endsOn).toBe('2026-10-20');
  });

  it('takes the shorter ordinary way where there is one', () => {
    const short = { ...open, noticeCount: 2, noticeUnit: 'WEEKS' as const };
    expect(end({ reason: 'MOVING', movesOutOn: '2026-09-15', terms: short })).toEqual({ endsOn: '2026-09-22', rule: null });
    expect(end({ reason: 'MOVING', movesOutOn: '2026-10-15', terms: short }).endsOn).toBe('2026-10-15');
  });

  it('is no reason of its own for a company, nor in a country without such a rule', () => {
    expect(end({ reason: 'MOVING', segment: 'BUSINESS', isConsumer: false })).toEqual({ endsOn: '2027-03-01', rule: null });
    expect(end({ reason: 'MOVING', country: 'AT' })).toEqual({ endsOn: '2027-03-01', rule: null });
  });
});

describe('notice because of a new price', () => {
  const change = { reason: 'PRICE_CHANGE', changesOn: '2026-10-15' } as const;
  it('ends supply on the day of the new price', () => {
    expect(end(change)).toMatchObject({ endsOn: '2026-10-15', rule: { value: { notice: { count: 1, unit: 'MONTHS' } } } });
    expect(end({ ...change, segment: 'BUSINESS', isConsumer: false }).rule?.value).toMatchObject({ notice: { count: 2, unit: 'WEEKS' } });
    expect(end({ ...change, isDefaultSupply: true }).endsOn).toBe('2026-10-15');
    expect(end({ ...change, receivedOn: '2026-10-14' }).endsOn).toBe('2026-10-15');
  });

  it('comes too late once the new price is in force', () => {
    expect(() => end({ ...change, receivedOn: '2026-10-15' })).toThrow(expect.objectContaining({ code: 'SPECIAL_NOTICE_TOO_LATE' }));
  });

  it('sets a Norwegian household free of its term', () => {
    expect(end({ ...change, country: 'NO' })).toMatchObject({ endsOn: '2026-10-08', rule: { country: 'NO' } });
  });

  it('is not computed where the law says something else or nothing', () => {
    expect(() => end({ ...change, country: 'AT' })).toThrow(unknown);
    expect(() => end({ ...change, country: 'DK' })).toThrow(unknown);
  });
});

describe('notice of the supplier', () => {
  it('follows what was agreed, and would wait eight weeks in Austria once that is confirmed', () => {
    const given = question({ country: 'AT', terms: open, receivedOn: '2026-09-07', reason: 'SUPPLIER_NOTICE' });
    expect(earliestEnd(given)).toEqual({ endsOn: '2026-12-08', rule: null });
    const short = { ...given, terms: { ...open, noticeCount: 2, noticeUnit: 'WEEKS' as const } };
    expect(earliestEnd(short)).toEqual({ endsOn: '2026-09-22', rule: null });
    expect(earliestEnd(short, confirmed)).toMatchObject({ endsOn: '2026-11-03', rule: { kind: 'supplier-notice' } });
  });
});
