import type { PluginBuilder } from '#core';
import { campaignSchema } from './campaign.graphql.ts';
import { caseSchema } from './case.graphql.ts';
import { codeSchema } from './code.graphql.ts';
import { ownSchema } from './own.graphql.ts';
import { payoutSchema } from './payout.graphql.ts';
import { referralEnums } from './referrals.enums.ts';

/** The plugin's part of the API: recommendations, campaigns, and what customers see of their own. */
export function referralsSchema(builder: PluginBuilder): void {
  const enums = referralEnums(builder);
  caseSchema(builder, enums);
  campaignSchema(builder, enums);
  codeSchema(builder);
  payoutSchema(builder);
  ownSchema(builder, enums);
}
