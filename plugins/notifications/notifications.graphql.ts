import type { PluginBuilder } from '#core';
import { mailingSchema } from './mailings/mailing.graphql.ts';
import { messageSchema } from './message.graphql.ts';
import { preferenceSchema } from './rules/preference.graphql.ts';
import { ruleSchema } from './rules/rule.graphql.ts';
import { templateSchema } from './templates/template.graphql.ts';

export function notificationsSchema(builder: PluginBuilder): void {
  messageSchema(builder);
  templateSchema(builder);
  ruleSchema(builder);
  mailingSchema(builder);
  preferenceSchema(builder);
}
