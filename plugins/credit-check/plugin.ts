import { definePlugin } from '#core';
import { catchUp } from './catch-up.job.ts';
import { creditCheckSchema } from './credit-check.graphql.ts';
import { decideByScore, noteCheck } from './credit-check.hooks.ts';
import { askBureau, pollBureau } from './credit-check.jobs.ts';
import { effectsOfSwitchingOff } from './credit-check.queue.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { refuseInventedScores, settings } from './settings.ts';

export default definePlugin({
  id: 'credit-check',
  version: '1.0.0',
  api: 1,
  summary: 'Asks SCHUFA about the customer of each order; accepts, refuses or shows it to a person by the score',
  settings,
  permissions: {
    'credit-check.read': 'See credit checks that wait for a person',
    'credit-check.score': 'See scores and what the bureau says about a customer',
    'credit-check.decide': 'Decide a credit check instead of the score',
  },
  personalData: [
    {
      model: 'CreditCheck',
      subject: { column: 'orderId', kind: 'order' },
      anonymise: ['reportId', 'score', 'riskRate', 'scoreRange', 'scoreText', 'doubts', 'problem', 'decisionReason'],
      disclose: [
        'state',
        'bureau',
        'reportId',
        'score',
        'riskRate',
        'scoreRange',
        'scoreText',
        'doubts',
        'problem',
        'askedAt',
        'answeredAt',
        'validUntil',
        'decidedAt',
        'decisionAccept',
        'decisionReason',
      ],
      purpose:
        'Risk of a payment default before an energy contract is concluded: GDPR Art. 6(1)(b) and (f), decisions by a person as Art. 22(3) demands',
    },
  ],
  events: [noteCheck],
  hooks: [decideByScore],
  jobs: [askBureau, pollBureau, catchUp],
  locales: { en, de },
  graphql: creditCheckSchema,
  admin: './admin.tsx',
  onActivate: refuseInventedScores,
  previewOff: effectsOfSwitchingOff,
});
