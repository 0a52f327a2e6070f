import type { PluginBuilder } from '#core';
import { dropPayout, type PayoutPreview, payoutFile, previewPayout, proposePayout, releasePayout } from './payout.service.ts';
import { addVouchers, type VoucherStock, voucherStock } from './voucher.service.ts';

const needsPay = { permission: 'referrals.pay' };

/** Payouts by transfer: proposed by one person, released by another, one file for the bank. */
export function payoutSchema(builder: PluginBuilder): void {
  const State = builder.enumType('ReferralsPayoutState', {
    description: 'How far a payout by transfer is.',
    values: {
      PROPOSED: { description: 'Somebody else has to release it.' },
      RELEASED: { description: 'Its file may go to the bank; its rewards count as paid.' },
      DROPPED: { description: 'Given up; its rewards are due again.' },
    } as const,
  });
  const Payout = builder.prismaObject('ReferralsPayout', {
    description: 'Rewards that go to the bank in one file.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      number: t.exposeString('number', { description: 'Its number, which is the message id of the file.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      count: t.exposeInt('count', { description: 'How many rewards.' }),
      cents: t.exposeInt('cents', { description: 'Their sum, cents.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      executeOn: t.expose('executeOn', { type: 'Date', description: 'The day on which the bank is to pay.' }),
      proposedAt: t.expose('proposedAt', { type: 'DateTime', description: 'When it was proposed.' }),
      proposedBy: t.exposeString('proposedBy', { description: 'Who proposed it.' }),
      isOwn: t.boolean({
        description: 'Whether the viewer proposed it: then somebody else releases it.',
        select: { proposedById: true },
        resolve: ({ proposedById }, _args, { viewer }) => proposedById === viewer.id,
      }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When it was released or given up.' }),
      decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who released it or gave it up.' }),
    }),
  });
  const Preview = builder.objectRef<PayoutPreview>('ReferralsPayoutPreview');
  Preview.implement({
    description: 'What a payout would pay now.',
    fields: (t) => ({
      count: t.exposeInt('count', { description: 'How many rewards.' }),
      cents: t.exposeInt('cents', { description: 'Their sum, cents.' }),
      withoutAccount: t.exposeInt('withoutAccount', { description: 'Rewards of customers of whom no account is known.' }),
    }),
  });

  builder.queryField('referralPayouts', (t) =>
    t.prismaField({
      type: [Payout],
      description: 'Payouts by transfer, the newest first, at most 100.',
      extensions: needsPay,
      resolve: (query, _root, _args, { db }) => db.referralsPayout.findMany({ ...query, orderBy: { id: 'desc' }, take: 100 }),
    }),
  );
  builder.queryField('previewReferralPayout', (t) =>
    t.field({
      type: Preview,
      description: 'What a payout would pay now.',
      extensions: needsPay,
      resolve: (_root, _args, ctx) => previewPayout(ctx),
    }),
  );
  builder.queryField('referralPayoutFile', (t) =>
    t.string({
      description: 'The file for the bank of a payout that was released (pain.001.001.09). It holds account numbers.',
      extensions: needsPay,
      args: { id: t.arg.id({ required: true, description: 'The payout.' }) },
      resolve: (_root, { id }, ctx) => payoutFile(ctx, id),
    }),
  );
  builder.mutationField('proposeReferralPayout', (t) =>
    t.prismaField({
      type: Payout,
      description: 'Collects the rewards that are to be transferred; somebody else has to release them.',
      extensions: needsPay,
      resolve: async (query, _root, _args, ctx) => {
        const id = await proposePayout(ctx);
        return ctx.db.referralsPayout.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('releaseReferralPayout', (t) =>
    t.prismaField({
      type: Payout,
      description: 'Releases a payout that somebody else proposed: its rewards count as paid.',
      extensions: needsPay,
      args: { id: t.arg.id({ required: true, description: 'The payout.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await releasePayout(ctx, id);
        return ctx.db.referralsPayout.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('dropReferralPayout', (t) =>
    t.prismaField({
      type: Payout,
      description: 'Gives a payout up that was not released: its rewards are due again.',
      extensions: needsPay,
      args: { id: t.arg.id({ required: true, description: 'The payout.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await dropPayout(ctx, id);
        return ctx.db.referralsPayout.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  voucherSchema(builder);
}

function voucherSchema(builder: PluginBuilder): void {
  const Stock = builder.objectRef<VoucherStock>('ReferralsVoucherStock');
  Stock.implement({
    description: 'What there is of vouchers of one amount.',
    fields: (t) => ({
      cents: t.exposeInt('cents', { description: 'Cents of one voucher.' }),
      left: t.exposeInt('left', { description: 'How many are left that can be used.' }),
      needed: t.exposeInt('needed', { description: 'Rewards of this amount that wait for one.' }),
    }),
  });
  builder.queryField('referralVouchers', (t) =>
    t.field({
      type: [Stock],
      description: 'The stock of vouchers, by amount.',
      extensions: needsPay,
      resolve: (_root, _args, ctx) => voucherStock(ctx),
    }),
  );
  builder.mutationField('addReferralVouchers', (t) =>
    t.int({
      description: 'Puts vouchers that were bought into the stock; says how many of them are new.',
      extensions: needsPay,
      args: {
        codes: t.arg.stringList({ required: true, description: 'Their codes, up to 5000.' }),
        cents: t.arg.int({ required: true, description: 'Cents of each.' }),
        expiresOn: t.arg({ type: 'Date', description: 'Last day on which they can be used; null = for ever.' }),
      },
      resolve: (_root, { codes, cents, expiresOn }, ctx) => addVouchers(ctx, { codes, cents, expiresOn: expiresOn ?? null }),
    }),
  );
}
