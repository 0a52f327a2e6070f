import type { PluginBuilder } from '#core';
import { inviteCustomer, shutCode } from './code.admin.ts';
import { codeForPeople } from './code.rules.ts';

/** Codes in the hands of the back-office: invite a customer, shut a code that is abused. */
export function codeSchema(builder: PluginBuilder): void {
  const Code = builder.prismaObject('ReferralsCode', {
    description: "A customer's personal code, which they give to others.",
    fields: (t) => ({
      customerId: t.exposeID('customerId', { description: 'Whose it is.' }),
      code: t.string({
        nullable: true,
        description: 'For people: "K7Q-M4R-T8X"; null = its owner is forgotten.',
        select: { code: true },
        resolve: ({ code }) => code && codeForPeople(code),
      }),
      mailedAt: t.expose('mailedAt', { type: 'DateTime', nullable: true, description: 'When the invitation went out; null = it did not.' }),
      endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When somebody shut it; null = it is open.' }),
      endedBy: t.exposeString('endedBy', { nullable: true, description: 'Who shut it.' }),
    }),
  });
  const customerId = { required: true, description: 'The customer.' } as const;
  builder.mutationField('inviteReferrer', (t) =>
    t.prismaField({
      type: Code,
      description: 'Mails an active customer their code, which is made where there is none.',
      extensions: { permission: 'referrals.decide' },
      args: { customerId: t.arg.id(customerId) },
      resolve: async (query, _root, { customerId: owner }, ctx) => {
        const id = await inviteCustomer(ctx, owner);
        return ctx.db.referralsCode.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('shutReferralCode', (t) =>
    t.prismaField({
      type: Code,
      description: "Shuts a customer's code, or opens it again. Recommendations that came before go on.",
      extensions: { permission: 'referrals.decide' },
      args: {
        customerId: t.arg.id(customerId),
        isShut: t.arg.boolean({ required: true, defaultValue: true, description: 'false = it is open again.' }),
      },
      resolve: async (query, _root, { customerId: owner, isShut }, ctx) => {
        const id = await shutCode(ctx, owner, isShut);
        return ctx.db.referralsCode.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
