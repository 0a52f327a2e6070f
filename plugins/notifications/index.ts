/** What other plugins may use: bring a channel, and keep quiet hours. */
import { collect } from '#core';
import type { Channel } from './channels/channel.ts';

export { type Channel, type ChannelAnswer, type Outgoing, TryLater } from './channels/channel.ts';
export { quietTime } from './rules/quiet-time.ts';

/** Which channel does a plugin bring for this brand? */
export const messageChannel = collect<Readonly<Record<string, never>>, Channel>('notifications.channel');
