import type { Ctx } from '#core';

/** A message as a channel sends it: everything is written, nothing is left to decide. */
export interface Outgoing {
  /** The same id is the same message, however often it is handed over. */
  readonly id: string;
  /** Where it goes, as the channel writes it: an e-mail address, E.164, "" for a room. */
  readonly recipient: string;
  readonly language: string;
  readonly subject: string;
  /** The whole of it as plain text. */
  readonly text: string;
  readonly html: string | null;
  readonly documentIds: readonly string[];
}

export type ChannelAnswer =
  /** The next one on the way took it. */
  | { readonly kind: 'sent'; readonly outsideId: string | null }
  /** Nothing is set to send with: it was put into the mailbox. */
  | { readonly kind: 'kept' }
  /** It never will be. `isAddressDead`: nothing else will arrive there either. */
  | { readonly kind: 'refused'; readonly code: string; readonly isAddressDead: boolean; readonly reason: string | null };

/** A way to reach people. */
export interface Channel {
  /** "email", "sms": unique in the installation. */
  readonly code: string;
  /** Whether a reader can keep what comes by it and read it again unchanged: the law asks that of some letters. */
  readonly isDurable: boolean;
  /** Which of a person's addresses it needs; "room" = it reaches whoever reads along in a messenger. */
  readonly reaches: 'email' | 'phone' | 'room';
  /** The kind of contact that a customer must have agreed to before anything goes there; null = none. */
  readonly consent: 'MOBILE' | null;
  /** An address as the channel writes it; null = it is none. Left out: as people wrote it. */
  readonly addressOf?: (written: string, country: string) => Promise<string | null> | string | null;
  /** Whether it is set up for the brand. */
  readonly isReady: boolean;
  /** In a job, outside of any transaction. Throws where a later try may go well. */
  readonly send: (ctx: Ctx, message: Outgoing) => Promise<ChannelAnswer>;
}

/** The kind of contact that somebody must have agreed to before advertising goes there. */
export const advertisingConsent = (channel: Pick<Channel, 'consent' | 'reaches'> | undefined): 'EMAIL' | 'MOBILE' =>
  channel?.consent ?? (channel?.reaches === 'phone' ? 'MOBILE' : 'EMAIL');

/** One recipient is to be tried again later; the channel itself is well. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
}
