import type { ChannelKind, ContactChannel } from '#prisma';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import { email } from './customer.facts.ts';
import { noteCustomerChange } from './customer.history.ts';
import { emailKey, phoneKey } from './customer.keys.ts';
import { customerNotFound } from './customer.service.ts';

export interface NewChannel {
  readonly customerId: string;
  readonly kind: ChannelKind;
  /** As the customer writes it. */
  readonly value: string;
  /** The first choice of its kind; another one is it no longer. */
  readonly isPrimary?: boolean;
}

/** A further way to reach a customer; the same again is the one it is. Fails with CHANNEL_INVALID. Gives back its id. */
export const addChannel = (ctx: Ctx, channel: NewChannel): Promise<string> => inTransaction(ctx, (ctx) => saveChannel(ctx, channel));

async function saveChannel(ctx: TxCtx, { customerId, kind, isPrimary = false, ...given }: NewChannel): Promise<string> {
  const value = given.value.trim();
  const problem = channelProblem(kind, value);
  if (problem) throw invalid('CHANNEL_INVALID', [problem]);
  const customer = await ctx.tx.customer.findUnique({ where: { id: customerId }, select: { country: true } });
  if (!customer) throw customerNotFound(customerId);

  const valueKey = kind === 'EMAIL' ? emailKey(value) : kind === 'MESSENGER' ? value.toLowerCase() : phoneKey(value, customer.country);
  const known = await ctx.tx.contactChannel.findFirst({ where: { customerId, kind, valueKey, endedAt: null } });
  if (known?.isPrimary === isPrimary) return known.id;
  if (isPrimary) await ctx.tx.contactChannel.updateMany({ where: { customerId, kind, isPrimary: true }, data: { isPrimary: false } });
  const { id } = known
    ? await ctx.tx.contactChannel.update({ where: { id: known.id }, data: { isPrimary }, select: { id: true } })
    : await ctx.tx.contactChannel.create({
        data: { customerId, kind, value, valueKey, isPrimary, createdAt: ctx.clock.now() },
        select: { id: true },
      });
  const before = known && { kind, value: known.value, isPrimary: known.isPrimary };
  await noteCustomerChange(ctx, { customerId, what: 'channel', before, after: { kind, value, isPrimary } });
  return id;
}

/** A way that leads nowhere any more. It stays in the list of what there was. */
export const endChannel = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const channel = await ctx.tx.contactChannel.findUnique({ where: { id } });
    if (!channel) throw new DomainError('CHANNEL_NOT_FOUND', `channelId: there is no channel ${id}`, { channelId: id });
    if (channel.endedAt) return;
    await ctx.tx.contactChannel.update({ where: { id }, data: { endedAt: ctx.clock.now(), isPrimary: false } });
    await noteCustomerChange(ctx, { customerId: channel.customerId, what: 'channel', before: shown(channel), after: null });
  });

const shown = ({ kind, value, isPrimary }: ContactChannel) => ({ kind, value, isPrimary });

function channelProblem(kind: ChannelKind, value: string): Problem | null {
  if (value === '') return { field: 'value', code: 'REQUIRED', values: {} };
  if (value.length > 254) return { field: 'value', code: 'TOO_LONG', values: { maximum: 254 } };
  if (kind === 'EMAIL') return email.safeParse(value).success ? null : { field: 'value', code: 'EMAIL_INVALID', values: {} };
  if (kind === 'MESSENGER') return null;
  return /^\+?[\d\s/().-]{5,40}$/.test(value) && value.replace(/\D/g, '').length >= 5
    ? null
    : { field: 'value', code: 'PHONE_INVALID', values: {} };
}
