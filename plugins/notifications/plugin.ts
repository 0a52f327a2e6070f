import { definePlugin, type TxCtx } from '#core';
import { offerForCopy } from './brand-copy.hooks.ts';
import { deliverMessage } from './deliver.job.ts';
import { sendDigests } from './digest.job.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { sendMailOn } from './mail.hooks.ts';
import { runMailing } from './mailings/mailing.job.ts';
import { notificationsSchema } from './notifications.graphql.ts';
import { notificationRoutes } from './notifications.routes.ts';
import { ruleHandlers } from './rules/events.ts';
import { beginReminders, remindByRule } from './rules/reminder.job.ts';
import { settings } from './settings.ts';
import { layOutStandard } from './templates/standard.ts';
import { tidyPreviews } from './tidy.job.ts';

export default definePlugin({
  id: 'notifications',
  version: '1.0.0',
  api: 1,
  summary: "Sends mails by the brand's own server and in its look, and tells people of events by rules and templates",
  settings,
  permissions: {
    'notifications.read': 'See what was sent to whom, rules and templates',
    'notifications.write': 'Write rules and templates, and try them',
    'notifications.send': 'Write to many customers at once',
  },
  personalData: [
    {
      model: 'NotificationsMessage',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['recipient', 'domain', 'subject', 'text', 'html'],
      disclose: ['channel', 'recipient', 'subject', 'text', 'state', 'createdAt', 'sentAt', 'deliveredAt'],
      purpose: 'Telling customers what concerns their contract, and proof of what was told: GDPR Art. 6(1)(b) and (c)',
    },
    {
      model: 'NotificationsAddress',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['address', 'reason'],
      disclose: ['channel', 'address', 'reason', 'markedAt'],
      purpose: 'Not writing again to an address at which nothing arrives: GDPR Art. 6(1)(f)',
    },
    {
      model: 'NotificationsPreference',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['channel'],
      disclose: ['channel', 'setAt'],
      purpose: 'Writing by the channel that somebody asked for: GDPR Art. 6(1)(b)',
    },
    {
      model: 'NotificationsPreview',
      subject: { column: 'contractId', kind: 'contract' },
      anonymise: ['html'],
      disclose: ['createdAt'],
      purpose: 'Looking at a template with a real contract; gone after minutes: GDPR Art. 6(1)(f)',
    },
  ],
  impersonalTables: ['NotificationsTemplate', 'NotificationsVersion', 'NotificationsRule', 'NotificationsMailing'],
  hooks: [offerForCopy],
  events: [sendMailOn, ...ruleHandlers],
  jobs: [deliverMessage, runMailing, beginReminders, remindByRule, sendDigests, tidyPreviews],
  locales: { en, de },
  graphql: notificationsSchema,
  routes: notificationRoutes,
  admin: './admin.tsx',
  onActivate: layOutStandard,
  previewOff: effectsOfSwitchingOff,
});

/** What a person should know before switching it off. */
async function effectsOfSwitchingOff({ tx, texts, viewer }: TxCtx): Promise<string[]> {
  const waiting = await tx.notificationsMessage.count({ where: { state: { in: ['HELD', 'COLLECTED', 'WAITING', 'SENDING'] } } });
  return waiting === 0 ? [] : [texts(viewer.language, 'notifications.off.waiting', { count: waiting }) ?? ''];
}
