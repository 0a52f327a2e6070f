import { type Ctx, enqueue, inTransaction } from '#core';
import { TryLater } from '../notifications/index.ts';
import type { Inbound, Receipt } from './gateways/gateway.ts';
import { digitsOf, e164 } from './numbers.ts';
import { segmentsOf } from './segments.ts';
import { settings } from './settings.ts';
import { type Handed, handOver, refused } from './sms.hand-over.ts';
import { sendHeld } from './sms.jobs.ts';

export interface Text {
  /** As it was written, or E.164. */
  readonly to: string;
  readonly text: string;
  /** A code proves who somebody is; a notice needs consent and keeps quiet hours; for an agreed one both were looked at before. */
  readonly purpose: 'code' | 'notice' | 'agreed';
  readonly reference: string;
  /** When somebody may be disturbed again; null = now. */
  readonly notBefore: Date | null;
}

const MINUTE_MS = 60_000;

/** Sends a text once, however often it is asked. Throws where a later try may go well. */
export async function sendText(ctx: Ctx, { to, text, purpose, reference, notBefore }: Text): Promise<Handed> {
  const number = await e164(to, ctx.brand.country);
  if (number === null) return refused('SMS_NUMBER_INVALID');
  const before = await ctx.db.smsMessage.findFirst({ where: { reference } });
  if (before && before.state !== 'SENDING') return answerOf(before);
  if (!before) {
    const no = purpose === 'code' ? null : await objection(ctx, number, purpose);
    if (no !== null) return refused(no);
    await refuseHaste(ctx);
  }
  const { encoding, count } = segmentsOf(text);
  const { centsASegment } = ctx.activation.settings(settings);
  const row = {
    ...{ reference, purpose, number, encoding, segments: count, cents: (centsASegment * count).toFixed(4), createdAt: ctx.wallClock.now() },
    ...{ text: purpose === 'code' ? null : text, customerId: await customerOf(ctx, number) },
  };
  if (purpose === 'notice' && notBefore !== null && !before) {
    await hold(ctx, row, notBefore);
    return { isAccepted: true };
  }
  await ctx.db.smsMessage.createMany({ data: [row], skipDuplicates: true });
  return handOver(ctx, { number, text, reference });
}

const answerOf = ({
  state,
  problem,
  gatewayId,
}: {
  readonly state: string;
  readonly problem: string | null;
  readonly gatewayId: string | null;
}) => (state === 'FAILED' ? refused(problem ?? 'SMS_REFUSED') : { isAccepted: true as const, gatewayId });

/** Why a notice must not go to a number; null = it may. */
async function objection({ db }: Ctx, number: string, purpose: 'notice' | 'agreed'): Promise<string | null> {
  if (await db.smsStop.findFirst({ where: { number }, select: { id: true } })) return 'SMS_STOPPED';
  if (purpose === 'agreed') return null;
  const digits = await digitsOf(number);
  const consent = await db.consent.findFirst({
    where: {
      channel: 'MOBILE',
      revokedAt: null,
      customer: { OR: [{ phoneKey: { in: digits } }, { channels: { some: { valueKey: { in: digits }, endedAt: null } } }] },
    },
    select: { id: true },
  });
  return consent ? null : 'SMS_NO_CONSENT';
}

async function customerOf({ db }: Ctx, number: string): Promise<string | null> {
  const digits = await digitsOf(number);
  const found = await db.customer.findMany({
    where: { OR: [{ phoneKey: { in: digits } }, { channels: { some: { valueKey: { in: digits } } } }] },
    select: { id: true },
    take: 2,
  });
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

/** Gateways and purses have limits: what comes too fast is tried again later. */
async function refuseHaste({ db, wallClock, activation }: Ctx): Promise<void> {
  const { mostAMinute } = activation.settings(settings);
  const since = new Date(wallClock.now().getTime() - MINUTE_MS);
  if ((await db.smsMessage.count({ where: { createdAt: { gte: since } }, take: mostAMinute })) >= mostAMinute)
    throw new TryLater(`more than ${mostAMinute} texts in a minute; tried again later`);
}

interface HeldText {
  readonly reference: string;
  readonly purpose: string;
  readonly number: string;
  readonly customerId: string | null;
  readonly text: string | null;
  readonly encoding: string;
  readonly segments: number;
  readonly cents: string;
  readonly createdAt: Date;
}

/** Sent by a job of its own once people may be disturbed again. */
const hold = (ctx: Ctx, text: HeldText, notBefore: Date): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const data = { ...text, state: 'HELD' as const, notBefore };
    const made = await tx.tx.smsMessage.createManyAndReturn({ data: [data], skipDuplicates: true, select: { id: true } });
    // Jobs follow the machine's time: as far in the future as the clock says.
    const at = new Date(Date.now() + notBefore.getTime() - tx.wallClock.now().getTime());
    for (const { id } of made) await enqueue(tx, sendHeld, { messageId: id }, { uniqueKey: id, notBefore: at });
  });

/** What the gateway tells later. Safe to repeat; a text that arrived has arrived. */
export async function takeReceipt({ db, wallClock }: Ctx, { reference, gatewayId, state, reason }: Receipt): Promise<number> {
  if (state === 'passing') return 0;
  const { count } = await db.smsMessage.updateMany({
    where: { ...(reference !== null ? { reference } : { gatewayId }), state: { in: ['SENDING', 'TAKEN', 'FAILED'] } },
    data:
      state === 'delivered'
        ? { state: 'DELIVERED', deliveredAt: wallClock.now(), problem: null }
        : { state: 'FAILED', problem: reason ?? 'SMS_REFUSED' },
  });
  return count;
}

const STOP: ReadonlySet<string> = new Set([
  'STOP',
  'STOPP',
  'STOPALL',
  'END',
  'ENDE',
  'QUIT',
  'CANCEL',
  'UNSUBSCRIBE',
  'ABMELDEN',
  'ABBESTELLEN',
]);

/** A text to us: STOP, in the words of several languages, ends notices to that number. Anything else changes nothing. */
export async function takeInbound(ctx: Ctx, { from, text }: Inbound): Promise<boolean> {
  const number = await e164(from, ctx.brand.country);
  const [word = ''] = text
    .trim()
    .toUpperCase()
    .split(/[^A-ZÄÖÜ]+/)
    .filter(Boolean);
  if (number === null || !STOP.has(word)) return false;
  const data = { number, customerId: await customerOf(ctx, number), stoppedAt: ctx.wallClock.now() };
  await ctx.db.smsStop.createMany({ data: [data], skipDuplicates: true });
  return true;
}
