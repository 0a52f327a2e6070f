import { definePlugin } from '#core';
import { planDemoCampaign } from './campaign.service.ts';
import { effectsOfSwitchingOff } from './case.queue.ts';
import { tellOfCustomer } from './code.admin.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { askForCode } from './order-form.ts';
import { referralsSchema } from './referrals.graphql.ts';
import { followActivation, followEnds, followRejection, followRenewal, noteRecommendation } from './referrals.hooks.ts';
import { settleDue } from './referrals.jobs.ts';
import { settings } from './settings.ts';

export default definePlugin({
  id: 'referrals',
  version: '1.0.0',
  api: 1,
  summary: 'Customers recommend the brand with a link or code of their own, and both sides get a reward when the new contract lasts',
  settings,
  permissions: {
    'referrals.read': 'See recommendations, rewards and campaigns',
    'referrals.decide': 'Decide recommendations that wait for a person, and ask rewards back',
    'referrals.campaign': 'Plan and end campaigns: what is paid for recommendations',
    'referrals.pay': 'Propose and release payouts of rewards',
  },
  personalData: [
    {
      model: 'ReferralsCode',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['code'],
      disclose: ['code', 'madeAt', 'mailedAt', 'endedAt'],
      purpose: 'The code with which a customer recommends the brand: GDPR Art. 6(1)(b), at the wish of whoever uses it',
    },
    {
      model: 'ReferralsCase',
      subject: { column: 'referredId', kind: 'customer' },
      anonymise: ['openedOn', 'reviewedBy', 'reviewReason'],
      disclose: ['createdAt', 'openedOn', 'state', 'rules', 'reviewedAt', 'reviewReason'],
      purpose: 'Who came by whose recommendation, and why a reward is paid or not: GDPR Art. 6(1)(b) and (f), against abuse',
    },
    {
      model: 'ReferralsReward',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: ['bankAccountId'],
      disclose: ['side', 'cents', 'currency', 'kind', 'state', 'createdAt', 'paidAt'],
      purpose: 'What a customer gets for a recommendation: GDPR Art. 6(1)(b), and (c) as a record of payments',
    },
    {
      model: 'ReferralsEntry',
      subject: { column: 'customerId', kind: 'customer' },
      anonymise: [],
      disclose: ['kind', 'payout', 'cents', 'currency', 'bookedAt'],
      purpose: 'Ledger of rewards, kept as long as books are: GDPR Art. 6(1)(c)',
    },
  ],
  impersonalTables: ['ReferralsCampaign', 'ReferralsStep', 'ReferralsPayout', 'ReferralsVoucher'],
  hooks: [askForCode, tellOfCustomer],
  events: [noteRecommendation, followActivation, followRenewal, ...followEnds, followRejection],
  jobs: [settleDue],
  locales: { en, de },
  graphql: referralsSchema,
  admin: './admin.tsx',
  web: './web.tsx',
  onActivate: planDemoCampaign,
  previewOff: effectsOfSwitchingOff,
});
