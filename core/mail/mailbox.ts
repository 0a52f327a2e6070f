import { asBrand } from '../kernel/context.ts';
import type { Mailer } from '../kernel/mailer.ts';

/** The mailer out of the box: every mail lies in the brand's mailbox, which back-office can read. Nothing leaves the machine. */
export const mailboxMailer: Mailer = {
  send: async (ctx, { to, subject, text, documentIds = [] }) => {
    const data = { recipient: to, subject, text, documentIds: [...documentIds], sentAt: ctx.wallClock.now() };
    await asBrand(ctx).tx.mailMessage.create({ data, select: { id: true } });
  },
};
