import type { ReferralsCampaignsQuery } from '#operations/referrals';

export type CampaignOfPage = ReferralsCampaignsQuery['referralCampaigns'][number];

/** Whether a campaign holds on a day: the newest that has begun does, unless it is over. */
export function phaseOf(campaign: CampaignOfPage, all: readonly CampaignOfPage[], day: string): 'now' | 'planned' | 'over' {
  if (campaign.validFrom > day) return 'planned';
  const isReplaced = all.some(({ validFrom }) => validFrom > campaign.validFrom && validFrom <= day);
  return isReplaced || (campaign.validTo !== null && campaign.validTo <= day) ? 'over' : 'now';
}

/** Cents of "50", "50.5" or "50,00"; null where it is no amount. */
export function centsOf(text: string): number | null {
  const [, whole, part = ''] = /^\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** "50.00": as it is typed again. */
export const amountOf = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
