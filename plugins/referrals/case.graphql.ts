import type { PluginBuilder } from '#core';
import { clawBackCase, decideCase } from './case.decision.ts';
import { casePage, PAGE_MAX, type ReferralSums, referralSums } from './case.queue.ts';
import type { ReferralEnums } from './referrals.enums.ts';

const needs = (permission: string) => ({ permission: `referrals.${permission}` });

/** Recommendations for the back-office: the list, each with its steps and rewards, and a person's word. */
export function caseSchema(builder: PluginBuilder, { State, Side, Payout, RewardState }: ReferralEnums): void {
  const Step = builder.prismaObject('ReferralsStep', {
    description: 'A step that a recommendation took.',
    fields: (t) => ({
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who or what did it.' }),
      before: t.expose('before', { type: State, nullable: true, description: 'The state before; null = it is the first step.' }),
      after: t.expose('after', { type: State, description: 'The state after it.' }),
      rules: t.exposeStringList('rules', { description: 'Codes of the rules that caused it.' }),
    }),
  });
  const Reward = builder.prismaObject('ReferralsReward', {
    description: 'What one side of a recommendation gets.',
    fields: (t) => ({
      side: t.expose('side', { type: Side, description: 'Who gets it.' }),
      customerId: t.exposeID('customerId', { description: 'The customer who gets it.' }),
      cents: t.exposeInt('cents', { description: 'Cents.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      kind: t.expose('kind', { type: Payout, description: 'How it is paid.' }),
      state: t.expose('state', { type: RewardState, description: 'How far it is.' }),
      paidAt: t.expose('paidAt', { type: 'DateTime', nullable: true, description: 'When it was paid; null = it was not.' }),
    }),
  });
  const Case = builder.prismaObject('ReferralsCase', {
    description: 'An order that came by a code: who recommended whom, and what becomes of the reward.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      contractId: t.exposeID('contractId', { nullable: true, description: 'The contract that earned the reward; null = none has.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      rules: t.exposeStringList('rules', { description: 'Codes of the rules that speak against a reward.' }),
      doubts: t.exposeStringList('doubts', { description: 'Codes of what a person should look at before.' }),
      openedOn: t.expose('openedOn', {
        type: 'Date',
        nullable: true,
        description: 'When the link was opened; null = the code was typed in.',
      }),
      isSoldByPartner: t.boolean({
        description: 'Whether a partner sold the order.',
        select: { sellerId: true },
        resolve: ({ sellerId }) => sellerId !== null,
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the order came in.' }),
      reviewedAt: t.expose('reviewedAt', { type: 'DateTime', nullable: true, description: 'When a person decided.' }),
      reviewedBy: t.exposeString('reviewedBy', { nullable: true, description: 'Who decided.' }),
      reviewReason: t.exposeString('reviewReason', { nullable: true, description: 'Why, in words.' }),
      order: t.prismaField({
        type: 'Order',
        nullable: true,
        description: 'The order itself.',
        extensions: { permission: 'order.read' },
        select: { orderId: true },
        resolve: (query, { orderId }, _args, { db }) => db.order.findUnique({ ...query, where: { id: orderId } }),
      }),
      referrer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'Whoever recommended.',
        extensions: { permission: 'customer.read' },
        select: { referrerId: true },
        resolve: (query, { referrerId }, _args, { db }) => db.customer.findUnique({ ...query, where: { id: referrerId } }),
      }),
      referred: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'Whoever was recommended.',
        extensions: { permission: 'customer.read' },
        select: { referredId: true },
        resolve: (query, { referredId }, _args, { db }) => db.customer.findUnique({ ...query, where: { id: referredId } }),
      }),
      campaign: t.string({
        description: 'Name of the campaign whose rules hold for it.',
        select: { campaignId: true },
        resolve: async ({ campaignId }, _args, { db }) =>
          (await db.referralsCampaign.findUnique({ where: { id: campaignId } }))?.name ?? '',
      }),
      steps: t.field({
        type: [Step],
        description: 'Its history, the first step first.',
        select: { id: true },
        resolve: ({ id }, _args, { db }) => db.referralsStep.findMany({ where: { caseId: id }, orderBy: { id: 'asc' } }),
      }),
      rewards: t.field({
        type: [Reward],
        description: 'What both sides get; empty = nothing is due.',
        select: { id: true },
        resolve: ({ id }, _args, { db }) => db.referralsReward.findMany({ where: { caseId: id }, orderBy: { side: 'asc' } }),
      }),
    }),
  });

  builder.queryField('referrals', (t) =>
    t.prismaField({
      type: [Case],
      description: 'Orders that came by a code, the newest first.',
      extensions: needs('read'),
      args: {
        state: t.arg({ type: State, description: 'Those in this state alone.' }),
        waitsForPerson: t.arg.boolean({ required: true, defaultValue: false, description: 'Those alone that a person has to look at.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${PAGE_MAX}.` }),
        after: t.arg.id({ description: 'Go on behind this one.' }),
      },
      resolve: (query, _root, { state, waitsForPerson, first, after }, { db }) =>
        db.referralsCase.findMany({ ...query, ...casePage({ state: state ?? null, waitsForPerson, first, after: after ?? null }) }),
    }),
  );
  builder.queryField('referral', (t) =>
    t.prismaField({
      type: Case,
      nullable: true,
      description: 'One recommendation; null = there is no such one.',
      extensions: needs('read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.referralsCase.findUnique({ ...query, where: { id } }),
    }),
  );
  builder.prismaObjectField('Order', 'referral', (t) =>
    t.prismaField({
      type: Case,
      nullable: true,
      description: 'Who recommended its customer; null = it came without a code.',
      extensions: needs('read'),
      select: { id: true },
      resolve: (query, { id }, _args, { db }) => db.referralsCase.findFirst({ ...query, where: { orderId: id } }),
    }),
  );

  const Sums = builder.objectRef<ReferralSums>('ReferralsSums');
  Sums.implement({
    description: 'How much there is of recommendations and rewards.',
    fields: (t) => ({
      pending: t.exposeInt('pending', { description: 'Recommendations that wait.' }),
      forPerson: t.exposeInt('forPerson', { description: 'Those of them that a person has to look at.' }),
      dueCents: t.exposeInt('dueCents', { description: 'Cents of rewards that are due and not paid.' }),
      paidCents: t.exposeInt('paidCents', { description: 'Cents that were paid, less what was asked back.' }),
    }),
  });
  builder.queryField('referralSums', (t) =>
    t.field({
      type: Sums,
      description: 'How much there is of recommendations and rewards.',
      extensions: needs('read'),
      resolve: (_root, _args, ctx) => referralSums(ctx),
    }),
  );

  builder.mutationField('decideReferral', (t) =>
    t.prismaField({
      type: Case,
      description: 'A person looked at a recommendation that waits. Accepting replaces no condition: supply and withdrawal still count.',
      extensions: needs('decide'),
      args: {
        id: t.arg.id({ required: true, description: 'The recommendation.' }),
        accept: t.arg.boolean({ required: true, description: 'Whether it may earn its reward.' }),
        reason: t.arg.string({ required: true, description: 'Why, in words.' }),
      },
      resolve: async (query, _root, { id, accept, reason }, ctx) => {
        await decideCase(ctx, { caseId: id, accept, reason });
        return ctx.db.referralsCase.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('clawBackReferral', (t) =>
    t.prismaField({
      type: Case,
      description: 'Asks the rewards of a recommendation back; what is not paid yet never will be.',
      extensions: needs('decide'),
      args: {
        id: t.arg.id({ required: true, description: 'The recommendation.' }),
        reason: t.arg.string({ required: true, description: 'Why, in words.' }),
      },
      resolve: async (query, _root, { id, reason }, ctx) => {
        await clawBackCase(ctx, { caseId: id, reason });
        return ctx.db.referralsCase.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
