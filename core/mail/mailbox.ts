import { asBrand } from '../kernel/context.ts';
import { emit } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import type { Mailer } from '../kernel/mailer.ts';
import { mailWritten } from './mail.points.ts';

/** The mailer of the product: every mail lies in the brand's mailbox, which back-office can read. A plugin may send it on from there. */
export const mailboxMailer: Mailer = {
  send: async (ctx, { kind, to, subject, text, language = ctx.brand.language, documentIds = [] }) => {
    const { tx, wallClock } = asBrand(ctx);
    const id = newId();
    const data = { id, kind, recipient: to, subject, text, language, documentIds: [...documentIds], sentAt: wallClock.now() };
    await tx.mailMessage.create({ data, select: { id: true } });
    await emit({ tx }, mailWritten, { mailId: id });
  },
};
