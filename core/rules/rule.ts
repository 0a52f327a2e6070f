import type { PlainDate } from '../kernel/clock.ts';

/** How long something lasts. Weeks are not months; a working day is one of the region's calendar. */
export interface Period {
  readonly count: number;
  readonly unit: 'HOURS' | 'DAYS' | 'WORKING_DAYS' | 'WEEKS' | 'MONTHS' | 'YEARS';
}

/** What a rule of each kind says, as far as a machine needs it; `text` of the rule says all of it. */
export interface RuleValues {
  /** Between the day of application and the first day of supply. `hours`: of a technical step that starts on a working day. */
  'switch-lead-time': { readonly lead: Period | null };
  'switch-duration': { readonly longest: Period; readonly technicalStep: Period | null };
  'switch-start-day': { readonly startsOn: 'ANY_DAY'; readonly appliesOn: 'WORKING_DAY' };
  /** Exactly one of the two: ahead by so much, or back in time by up to so much. */
  'move-in': { readonly ahead: Period | null; readonly back: Period | null };
  /** Window of the message, counted back from the end of supply. */
  'end-of-supply-message': { readonly earliest: Period; readonly latest: Period };
  'last-resort-supply': { readonly back: Period };
  'working-day-definition': null;
  /** `uninstructed`: how long where nobody told the customer of the right; added to the period or in its place. */
  withdrawal: { readonly period: Period; readonly uninstructed: { readonly period: Period; readonly how: 'ADDED' | 'INSTEAD' } | null };
  'cooling-off': { readonly period: Period };
  /** `longest`: the contract may agree on less, never on more. */
  'customer-notice': { readonly period: Period | null; readonly endsOn: 'ANY_DAY' | 'END_OF_NEXT_MONTH'; readonly longest: boolean };
  'supplier-notice': { readonly atLeast: Period };
  'notice-confirmation': { readonly within: Period };
  /** In months. `unlessFixedPrice`: a price that is guaranteed for the whole term may bind longer. */
  'longest-term': { readonly longest: Period; readonly unlessFixedPrice: boolean };
  renewal: { readonly silently: 'OPEN_ENDED_ONLY' | 'NEVER' };
  /** What leaving a term early may cost: no more than the supplier loses by it, or nothing. */
  'leaving-fee': { readonly most: 'REAL_LOSS' | 'NOTHING' };
  /** `right`: leave on the day of the change without notice; free of any term while the notice runs; or by objecting to the change. */
  'price-change': { readonly notice: Period | null; readonly right: 'LEAVE_ON_THE_DAY' | 'LEAVE_WITHOUT_TERM' | 'OBJECT' | null };
  'bill-due': {
    readonly afterDemand: Period;
    readonly billAfterPeriod: Period;
    readonly monthlyBillAfterPeriod: Period;
    readonly refund: Period;
  } | null;
  'bill-correction': { readonly back: Period } | null;
  'bill-instalments': null;
  'term-end-information': null;
  'reminder-fee': { readonly most: string; readonly currency: string; readonly times: number; readonly apart: Period } | null;
  disconnection: { readonly steps: readonly { readonly what: string; readonly period: Period }[] };
  /** Percent a year, as a decimal text. */
  'base-rate': { readonly percent: string };
  /** A rate of its own, or points over the base rate of the day. */
  'default-interest': { readonly percent: string } | { readonly pointsOverBase: string };
  /** Percent of the net amount, as a decimal text. */
  vat: { readonly percent: string };
  retention: { readonly period: Period };
}

export type RuleKind = keyof RuleValues;

/**
 * Whom a rule is for. HOUSEHOLD and BUSINESS are segments of supply; CONSUMER is who is protected as one, which a household need
 * not be; SMALL means households and small companies.
 */
export type RuleSegment = 'ALL' | 'HOUSEHOLD' | 'SMALL' | 'CONSUMER' | 'NO_CONSUMER' | 'BUSINESS';

/** Under which circumstances; null = under any. */
export type Situation =
  | 'WITH_TERMINATION'
  | 'WITHOUT_TERMINATION'
  | 'INTERVAL_READ'
  | 'PROFILE_READ'
  | 'DISTANCE_OR_DOOR'
  | 'UNANNOUNCED_VISIT'
  | 'PHONE_DOOR_STAND_OR_SHOP'
  | 'DEFAULT_SUPPLY'
  | 'SPECIAL_CONTRACT'
  | 'AFTER_FIRST_TERM'
  | 'MOVING'
  | 'OPEN_ENDED'
  | 'FIXED_TERM'
  | 'PRICE_CHANGE'
  | 'FIXED_PRICE'
  | 'INVOICES'
  | 'BOOKS';

/** One line of the table of statutory rules. */
export interface Rule<K extends RuleKind = RuleKind> {
  readonly kind: K;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly segment: RuleSegment;
  /** Codes of commodities; null = all. */
  readonly commodities: readonly string[] | null;
  readonly situation: Situation | null;
  /** First day in force; null = older than any contract, or unknown. */
  readonly validFrom: PlainDate | null;
  /** First day no longer in force; null = in force until somebody writes otherwise. */
  readonly validTo: PlainDate | null;
  readonly value: RuleValues[K];
  /** The rule in words. */
  readonly text: string;
  readonly source: string;
  /** False: not confirmed by a source, or its date is not. Listed, never decides. */
  readonly isActive: boolean;
}

type Line<K extends RuleKind> = Pick<Rule<K>, 'country' | 'value' | 'text' | 'source'> & Partial<Rule<K>>;

/** Lines of one kind: for all segments and commodities, in any situation, always in force and active unless they say otherwise. */
export const lines = <K extends RuleKind>(kind: K, rows: readonly Line<K>[]): readonly Rule<K>[] =>
  rows.map((row) => ({
    kind,
    segment: 'ALL',
    commodities: null,
    situation: null,
    validFrom: null,
    validTo: null,
    isActive: true,
    ...row,
  }));

/** Not confirmed: stands in the table, decides nothing. */
export const CHECK = { isActive: false } as const;

export const E = ['ELECTRICITY'] as const;
export const G = ['GAS'] as const;
export const EG = ['ELECTRICITY', 'GAS'] as const;

const period =
  (unit: Period['unit']) =>
  (count: number): Period => ({ count, unit });
export const hours = period('HOURS');
export const days = period('DAYS');
export const workingDays = period('WORKING_DAYS');
export const weeks = period('WEEKS');
export const months = period('MONTHS');
export const years = period('YEARS');
