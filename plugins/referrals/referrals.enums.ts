import type { PluginBuilder } from '#core';

/** The enums of the plugin's part of the API. */
export const referralEnums = (builder: PluginBuilder) => ({
  State: builder.enumType('ReferralsState', {
    description: 'How far a recommendation is.',
    values: {
      PENDING: { description: 'Waits for the start of supply, the end of the withdrawal period, or a person.' },
      APPROVED: { description: 'The rewards are due.' },
      PAID: { description: 'Every reward of it is paid.' },
      REJECTED: { description: 'No reward: a rule or a person said so.' },
      CLAWED_BACK: { description: 'The contract did not last: what was due is cancelled, what was paid is asked back.' },
    } as const,
  }),
  Side: builder.enumType('ReferralsSide', {
    description: 'Who gets a reward.',
    values: {
      REFERRER: { description: 'Whoever recommended.' },
      REFERRED: { description: 'Whoever was recommended.' },
    } as const,
  }),
  Payout: builder.enumType('ReferralsPayoutKind', {
    description: 'How rewards are paid.',
    values: {
      CREDIT: { description: 'As a credit on the next bill.' },
      TRANSFER: { description: 'To the bank account, by a file for the bank.' },
      VOUCHER: { description: "As a voucher's code." },
    } as const,
  }),
  RewardState: builder.enumType('ReferralsRewardState', {
    description: 'How far a reward is.',
    values: {
      DUE: { description: 'To be paid.' },
      IN_PAYOUT: { description: 'In a payout that somebody else has to release.' },
      PAID: { description: 'Paid.' },
      CANCELLED: { description: 'It was never paid and never will be.' },
      CLAWED_BACK: { description: 'It was paid and is asked back.' },
    } as const,
  }),
  SaleRule: builder.enumType('ReferralsSaleRule', {
    description: 'Whose an order is that a partner sold to somebody with a code.',
    values: {
      BOTH: { description: 'Both: the referrer gets the reward, the partner the commission.' },
      PARTNER: { description: "The partner's alone." },
      REFERRER: { description: "The referrer's; whoever reckons commissions is told." },
      FIRST_TOUCH: { description: "Whoever came first: the opened link, or the partner's order." },
      LAST_TOUCH: { description: 'Whoever came last: a code that is given with the order, or the partner.' },
    } as const,
  }),
});

export type ReferralEnums = ReturnType<typeof referralEnums>;
