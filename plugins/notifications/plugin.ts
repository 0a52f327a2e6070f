import { definePlugin, type TxCtx } from '#core';
import { deliverMessage } from './deliver.job.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { sendMailOn } from './mail.hooks.ts';
import { notificationsSchema } from './notifications.graphql.ts';
import { settings } from './settings.ts';

export default definePlugin({
  id: 'notifications',
  version: '1.0.0',
  api: 1,
  summary: "Sends mails by the brand's own server and in its look, and tells people of events by rules and templates",
  settings,
  permissions: {
    'notifications.read': 'See what was sent to whom, rules and templates',
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
  ],
  events: [sendMailOn],
  jobs: [deliverMessage],
  locales: { en, de },
  graphql: notificationsSchema,
  previewOff: effectsOfSwitchingOff,
});

/** What a person should know before switching it off. */
async function effectsOfSwitchingOff({ tx, texts, viewer }: TxCtx): Promise<string[]> {
  const waiting = await tx.notificationsMessage.count({ where: { state: { in: ['HELD', 'COLLECTED', 'WAITING', 'SENDING'] } } });
  return waiting === 0 ? [] : [texts(viewer.language, 'notifications.off.waiting', { count: waiting }) ?? ''];
}
