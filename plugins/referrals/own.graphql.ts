import { needs, type PluginBuilder } from '#core';
import { type OwnReferrals, ownReferrals, type Recommended, takeOwnCode } from './own.service.ts';
import type { ReferralEnums } from './referrals.enums.ts';

/** What customers see: their code, and how far their recommendations are. */
export function ownSchema(builder: PluginBuilder, { State }: ReferralEnums): void {
  const One = builder.objectRef<Recommended>('ReferralsRecommended');
  One.implement({
    description: 'Somebody whom a customer recommended, as far as it is theirs to know.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'First name and initial: "Ada S."' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      since: t.expose('since', { type: 'DateTime', description: 'When the order came in.' }),
      cents: t.exposeInt('cents', { nullable: true, description: 'Cents for the one who recommended; null = nothing is due.' }),
    }),
  });
  const Own = builder.objectRef<OwnReferrals>('ReferralsOwn');
  Own.implement({
    description: "A customer's own recommendations.",
    fields: (t) => ({
      code: t.exposeString('code', { nullable: true, description: 'Their code; null = none is taken, or none can be used.' }),
      link: t.exposeString('link', { nullable: true, description: 'What they pass on.' }),
      obstacle: t.exposeString('obstacle', {
        nullable: true,
        description: 'Why nothing can be passed on at the moment: NO_CAMPAIGN, NOT_ACTIVE, CODE_ENDED; null = nothing stands in the way.',
      }),
      referrerCents: t.exposeInt('referrerCents', { nullable: true, description: 'Cents for them at present; null = no campaign runs.' }),
      referredCents: t.exposeInt('referredCents', { nullable: true, description: 'Cents for whoever orders; null = no campaign runs.' }),
      recommended: t.field({
        type: [One],
        description: 'Whom they recommended, the newest first.',
        resolve: (own) => [...own.recommended],
      }),
    }),
  });
  builder.prismaObjectField('Order', 'ownReferrals', (t) =>
    t.field({
      type: Own,
      nullable: true,
      description: 'Recommendations of its customer, for the customer alone; null for everybody else.',
      select: { id: true },
      resolve: ({ id }, _args, ctx) => ownReferrals(ctx, id),
    }),
  );
  builder.mutationField('takeReferralCode', (t) =>
    t.field({
      type: Own,
      nullable: true,
      description: 'The customer of an order takes their code, with the link to the order.',
      // What the link to an order permits and nobody else may: neither partners nor the back-office take somebody's code.
      extensions: needs('contract.correct'),
      args: { orderId: t.arg.id({ required: true, description: 'The order.' }) },
      resolve: async (_root, { orderId }, ctx) => {
        await takeOwnCode(ctx, orderId);
        return ownReferrals(ctx, orderId);
      },
    }),
  );
}
