import { asBrand, type Ctx, DomainError, inTransaction, type TxCtx } from '#core';
import { channelsOf } from '../channels/channels.ts';
import type { Person } from './people.ts';

/** Whose preference: a customer's or a user's. */
export type PreferenceOf = { readonly customerId: string } | { readonly userId: string };

export interface Preference {
  /** Null = as rules say. */
  readonly channel: string | null;
  /** Of which somebody can prefer one. */
  readonly channels: readonly string[];
}

/** By which channel somebody would rather be told. Whose it may be asked for is the caller's question: it is read with the brand's eyes. */
export async function readPreference(ctx: Ctx, whose: PreferenceOf): Promise<Preference> {
  const [channel, channels] = await Promise.all([
    inTransaction(ctx, (tx) => preferredBy(asBrand(tx), whose)),
    channelsOf(ctx).then((all) => [...all.values()].filter(({ reaches }) => reaches !== 'room').map(({ code }) => code)),
  ]);
  return { channel, channels };
}

/** Notes by which channel somebody would rather be told; null = as rules say. Fails with NOTIFICATIONS_CHANNEL_UNKNOWN. */
export async function setPreference(ctx: Ctx, whose: PreferenceOf, channel: string | null): Promise<Preference> {
  const { channels } = await readPreference(ctx, whose);
  if (channel !== null && !channels.includes(channel)) throw unknownChannel(channel, channels.join(', '));
  await inTransaction(ctx, async (given) => {
    const { tx, viewer, wallClock } = asBrand(given);
    const data = { channel, setAt: wallClock.now(), setBy: viewer.name };
    const { count } = await tx.notificationsPreference.updateMany({ where: whose, data });
    if (count === 0) await tx.notificationsPreference.createMany({ data: [{ ...whose, ...data }], skipDuplicates: true });
  });
  return { channel, channels };
}

const unknownChannel = (channel: string, channels: string): DomainError =>
  new DomainError('NOTIFICATIONS_CHANNEL_UNKNOWN', `channel: "${channel}" reaches no single person; choose one of ${channels}`, {
    channel,
    channels,
  });

/** The customer of an order that the viewer sees; null = it has none, or is not theirs. */
export async function customerOfOrder({ db }: Pick<Ctx, 'db'>, orderId: string): Promise<string | null> {
  const contract = await db.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    select: { customerId: true },
    orderBy: { id: 'asc' },
  });
  return contract?.customerId ?? null;
}

interface Ordered {
  readonly channels: readonly string[];
  readonly templateId: string;
}

/**
 * The channels of a rule, the one first that the person prefers. What the rule does not use is not added, and a letter that the law
 * asks for goes as the rule says.
 */
export async function inPreferredOrder(ctx: TxCtx, { channels, templateId }: Ordered, { reader, id }: Person): Promise<readonly string[]> {
  if (channels.length < 2 || id === null || reader === 'room') return channels;
  const preferred = await preferredBy(ctx, reader === 'customer' ? { customerId: id } : { userId: id });
  if (preferred === null || !channels.includes(preferred)) return channels;
  if ((await ctx.tx.notificationsTemplate.count({ where: { id: templateId, isStatutory: true } })) > 0) return channels;
  return [preferred, ...channels.filter((code) => code !== preferred)];
}

const preferredBy = async ({ tx }: TxCtx, whose: PreferenceOf): Promise<string | null> =>
  (await tx.notificationsPreference.findFirst({ where: whose, select: { channel: true } }))?.channel ?? null;
