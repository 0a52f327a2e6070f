import type { Applicant, Decimal } from '#core';

/** What a credit bureau is asked. Personal data: for the call alone. */
export interface BureauQuestion {
  readonly person: Applicant;
  /** Becomes our reference in the bureau's books. */
  readonly orderId: string;
}

/** Why a bureau that knows the person gives no score. */
export type NoScoreReason = 'NO_SCORE_AVAILABLE' | 'SCORE_ERROR' | 'BY_PHONE_ONLY' | 'REPORT_GONE';

export type BureauAnswer =
  | {
      readonly kind: 'scored';
      readonly reportId: string;
      /** Higher is better. */
      readonly score: number;
      /** Risk of a payment default in percent. */
      readonly riskRate: Decimal | null;
      readonly range: string | null;
      readonly text: string | null;
      /** Reservations about the person: the bureau's codes, besides DECEASED and FRAUD_MATCH. */
      readonly doubts: readonly string[];
    }
  /** People at the bureau work on it; `poll` says when they are done. */
  | { readonly kind: 'manual'; readonly reportId: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-score'; readonly reportId: string | null; readonly reason: NoScoreReason };

/**
 * A credit bureau. Throws a DomainError when the bureau refuses the question for good (CREDIT_CHECK_REQUEST_REFUSED,
 * CREDIT_CHECK_ACCESS_REFUSED) and another error when it is worth trying again.
 */
export interface Bureau {
  readonly ask: (question: BureauQuestion) => Promise<BureauAnswer>;
  /** The result of manual work. Bureaus hand it out once: store it at once. */
  readonly poll: (reportId: string) => Promise<BureauAnswer>;
}
