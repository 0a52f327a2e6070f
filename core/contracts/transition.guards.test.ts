import { describe, expect, it } from 'vitest';
import { toDbDate } from '../kernel/clock.ts';
import { CORE_TEXTS } from '../locales/index.ts';
import { DEFAULT_TRANSITIONS } from './contract.defaults.ts';
import { GUARDS, type GuardCode, type GuardFacts, refusalOf } from './transition.guards.ts';

const DATES = [
  'confirmedStartOn',
  'withdrawalEndsOn',
  'suppliedFrom',
  'requestedStartOn',
  'minimumTermEndsOn',
  'priceGuaranteeEndsOn',
  'dueOn',
  'endsOn',
] as const;
type Dates = Partial<Record<(typeof DATES)[number], string>>;
type Said = Partial<Omit<GuardFacts, 'contract'>>;
const facts = (dates: Dates, said: Said = {}): GuardFacts => ({
  contract: Object.fromEntries(
    DATES.map((name) => [name, dates[name] === undefined ? null : toDbDate(dates[name])]),
  ) as GuardFacts['contract'],
  ...{
    today: '2026-09-15',
    receivedOn: said.today ?? '2026-09-15',
    effectiveOn: null,
    earliestStartOn: null,
    earliestEndOn: null,
    openFaults: [],
  },
  ...{ reason: null, reasonCode: null, isGuaranteeWaived: false },
  ...said,
});

const TABLE: readonly [GuardCode, Dates, Said, string | null][] = [
  ['confirmed-date-reached', { confirmedStartOn: '2026-09-15' }, {}, null],
  ['confirmed-date-reached', { confirmedStartOn: '2026-09-16' }, {}, 'SUPPLY_START_NOT_REACHED'],
  ['confirmed-date-reached', {}, {}, 'SUPPLY_START_NOT_REACHED'],
  ['before-withdrawal-end', { withdrawalEndsOn: '2026-09-15' }, {}, null],
  ['before-withdrawal-end', { withdrawalEndsOn: '2026-09-14' }, {}, 'WITHDRAWAL_PERIOD_OVER'],
  ['before-withdrawal-end', { withdrawalEndsOn: '2026-09-14' }, { receivedOn: '2026-09-14' }, null],
  ['before-withdrawal-end', {}, {}, 'WITHDRAWAL_PERIOD_OVER'],
  ['due-date-passed', { dueOn: '2026-09-14' }, {}, null],
  ['due-date-passed', { dueOn: '2026-09-15' }, {}, 'DUE_DATE_NOT_PASSED'],
  ['due-date-passed', {}, {}, 'DUE_DATE_NOT_PASSED'],
  ['before-due-date', { dueOn: '2026-09-15' }, {}, null],
  ['before-due-date', { dueOn: '2026-09-14' }, {}, 'DUE_DATE_PASSED'],
  ['before-due-date', {}, {}, null],
  ['due-date-ahead', {}, { effectiveOn: '2026-09-14' }, 'DUE_DATE_BEHIND'],
  ['due-date-ahead', {}, { effectiveOn: '2026-09-15' }, null],
  ['due-date-ahead', {}, {}, null],
  ['reason-required', {}, {}, 'REASON_MISSING'],
  ['reason-required', {}, { reason: '  ' }, 'REASON_MISSING'],
  ['reason-required', {}, { reason: 'moved' }, null],
  ['reason-required', {}, { reasonCode: 'moved' }, null],
  ['faults-answered', {}, {}, null],
  ['faults-answered', {}, { openFaults: ['data-incomplete'] }, 'FAULTS_UNANSWERED'],
  ['not-yet-supplied', {}, {}, null],
  ['not-yet-supplied', { suppliedFrom: '2026-09-15' }, {}, 'SUPPLIED_ALREADY'],
  ['not-yet-supplied', { suppliedFrom: '2026-09-16' }, {}, null],
  ['not-yet-supplied', { confirmedStartOn: '2026-09-15' }, {}, 'SUPPLIED_ALREADY'],
  ['not-yet-supplied', { confirmedStartOn: '2026-09-16' }, {}, null],
  ['guarantee-over', {}, {}, null],
  ['guarantee-over', { priceGuaranteeEndsOn: '2026-10-01' }, { effectiveOn: '2026-09-30' }, 'PRICE_GUARANTEED'],
  ['guarantee-over', { priceGuaranteeEndsOn: '2026-10-01' }, { effectiveOn: '2026-10-01' }, null],
  ['guarantee-over', { priceGuaranteeEndsOn: '2026-10-01' }, { effectiveOn: '2026-09-20', isGuaranteeWaived: true }, null],
  ['ends-on-reached', { endsOn: '2026-09-15' }, {}, null],
  ['ends-on-reached', { endsOn: '2026-09-16' }, {}, 'SUPPLY_END_NOT_REACHED'],
  ['before-end', { endsOn: '2026-09-16' }, {}, null],
  ['before-end', { endsOn: '2026-09-15' }, {}, 'SUPPLY_ENDED'],
  ['lead-time-kept', { requestedStartOn: '2026-10-01' }, { earliestStartOn: '2026-10-01' }, null],
  ['lead-time-kept', { requestedStartOn: '2026-09-30' }, { earliestStartOn: '2026-10-01' }, 'LEAD_TIME_MISSED'],
  ['lead-time-kept', { requestedStartOn: '2026-09-30' }, {}, null],
  ['notice-kept', {}, { effectiveOn: '2026-10-01', earliestEndOn: '2026-10-01' }, null],
  ['notice-kept', {}, { effectiveOn: '2026-09-30', earliestEndOn: '2026-10-01' }, 'NOTICE_TOO_SHORT'],
  ['notice-kept', {}, { effectiveOn: '2026-09-30' }, null],
  ['term-over-or-good-cause', { minimumTermEndsOn: '2026-10-01' }, { effectiveOn: '2026-10-01' }, null],
  ['term-over-or-good-cause', { minimumTermEndsOn: '2026-10-01' }, { effectiveOn: '2026-09-30' }, 'TERM_NOT_OVER'],
  ['term-over-or-good-cause', { minimumTermEndsOn: '2026-10-01' }, { effectiveOn: '2026-09-30', reasonCode: 'good-cause' }, null],
];

describe('a condition', () => {
  it.each(TABLE)('%s with %j and %j: %s', (code, dates, said, expected) => {
    expect(refusalOf([code], facts(dates, said))?.code ?? null).toBe(expected);
  });

  it('stands in the table, every one', () => {
    expect(new Set(TABLE.map(([code]) => code))).toEqual(new Set(Object.keys(GUARDS)));
  });

  it('that nobody knows never holds', () => {
    for (const code of ['moon-is-full', 'constructor', 'toString']) expect(refusalOf([code], facts({}))?.code).toBe('GUARD_UNKNOWN');
  });

  it('has words for its refusal in every language', () => {
    const codes = TABLE.flatMap(([, , , code]) => code ?? []);
    for (const [language, texts] of Object.entries(CORE_TEXTS))
      for (const code of codes) expect(texts[`error.${code}`], `${language} ${code}`).toBeTruthy();
  });

  it('of what a caller will say is not asked before they say it', () => {
    for (const { guards, from } of DEFAULT_TRANSITIONS) {
      const refusal = refusalOf(
        guards,
        facts({ minimumTermEndsOn: '2030-01-01', priceGuaranteeEndsOn: '2030-01-01', withdrawalEndsOn: '2026-09-20' }),
        'state',
      );
      if (from.includes('active')) expect(refusal).toBeNull();
    }
  });
});
