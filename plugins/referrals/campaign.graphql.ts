import type { PluginBuilder } from '#core';
import { endCampaign, planCampaign } from './campaign.service.ts';
import type { ReferralEnums } from './referrals.enums.ts';

const needs = (permission: string) => ({ permission: `referrals.${permission}` });

/** Campaigns: what is paid, to whom and when, from a day on. */
export function campaignSchema(builder: PluginBuilder, { Payout, SaleRule }: ReferralEnums): void {
  const Campaign = builder.prismaObject('ReferralsCampaign', {
    description: 'The rules of a time: what is paid for recommendations, to whom, and when.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      name: t.exposeString('name', { description: 'What people call it.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'Its first day.' }),
      validTo: t.expose('validTo', {
        type: 'Date',
        nullable: true,
        description: 'First day on which it does not hold any more; null = until the next one.',
      }),
      referrerCents: t.exposeInt('referrerCents', { description: 'Cents for whoever recommends.' }),
      referredCents: t.exposeInt('referredCents', { description: 'Cents for whoever is recommended.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      payout: t.expose('payout', { type: Payout, description: 'How rewards are paid.' }),
      windowDays: t.exposeInt('windowDays', { description: 'For how many days an opened link counts.' }),
      tariffIds: t.exposeIDList('tariffIds', { description: 'Tariffs that count; empty = all.' }),
      saleRule: t.expose('saleRule', { type: SaleRule, description: 'Whose an order is that a partner sold to somebody with a code.' }),
      minimumSupplyDays: t.exposeInt('minimumSupplyDays', { description: 'How many days of supply come before the reward.' }),
      clawbackDays: t.exposeInt('clawbackDays', { description: 'Whoever is supplied for fewer days costs the reward.' }),
      maximumPerYear: t.exposeInt('maximumPerYear', { description: 'How many rewards a referrer gets in a calendar year.' }),
      newAfterMonths: t.exposeInt('newAfterMonths', { description: 'For how many months after a supply by the brand nobody is new.' }),
      meterMonths: t.exposeInt('meterMonths', { description: 'For how many months one metering point brings one reward.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who planned it.' }),
    }),
  });

  const Input = builder.inputType('ReferralsCampaignInput', {
    description: 'A campaign that is planned. It takes over from the one before on its first day.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'What people call it.' }),
      validFrom: t.field({ type: 'Date', required: true, description: 'Its first day, today at the earliest.' }),
      validTo: t.field({ type: 'Date', description: 'First day on which it does not hold any more.' }),
      referrerCents: t.int({ required: true, description: 'Cents for whoever recommends, up to 100000.' }),
      referredCents: t.int({ required: true, description: 'Cents for whoever is recommended, up to 100000.' }),
      payout: t.field({ type: Payout, required: true, description: 'How rewards are paid.' }),
      windowDays: t.int({ required: true, description: 'For how many days an opened link counts, 1 to 730.' }),
      tariffIds: t.idList({ description: 'Tariffs that count; empty = all.' }),
      saleRule: t.field({ type: SaleRule, required: true, description: 'Whose an order is that a partner sold to somebody with a code.' }),
      minimumSupplyDays: t.int({ required: true, description: 'How many days of supply come before the reward, up to 730.' }),
      clawbackDays: t.int({ required: true, description: 'Whoever is supplied for fewer days costs the reward; up to 1095.' }),
      maximumPerYear: t.int({ required: true, description: 'How many rewards a referrer gets in a calendar year.' }),
      newAfterMonths: t.int({ required: true, description: 'For how many months after a supply by the brand nobody is new.' }),
      meterMonths: t.int({ required: true, description: 'For how many months one metering point brings one reward.' }),
    }),
  });

  builder.queryField('referralCampaigns', (t) =>
    t.prismaField({
      type: [Campaign],
      description: 'All campaigns, the newest first day first.',
      extensions: needs('read'),
      resolve: (query, _root, _args, { db }) => db.referralsCampaign.findMany({ ...query, orderBy: { validFrom: 'desc' } }),
    }),
  );
  builder.mutationField('planReferralCampaign', (t) =>
    t.prismaField({
      type: Campaign,
      description: 'Plans a campaign. What began is not changed: a newer one takes over.',
      extensions: needs('campaign'),
      args: { input: t.arg({ type: Input, required: true, description: 'Its rules.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const { validTo, tariffIds, ...rest } = input;
        const id = await planCampaign(ctx, { ...rest, validTo: validTo ?? null, tariffIds: tariffIds ?? [] });
        return ctx.db.referralsCampaign.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('endReferralCampaign', (t) =>
    t.prismaField({
      type: Campaign,
      description: 'Ends a campaign on a day: orders from then on earn nothing by it, those that came before go on.',
      extensions: needs('campaign'),
      args: {
        id: t.arg.id({ required: true, description: 'The campaign.' }),
        on: t.arg({ type: 'Date', required: true, description: 'First day on which it does not hold any more.' }),
      },
      resolve: async (query, _root, { id, on }, ctx) => {
        await endCampaign(ctx, id, on);
        return ctx.db.referralsCampaign.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
