import { Decimal } from '#core';

/** A text as a gateway takes it. */
export interface GatewayText {
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** What telephones show; null = what the account says. */
  readonly sender: string | null;
  /** Our own number: comes back with receipts. */
  readonly reference: string;
  /** Whether a letter of it is outside of the telephones' alphabet. */
  readonly isUnicode: boolean;
}

export type GatewayAnswer =
  | {
      readonly kind: 'taken';
      readonly gatewayId: string /** In cents of the account's currency; null = it does not say. */;
      readonly cents: Decimal | null;
    }
  /** It never will be: the number, the sender or the text. */
  | { readonly kind: 'refused'; readonly code: 'SMS_NUMBER_INVALID' | 'SMS_SENDER_INVALID' | 'SMS_REFUSED'; readonly reason: string };

/** A price in the account's currency, in cents to the four places that are kept: a text costs parts of a cent. */
export const centsOf = (price: number): Decimal => new Decimal(price).times(100).toDecimalPlaces(4);

/** Somebody who sends texts. Throws where a later try may go well, and a DomainError where a person must act. */
export interface Gateway {
  readonly send: (text: GatewayText, signal: AbortSignal) => Promise<GatewayAnswer>;
}

/** What became of a text, told by the gateway. */
export interface Receipt {
  readonly reference: string | null;
  readonly gatewayId: string | null;
  readonly state: 'delivered' | 'failed' | 'passing';
  readonly reason: string | null;
}

/** A text that somebody sent to us. */
export interface Inbound {
  /** E.164. */
  readonly from: string;
  readonly text: string;
}
