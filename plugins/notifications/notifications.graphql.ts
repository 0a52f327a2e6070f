import type { PluginBuilder } from '#core';
import { messageSchema } from './message.graphql.ts';

export function notificationsSchema(builder: PluginBuilder): void {
  messageSchema(builder);
}
