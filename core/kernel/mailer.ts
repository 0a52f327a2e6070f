import type { TxCtx } from './context.ts';

/** A mail to one person. */
export interface Mail {
  /** What it is about: "order-confirmation", "login-link"; a plugin's begins with its id: "my-plugin.invitation". */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** BCP 47 language that it is written in; the brand's where left out. */
  readonly language?: string;
  /** Documents that go with it. */
  readonly documentIds?: readonly string[];
}

/**
 * How mail leaves the core. Called inside the transaction that causes the mail, so it must only note it:
 * out of the box it goes to the mailbox that back-office can read; a plugin may send it on afterwards.
 */
export interface Mailer {
  readonly send: (ctx: TxCtx, mail: Mail) => Promise<void>;
}
