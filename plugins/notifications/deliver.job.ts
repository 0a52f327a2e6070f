import { type Ctx, DomainError, enqueue, inTransaction, type JobCtx, job, type TxCtx, z } from '#core';
import { advertisingConsent, type Channel, type ChannelAnswer } from './channels/channel.ts';
import { channelsOf } from './channels/channels.ts';
import { MARKETING } from './mailings/audience.ts';
import { contentOf } from './message.content.ts';
import {
  claimMessage,
  domainOf,
  findMessage,
  isAddressDead,
  markAddress,
  type StoredMessage,
  storeCopy,
  storeEnd,
  storeSent,
} from './message.store.ts';
import { type Reader, readReader } from './reader.ts';

/** About half a day of tries with growing pauses, and longer while the circuit of a server is open. */
const ATTEMPTS = 24;

/** Sends one message. Safe to repeat: the copy is stored before it is handed over, under the same number each time. */
export const deliverMessage = job({
  name: 'notifications.deliver',
  input: z.object({ messageId: z.uuid() }),
  attempts: ATTEMPTS,
  timeoutMs: 90_000,
  run: async ({ messageId }, ctx) => {
    if (await isHeld(ctx, messageId)) return;
    const message = await claimMessage(ctx, messageId, ctx.idempotencyKey);
    if (!message) return;
    try {
      await deliver(ctx, message);
    } catch (cause) {
      // The dead letter stays for whoever repairs the cause; the person is told by another way, where there is one.
      if (cause instanceof DomainError) await giveUp(ctx, message, cause.code);
      else if (ctx.attempt >= ATTEMPTS) await giveUp(ctx, message, 'NO_ANSWER');
      throw cause;
    }
  },
});

/** Quiet hours go by the clock, jobs by the machine's time: who comes too early comes again. */
async function isHeld(ctx: JobCtx, messageId: string): Promise<boolean> {
  const message = await findMessage(ctx.db, messageId);
  const wait = message?.state === 'HELD' && message.notBefore ? message.notBefore.getTime() - ctx.wallClock.now().getTime() : 0;
  if (wait <= 0) return false;
  const again = { uniqueKey: `${messageId} ${ctx.idempotencyKey}`, notBefore: new Date(Date.now() + wait) };
  await inTransaction(ctx, (tx) => enqueue(tx, deliverMessage, { messageId }, again));
  return true;
}

/** Sends what is claimed by the caller. Throws where a later try may go well. */
export async function deliver(ctx: JobCtx, message: StoredMessage): Promise<void> {
  const way = await wayTo(ctx, message);
  if (typeof way === 'string') return giveUp(ctx, message, way);
  await settle(ctx, { ...message, recipient: way.recipient }, await handedOver(ctx, message, way));
}

interface Way {
  readonly channel: Channel;
  readonly recipient: string;
  readonly reader: Reader | null;
}

/** How a message gets to its reader; a code says why it does not by this channel. */
async function wayTo(ctx: JobCtx, message: StoredMessage): Promise<Way | string> {
  const channel = (await channelsOf(ctx)).get(message.channel);
  if (!channel) return 'NO_CHANNEL';
  if (message.mailId !== null) return checked(ctx, message, { channel, recipient: message.recipient, reader: null });
  const reader = await readReader(ctx, message);
  if (!reader) return 'NO_READER';
  if (await needsDurable(ctx, message, channel)) return 'NOT_DURABLE';
  if (channel.consent && reader.consents && !reader.consents.some((given) => given.channel === channel.consent)) return 'NO_CONSENT';
  if ((await isAdvertising(ctx, message)) && !agreedToAdvertising(reader, channel)) return 'NO_CONSENT';
  const address = channel.reaches === 'room' ? '' : channel.reaches === 'email' ? reader.email : reader.phone;
  if (channel.reaches === 'room' && !channel.isReady) return 'NO_CHANNEL';
  return checked(ctx, message, {
    channel,
    recipient: address && channel.addressOf ? await channel.addressOf(address, reader.country) : address,
    reader,
  });
}

/** What a mailing is does not change once it is written. */
async function isAdvertising({ db, brand, remember }: Ctx, { mailingId }: StoredMessage): Promise<boolean> {
  if (mailingId === null) return false;
  return remember(
    `notifications.advertising:${mailingId}:${brand.id}`,
    async () => (await db.notificationsMailing.count({ where: { id: mailingId, isMarketing: true } })) > 0,
  );
}

/** Asked once more when it is sent: it may have been taken back since the message was written. */
const agreedToAdvertising = ({ consents }: Reader, channel: Channel): boolean =>
  consents?.some((given) => given.channel === advertisingConsent(channel) && given.purpose === MARKETING) ?? false;

async function checked(
  ctx: JobCtx,
  message: StoredMessage,
  { recipient, ...way }: Omit<Way, 'recipient'> & { readonly recipient: string | null },
): Promise<Way | string> {
  if (recipient === null) return 'NO_ADDRESS';
  return (await isAddressDead(ctx.db, { channel: message.channel, recipient })) ? 'ADDRESS_DEAD' : { ...way, recipient };
}

/** A letter that the law asks to be kept goes by nothing that cannot be kept. */
async function needsDurable({ db }: Ctx, { templateId }: StoredMessage, { isDurable }: Channel): Promise<boolean> {
  if (isDurable || templateId === null) return false;
  const template = await db.notificationsTemplate.findUnique({ where: { id: templateId }, select: { isStatutory: true } });
  return template?.isStatutory ?? false;
}

async function handedOver(ctx: JobCtx, message: StoredMessage, { channel, recipient, reader }: Way): Promise<ChannelAnswer> {
  const copy = await contentOf(ctx, message, reader);
  const { documentIds, ...words } = copy;
  await storeCopy(ctx, message.id, { ...copy, documentIds: [...documentIds], recipient, domain: domainOf(recipient) });
  return channel.send(ctx, { id: message.id, documentIds, recipient, ...words });
}

async function settle(ctx: JobCtx, message: StoredMessage, answer: ChannelAnswer): Promise<void> {
  const { id } = message;
  if (answer.kind === 'sent') return storeSent(ctx, id, answer.outsideId);
  await inTransaction(ctx, async (tx) => {
    if (answer.kind === 'kept') return void (await storeEnd(tx, { id, state: 'KEPT', problem: null }));
    if (answer.isAddressDead) await markAddress(tx, message, answer.reason);
    await endAndFallBack(tx, message, { state: 'FAILED', problem: answer.code });
  });
}

/** Nothing will be sent by this channel; another one takes its place where there is one. */
export const giveUp = (ctx: JobCtx, message: StoredMessage, problem: string): Promise<void> =>
  inTransaction(ctx, (tx) => endAndFallBack(tx, message, { state: 'FAILED', problem }));

/** Ends a message, and asks for the same by the next of its channels. */
export async function endAndFallBack(
  tx: TxCtx,
  message: StoredMessage,
  end: { readonly state: 'FAILED' | 'BOUNCED'; readonly problem: string },
): Promise<void> {
  const isEnded = await storeEnd(tx, { id: message.id, ...end });
  const [channel, ...fallback] = message.fallback;
  if (!isEnded || channel === undefined) return;
  const { uniqueKey, ruleId, templateId, event, values, reader, userId, subjectKind, contractId, orderId, customerId } = message;
  const next = {
    ...{ uniqueKey: `${uniqueKey} ${channel}`, channel, fallback, insteadOfId: message.id, ruleId, templateId, event, reader, userId },
    ...{ subjectKind, contractId, orderId, customerId, values: values ?? {}, createdAt: tx.wallClock.now() },
  };
  const made = await tx.tx.notificationsMessage.createManyAndReturn({ data: [next], skipDuplicates: true, select: { id: true } });
  for (const { id } of made) await enqueue(tx, deliverMessage, { messageId: id }, { uniqueKey: id });
}
