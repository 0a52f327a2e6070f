import { type Ctx, inTransaction } from '#core';
import { endAndFallBack } from '../deliver.job.ts';
import { findMessage, markAddress } from '../message.store.ts';
import type { BounceReport } from './report.ts';

/** What was made of a mail that came back. */
export type Taken = 'noted' | 'no-message' | 'passing';

/**
 * A mail did not arrive: for good (5.x.x) it counts as bounced, its address is marked where there is no such person, and the next
 * channel takes its place. Safe to repeat.
 */
export async function takeBounce(ctx: Ctx, { messageId, action, status, reason }: BounceReport): Promise<Taken> {
  const message = messageId === null ? null : await findMessage(ctx.db, messageId);
  if (!message) return 'no-message';
  if (action === 'delivered') {
    await ctx.db.notificationsMessage.updateMany({
      where: { id: message.id, deliveredAt: null },
      data: { deliveredAt: ctx.wallClock.now() },
    });
    return 'noted';
  }
  if (action !== 'failed' || status?.startsWith('4.')) return 'passing';
  await inTransaction(ctx, async (tx) => {
    if (isNobody(status)) await markAddress(tx, message, reason);
    await endAndFallBack(tx, message, { state: 'BOUNCED', problem: `BOUNCED ${status ?? ''}`.trim() });
  });
  return 'noted';
}

/** RFC 3463, 3.2: the address itself is wrong. A full mailbox or a mail that is too large is not. */
const isNobody = (status: string | null): boolean => status !== null && /^5\.1\.(0|1|2|3|6|10)$/.test(status);
