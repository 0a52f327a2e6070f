import { event, z } from '#core';

const ofReward = z.object({ rewardId: z.uuid(), entryId: z.uuid() });

/** A customer gets a reward: what billing or a bank has to pay stands in the ledger entry. Once for a reward. */
export const rewardPaid = event('referrals.reward-paid', ofReward, 'rewardId');
/** A reward that was paid is asked back, by the ledger entry. Once for a reward. */
export const rewardClawedBack = event('referrals.reward-clawed-back', ofReward, 'rewardId');
