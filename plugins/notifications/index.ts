/** What other plugins may use: bring a channel. */
import { collect } from '#core';
import type { Channel } from './channels/channel.ts';

export type { Channel, ChannelAnswer, Outgoing } from './channels/channel.ts';

/** Which channel does a plugin bring for this brand? */
export const messageChannel = collect<Readonly<Record<string, never>>, Channel>('notifications.channel');
