import { collect } from '../kernel/hooks.ts';

/** A short text to a telephone. */
export interface TextMessage {
  /** E.164: "+436601234567". */
  readonly to: string;
  /** As it is sent, in the reader's language. */
  readonly text: string;
  /** A "code" proves who somebody is: sent at once, whatever the hour. A "notice" keeps quiet hours and needs the person's consent. */
  readonly purpose: 'code' | 'notice';
  /** The same reference is sent once, however often it is asked. */
  readonly reference: string;
}

/** What became of it: handed over for delivery, or why it never will be ("TEXT_NUMBER_INVALID"). */
export type TextMessageAnswer = { readonly isAccepted: true } | { readonly isAccepted: false; readonly code: string };

/**
 * Who sends texts to telephones for this brand? Asked in jobs, outside of any transaction; null = this plugin does not. Where
 * nobody answers, no texts are sent for the brand. A plugin that fails ends the operation: the job tries again.
 */
export const textMessage = collect<TextMessage, TextMessageAnswer | null>('message.text', 15_000, 'abort');
