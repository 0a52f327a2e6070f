/** What other plugins may use: billing pays by these events. */
export { rewardClawedBack, rewardPaid } from './reward.points.ts';
