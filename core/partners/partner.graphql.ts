import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { createPartner, movePartner } from './partner.service.ts';

export function partnerSchema({ builder, connections }: Shared): void {
  builder.prismaObject('Partner', {
    description: 'A company that sells for the tenant.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Code, unique in the tenant.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      parentId: t.exposeID('parentId', { nullable: true, description: 'The company above it; null = none.' }),
      children: t.relation('children', { description: 'Companies directly below it.', query: { orderBy: { code: 'asc' } } }),
    }),
  });
  const PartnerFilter = builder.inputType('PartnerFilter', {
    description: 'Which partners. Conditions hold together.',
    fields: (t) => ({ code: t.string({ description: 'Exactly this code.' }), parentId: t.id({ description: 'Directly below this one.' }) }),
  });
  connectionField(builder, connections, {
    name: 'partners',
    type: 'Partner',
    permission: 'partner.read',
    description: "The tenant's partner companies in the viewer's rows.",
    sort: { CODE: { column: 'code', description: 'By code.' }, NAME: { column: 'name', description: 'By name.' } },
    filter: { ref: PartnerFilter, where: ({ code, parentId }: typeof PartnerFilter.$inferInput) => only({ code, parentId }) },
  });

  builder.mutationField('createPartner', (t) =>
    t.prismaField({
      type: 'Partner',
      description: 'A new company that sells this brand.',
      extensions: needs('partner.write'),
      args: {
        code: t.arg.string({ required: true, description: 'Code, unique in the tenant.' }),
        name: t.arg.string({ required: true, description: 'Name.' }),
        parentId: t.arg.id({ description: 'The company above it.' }),
      },
      resolve: async (query, _root, { code, name, parentId }, ctx) => {
        const id = await inTransaction(ctx, (tx) => createPartner(tx, { code, name, parentId: parentId ?? null }));
        return ctx.db.partner.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('movePartner', (t) =>
    t.prismaField({
      type: 'Partner',
      description: 'Hangs a partner and all below it under another one.',
      extensions: needs('partner.write'),
      args: {
        id: t.arg.id({ required: true, description: 'Which.' }),
        parentId: t.arg.id({ description: 'The new company above it; left out = to the top.' }),
      },
      resolve: async (query, _root, { id, parentId }, ctx) => {
        await inTransaction(ctx, (tx) => movePartner(tx, { partnerId: id, parentId: parentId ?? null }));
        return ctx.db.partner.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
