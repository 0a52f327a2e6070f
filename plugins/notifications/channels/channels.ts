import { type Ctx, collected } from '#core';
import { messageChannel } from '../index.ts';
import type { Channel } from './channel.ts';
import { emailChannel } from './email.ts';
import { messengerChannels } from './webhook.ts';

/** The ways by which a brand reaches people: this plugin's and those that other plugins bring, by their codes. */
export async function channelsOf(ctx: Ctx): Promise<ReadonlyMap<string, Channel>> {
  const brought = await collected(messageChannel, {}, ctx);
  return new Map(
    [emailChannel(ctx), ...messengerChannels(ctx), ...brought.map(({ value }) => value)].map((channel) => [channel.code, channel]),
  );
}
