import type Mail from 'nodemailer/lib/mailer';
import { type Ctx, callOutside, DomainError, inTransaction, readSender, z } from '#core';
import { settings } from '../settings.ts';
import { bounceAddressOf } from './bounce-address.ts';
import { type Channel, type ChannelAnswer, type Outgoing, TryLater } from './channel.ts';
import { handOver, type SmtpAccess } from './smtp.ts';

const TIMEOUT_MS = 45_000;
/** What servers take at most, bytes; what is attached grows by a third on its way. */
const MOST_BYTES = 15 * 1_024 * 1_024;
/** Answers of servers that say: this address does not exist. RFC 3463: X.1.1, X.1.2, X.1.3, X.1.6, X.1.10. */
const DEAD_ADDRESS = /\b5\.1\.(1|2|3|6|10)\b/;

/** E-mail by the brand's own server; where none is set, into the mailbox of the back-office. */
export const emailChannel = (ctx: Pick<Ctx, 'activation'>): Channel => ({
  code: 'email',
  isDurable: true,
  reaches: 'email',
  consent: null,
  isReady: ctx.activation.settings(settings).smtpHost !== '',
  send: (ctx, message) => (ctx.activation.settings(settings).smtpHost === '' ? keep(ctx, message) : send(ctx, message)),
});

const address = z.email().max(254);

async function keep(ctx: Ctx, { recipient, subject, text, language, documentIds }: Outgoing): Promise<ChannelAnswer> {
  await inTransaction(ctx, (tx) =>
    tx.mailer.send(tx, { kind: 'notifications.message', to: recipient, subject, text, language, documentIds }),
  );
  return { kind: 'kept' };
}

async function send(ctx: Ctx, message: Outgoing): Promise<ChannelAnswer> {
  if (!address.safeParse(message.recipient).success) return refused('NOTIFICATIONS_ADDRESS_INVALID', { isAddressDead: false });
  const { smtpHost, smtpPort, ...rest } = ctx.activation.settings(settings);
  const access: SmtpAccess = { smtpHost, smtpPort, ...rest };
  const mail = await written(ctx, message);
  const word = await callOutside(`smtp ${smtpHost}:${smtpPort}`, TIMEOUT_MS, () => handOver(access, mail).then(taken, wordOf));
  if (word.kind === 'taken') return { kind: 'sent', outsideId: word.messageId };
  if (word.isPassing) throw new TryLater(`the mail server asks for another try: ${word.reason}`);
  return refused('NOTIFICATIONS_REFUSED', { isAddressDead: DEAD_ADDRESS.test(word.reason), reason: word.reason });
}

const refused = (code: string, { isAddressDead, reason = null }: { isAddressDead: boolean; reason?: string | null }): ChannelAnswer => ({
  ...{ kind: 'refused', code, isAddressDead, reason },
});

async function written(ctx: Ctx, { id, recipient, subject, text, html, language, documentIds }: Outgoing): Promise<Mail.Options> {
  const { senderAddress, senderName, replyTo, bounceAddress } = ctx.activation.settings(settings);
  const domain = senderAddress.split('@').at(-1) ?? 'localhost';
  // Forgotten with the brand's other facts once it is changed.
  const sender = await ctx.remember(`notifications.sender:${ctx.brand.id}`, () => readSender(ctx));
  const answersTo = replyTo || sender?.email;
  return {
    from: { name: senderName || sender?.name || ctx.brand.name, address: senderAddress },
    to: { name: '', address: recipient },
    ...(answersTo && { replyTo: answersTo }),
    envelope: { from: bounceAddress === '' ? senderAddress : bounceAddressOf(bounceAddress, id), to: recipient },
    subject: inOneLine(subject),
    text,
    ...(html !== null && { html }),
    // The same message has the same number, however often it is handed over: who gets it twice keeps it once.
    messageId: `<${id}@${domain}>`,
    // A machine wrote it: no machine is to answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
    attachments: await attached(ctx, documentIds),
  };
}

/** A line break in a subject would begin the next header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const inOneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim();

async function attached({ db }: Ctx, documentIds: readonly string[]): Promise<Mail.Attachment[]> {
  if (documentIds.length === 0) return [];
  const documents = await db.document.findMany({ where: { id: { in: [...documentIds] } }, orderBy: { id: 'asc' } });
  if (documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > MOST_BYTES)
    throw new DomainError('NOTIFICATIONS_TOO_LARGE', 'documentIds: what is attached is larger than servers take; send fewer documents');
  const contents = await db.documentContent.findMany({ where: { documentId: { in: documents.map(({ id }) => id) } } });
  return documents.flatMap(({ id, fileName, mediaType }) => {
    const content = contents.find(({ documentId }) => documentId === id);
    return content ? [{ filename: fileName, contentType: mediaType, content: Buffer.from(content.bytes) }] : [];
  });
}

type Word =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly isPassing: boolean; readonly reason: string };

const taken = ({ messageId }: { readonly messageId: string }): Word => ({ kind: 'taken', messageId });

/** What a server says about a mail or its recipient is an answer: the server is well. Everything else is a failure of the server. */
function wordOf(cause: unknown): Word {
  const { code, responseCode, response, message } = smtpFault.parse(cause);
  if (responseCode === undefined || !(code === 'EENVELOPE' || code === 'EMESSAGE')) throw cause;
  return { kind: 'refused', isPassing: responseCode < 500, reason: (response ?? message).slice(0, 300) };
}

const smtpFault = z.object({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
  message: z.string().default(''),
});
