import type { Decimal, PlainDate } from '#core';

/** The bureaus that can be asked. */
export const BUREAU_CODES = ['schufa', 'creditreform', 'crif-de', 'crif-at', 'boniversum', 'buergel', 'deltavista', 'ksv1870'] as const;
export type BureauCode = (typeof BUREAU_CODES)[number];

export interface Address {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Who a bureau is asked about. Personal data: for the call alone. */
export interface Subject extends Address {
  readonly kind: 'PERSON' | 'COMPANY';
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: PlainDate | null;
  readonly companyName: string | null;
  readonly registerNumber: string | null;
  readonly vatId: string | null;
  /** Where somebody lived before, if they said so. */
  readonly previousAddress: Address | null;
}

export interface BureauQuestion {
  readonly person: Subject;
  /** Becomes our reference in the bureau's books. */
  readonly orderId: string;
  /** Code of one of the bureau's products. */
  readonly product: string;
  /** Whom of the bureau's candidates a person here chose; null = nobody had to. */
  readonly candidateId: string | null;
  /** The bureau's number of a cheaper report that this one replaces: the difference is billed. */
  readonly upgradeOf: string | null;
}

/** Why a bureau that knows the subject gives no score. */
export type NoScoreReason = 'NO_SCORE_AVAILABLE' | 'SCORE_ERROR' | 'BY_PHONE_ONLY' | 'REPORT_GONE';

/** Somebody whom a bureau found; several look like the one who ordered. */
export interface Candidate {
  /** The bureau's number: of Creditreform the Crefo number. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export type BureauAnswer =
  | {
      readonly kind: 'scored';
      readonly reportId: string;
      /** On the product's scale. */
      readonly score: number;
      /** Risk of a payment default in percent. */
      readonly riskRate: Decimal | null;
      readonly range: string | null;
      readonly text: string | null;
      /** Reservations: the bureau's codes about who it is, and what keeps the score from being the whole truth. */
      readonly doubts: readonly string[];
    }
  /** People at the bureau work on it; `poll` says when they are done. */
  | { readonly kind: 'manual'; readonly reportId: string }
  /** Several could be meant: a person here chooses, then the question is asked again. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-score'; readonly reportId: string | null; readonly reason: NoScoreReason };

/**
 * A credit bureau. Throws a DomainError when the bureau refuses the question for good (CREDIT_CHECK_REQUEST_REFUSED,
 * CREDIT_CHECK_ACCESS_REFUSED) and another error when it is worth trying again.
 */
export interface Bureau {
  /** Absent = it watches nobody. */
  readonly monitoring?: Monitoring;
  readonly ask: (question: BureauQuestion) => Promise<BureauAnswer>;
  /** The result of manual work. Bureaus hand it out once: store it at once. */
  readonly poll: (reportId: string) => Promise<BureauAnswer>;
}

/** What a bureau tells about somebody whom it watches for us. CLOSED: it watches no longer. */
export const ALERT_KINDS = ['INSOLVENCY', 'NEGATIVE_FEATURE', 'INDEX_WORSE', 'INDEX_BETTER', 'ADDRESS', 'CLOSED'] as const;

export interface BureauAlert {
  /** The bureau's number of the notice. */
  readonly number: string;
  readonly watchNumber: string;
  readonly kind: (typeof ALERT_KINDS)[number];
  readonly day: PlainDate;
}

/** A bureau that tells what changes about the subject of a report. Throws as `Bureau`. */
export interface Monitoring {
  /** Watches until a day, then no longer by itself; the same reference again moves the day. Null = the report is not known any more. */
  readonly watch: (asked: { readonly reportId: string; readonly reference: string; readonly until: PlainDate }) => Promise<string | null>;
  /** Nothing to end is no failure. */
  readonly end: (watchNumber: string) => Promise<void>;
  /** What was told behind a notice, oldest first; "" = from the beginning. */
  readonly changes: (after: string) => Promise<readonly BureauAlert[]>;
}
