import { definePlugin } from '#core';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { refuseSimulator, settings } from './settings.ts';
import { smsSchema } from './sms.graphql.ts';
import { answerTextMessage, bringChannel } from './sms.hooks.ts';
import { sendHeld } from './sms.jobs.ts';
import { smsRoutes } from './sms.routes.ts';

export default definePlugin({
  id: 'sms',
  version: '1.0.0',
  api: 1,
  summary: 'Sends texts to telephones by seven.io or GatewayAPI: codes, notices, and what rules tell',
  requires: ['notifications'],
  settings,
  permissions: { 'sms.read': 'See texts to telephones and what they cost' },
  personalData: [
    {
      model: 'SmsMessage',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['number', 'text'],
      disclose: ['number', 'text', 'state', 'createdAt', 'sentAt', 'deliveredAt'],
      purpose: 'Telling customers what concerns their contract, and proving who they are: GDPR Art. 6(1)(a) and (b)',
    },
    {
      model: 'SmsStop',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['number'],
      disclose: ['number', 'stoppedAt'],
      purpose: 'Keeping to it that somebody wants no texts: GDPR Art. 21(2)',
    },
  ],
  hooks: [answerTextMessage, bringChannel],
  jobs: [sendHeld],
  locales: { en, de },
  graphql: smsSchema,
  routes: smsRoutes,
  admin: './admin.tsx',
  onActivate: refuseSimulator,
});
