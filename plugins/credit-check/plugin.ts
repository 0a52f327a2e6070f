import { definePlugin } from '#core';
import { alertSchema } from './alert.graphql.ts';
import { bandsSchema } from './bands.graphql.ts';
import { catchUp } from './catch-up.job.ts';
import { lookAtAccount, tellAtAcceptance, tellCondition } from './condition.ts';
import { contestSchema } from './contest.graphql.ts';
import { creditCheckSchema } from './credit-check.graphql.ts';
import { decideByScore, noteCheck } from './credit-check.hooks.ts';
import { askBureau, pollBureau, recheck } from './credit-check.jobs.ts';
import { effectsOfSwitchingOff } from './credit-check.queue.ts';
import { askForFormerAddress } from './former-address.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { ownDecisionSchema } from './own-decision.graphql.ts';
import { remindOfDue } from './reminder.job.ts';
import { refuseInventedScores, settings } from './settings.ts';
import { lookAtWatch, lookAtWatches, readChanges, watchEvents } from './watch.jobs.ts';

export default definePlugin({
  id: 'credit-check',
  version: '1.0.0',
  api: 1,
  summary: 'Asks a credit bureau about the customer of each order; accepts, refuses or shows it to a person by the score',
  settings,
  permissions: {
    'credit-check.read': 'See credit checks that wait for a person',
    'credit-check.score': 'See scores and what the bureau says about a customer',
    'credit-check.decide': 'Decide a credit check instead of the score',
    'credit-check.bands': 'Change the bands by which scores decide, and approve those of others',
  },
  personalData: [
    {
      model: 'CreditCheck',
      subject: { column: 'orderId', kind: 'order' },
      anonymise: [
        ...['reportId', 'score', 'riskRate', 'scoreRange', 'scoreText', 'doubts', 'problem', 'outcome', 'candidates', 'chosen'],
        ...['proposedReason', 'decisionReason'],
      ],
      disclose: [
        ...['state', 'bureau', 'product', 'candidates', 'chosen', 'outcome', 'bandsNumber', 'depositCents', 'proposedReason'],
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
    {
      model: 'CreditCheckReport',
      subject: { column: 'orderId', kind: 'order' },
      anonymise: ['subjectKey', 'reportId', 'score', 'riskRate', 'scoreRange', 'scoreText', 'doubts', 'problem', 'upgradeOf'],
      disclose: [
        ...['bureau', 'product', 'legalBasis', 'state', 'reportId', 'score', 'riskRate', 'scoreRange', 'scoreText', 'doubts', 'problem'],
        ...['askedAt', 'answeredAt', 'validUntil', 'subjectKey', 'upgradeOf'],
      ],
      purpose:
        'An answer of a bureau is used for every order of the same person while it is valid, so that it is asked for once: GDPR Art. 6(1)(f)',
    },
    {
      model: 'CreditCheckContest',
      subject: { column: 'orderId', kind: 'order' },
      anonymise: ['subjectKey', 'statement', 'explanation'],
      disclose: ['statement', 'createdAt', 'isGranted', 'decidedAt', 'explanation', 'subjectKey'],
      purpose: 'The right to contest an automated decision: GDPR Art. 22(3)',
    },
    {
      model: 'CreditCheckWatch',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['watchNumber'],
      disclose: ['bureau', 'state', 'legalBasis', 'begunAt', 'until', 'endedAt'],
      purpose: 'Risk of a payment default while the contract runs and supply is paid for afterwards: GDPR Art. 6(1)(f)',
    },
    {
      model: 'CreditCheckAlert',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['kind', 'happenedOn', 'note'],
      disclose: ['bureau', 'kind', 'happenedOn', 'receivedAt', 'seenAt', 'note'],
      purpose: 'Risk of a payment default while the contract runs; a person decides what follows: GDPR Art. 6(1)(f)',
    },
  ],
  impersonalTables: ['CreditCheckBands'],
  events: [noteCheck, lookAtAccount, tellAtAcceptance, ...watchEvents],
  hooks: [decideByScore, askForFormerAddress],
  jobs: [askBureau, pollBureau, recheck, tellCondition, catchUp, remindOfDue, lookAtWatch, lookAtWatches, readChanges],
  locales: { en, de },
  graphql: (builder) => {
    creditCheckSchema(builder);
    bandsSchema(builder);
    contestSchema(builder);
    ownDecisionSchema(builder);
    alertSchema(builder);
  },
  admin: './admin.tsx',
  web: './web.tsx',
  onActivate: refuseInventedScores,
  previewOff: effectsOfSwitchingOff,
});
