import { type EventCtx, enqueue, mailWritten, on } from '#core';
import { deliverMessage } from './deliver.job.ts';
import { domainOf } from './message.store.ts';
import { settings } from './settings.ts';

/** What was written while the plugin was off, and long ago, is not sent on: a link to sign in is worth nothing by then. */
const MOST_AGE_MS = 2 * 86_400_000;
/** Of this plugin's own: they lie in the mailbox because there is no server to send them by. */
const OWN = 'notifications.';

/** Every mail of the mailbox goes out by the brand's server, in the brand's look. Without a server it stays where it is. */
export const sendMailOn = on(mailWritten, async ({ mailId }, ctx) => {
  if (ctx.activation.settings(settings).smtpHost === '') return;
  const mail = await ctx.tx.mailMessage.findUnique({ where: { id: mailId } });
  if (!mail || mail.kind.startsWith(OWN)) return;
  const isTooOld = ctx.wallClock.now().getTime() - mail.sentAt.getTime() > MOST_AGE_MS;
  const { recipient, subject, language, documentIds, kind } = mail;
  await note(ctx, {
    ...{ uniqueKey: `mail ${mailId}`, mailId, recipient, subject, language, documentIds, event: kind },
    ...(isTooOld && { state: 'SUPPRESSED' as const, problem: 'TOO_OLD' }),
  });
});

interface MailToSend {
  readonly uniqueKey: string;
  readonly mailId: string;
  readonly recipient: string;
  readonly subject: string;
  readonly language: string | null;
  readonly documentIds: string[];
  readonly event: string;
  readonly state?: 'SUPPRESSED';
  readonly problem?: string;
}

async function note(ctx: EventCtx, mail: MailToSend): Promise<void> {
  const data = { ...mail, channel: 'email', domain: domainOf(mail.recipient), createdAt: ctx.wallClock.now() };
  const made = await ctx.tx.notificationsMessage.createManyAndReturn({
    data: [data],
    skipDuplicates: true,
    select: { id: true, state: true },
  });
  for (const { id, state } of made) if (state === 'WAITING') await enqueue(ctx, deliverMessage, { messageId: id }, { uniqueKey: id });
}
