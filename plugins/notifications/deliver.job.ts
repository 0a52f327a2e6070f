import { type Ctx, DomainError, inTransaction, type JobCtx, job, z } from '#core';
import type { Channel, ChannelAnswer } from './channels/channel.ts';
import { channelsOf } from './channels/channels.ts';
import { contentOf } from './message.content.ts';
import { claimMessage, isAddressDead, markAddress, type StoredMessage, storeCopy, storeEnd, storeSent } from './message.store.ts';

/** About half a day of tries with growing pauses, and longer while the circuit of a server is open. */
const ATTEMPTS = 24;

/** Sends one message. Safe to repeat: the copy is stored before it is handed over, under the same number each time. */
export const deliverMessage = job({
  name: 'notifications.deliver',
  input: z.object({ messageId: z.uuid() }),
  attempts: ATTEMPTS,
  timeoutMs: 90_000,
  run: async ({ messageId }, ctx) => {
    const message = await claimMessage(ctx, messageId, ctx.idempotencyKey);
    if (!message) return;
    try {
      await deliver(ctx, message);
    } catch (cause) {
      // The dead letter stays for whoever repairs the cause; the person is told by another way, where there is one.
      if (cause instanceof DomainError || ctx.attempt >= ATTEMPTS) await give(ctx, message, 'NO_ANSWER');
      throw cause;
    }
  },
});

async function deliver(ctx: JobCtx, message: StoredMessage): Promise<void> {
  if (message.recipient === null) return give(ctx, message, 'NO_ADDRESS');
  if (await isAddressDead(ctx.db, message)) return give(ctx, message, 'ADDRESS_DEAD');
  const channel = (await channelsOf(ctx)).get(message.channel);
  if (!channel) return give(ctx, message, 'NO_CHANNEL');
  await settle(ctx, message, await handedOver(ctx, channel, message));
}

async function handedOver(ctx: Ctx, channel: Channel, message: StoredMessage): Promise<ChannelAnswer> {
  const { id, documentIds, recipient } = message;
  const copy = await contentOf(ctx, message);
  await storeCopy(ctx, id, copy);
  return channel.send(ctx, { id, documentIds, recipient: recipient ?? '', ...copy });
}

async function settle(ctx: JobCtx, message: StoredMessage, answer: ChannelAnswer): Promise<void> {
  const { id } = message;
  if (answer.kind === 'sent') return storeSent(ctx, id, answer.outsideId);
  await inTransaction(ctx, async (tx) => {
    if (answer.kind === 'kept') return void (await storeEnd(tx, { id, state: 'KEPT', problem: null }));
    if (answer.isAddressDead) await markAddress(tx, message, answer.reason);
    await storeEnd(tx, { id, state: 'FAILED', problem: answer.code });
  });
}

/** Nothing will be sent by this channel. */
const give = (ctx: JobCtx, { id }: StoredMessage, problem: string): Promise<void> =>
  inTransaction(ctx, async (tx) => void (await storeEnd(tx, { id, state: 'FAILED', problem })));
