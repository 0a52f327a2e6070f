import { subtreeIds } from '../access/partner-tree.sql.ts';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { conversionOf } from './partner.pipeline.ts';
import { createPartner, movePartner, renamePartner, setPartnerSells } from './partner.service.ts';
import { countPipeline, type Pipeline } from './partner.sql.ts';

export function partnerSchema({ builder, connections, filters }: Shared): void {
  const PipelineRef = builder.objectRef<Pipeline>('PartnerPipeline');
  PipelineRef.implement({
    description: 'Contracts that a partner sold, by what their statuses mean.',
    fields: (t) => ({
      open: t.exposeInt('open', { description: 'Not handed in.' }),
      review: t.exposeInt('review', { description: 'Being decided.' }),
      waiting: t.exposeInt('waiting', { description: 'Accepted, before supply.' }),
      supply: t.exposeInt('supply', { description: 'In supply.' }),
      ended: t.exposeInt('ended', { description: 'Were supplied.' }),
      refused: t.exposeInt('refused', { description: 'Came to nothing.' }),
      conversion: t.float({
        nullable: true,
        description: 'Percent of what was decided that was accepted; null = nothing was decided.',
        resolve: conversionOf,
      }),
    }),
  });
  builder.prismaObject('Partner', {
    description: 'A company that sells for the tenant.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Code, unique in the tenant.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      parentId: t.exposeID('parentId', { nullable: true, description: 'The company above it; null = none.' }),
      sellsHere: t.boolean({
        description: 'Whether it may sell this brand.',
        select: { id: true },
        resolve: async ({ id }, _args, { db, brand }) =>
          (await db.partnerBrand.findFirst({ where: { sellerId: id, sells: brand.id }, select: { sellerId: true } })) !== null,
      }),
      users: t.prismaField({
        type: ['User'],
        description: 'Who works for it in this brand, by name.',
        extensions: needs('user.read'),
        select: { id: true },
        resolve: (query, { id }, _args, { db, brand }) =>
          db.user.findMany({ ...query, where: { memberships: { some: { worksFor: id, memberOf: brand.id } } }, orderBy: { name: 'asc' } }),
      }),
      pipeline: t.field({
        type: PipelineRef,
        description: "Contracts that it sold, in the viewer's rows.",
        extensions: needs('contract.read'),
        select: { id: true },
        args: {
          created: t.arg({ type: filters.InstantRange, description: 'First saved in this time.' }),
          withBelow: t.arg.boolean({ defaultValue: false, description: 'Together with all companies below it.' }),
        },
        resolve: async ({ id }, { created, withBelow }, ctx) => {
          const { tenantId } = ctx.brand;
          const partnerIds = withBelow ? await subtreeIds(ctx.db, { tenantId, partnerId: id }) : [id];
          return countPipeline(ctx, { partnerIds, from: created?.from ?? null, before: created?.before ?? null });
        },
      }),
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

  builder.queryField('partner', (t) =>
    t.prismaField({
      type: 'Partner',
      nullable: true,
      description: "A partner company by id; null when there is none in the viewer's rows.",
      extensions: needs('partner.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.partner.findUnique({ ...query, where: { id } }),
    }),
  );
  builder.mutationField('renamePartner', (t) =>
    t.prismaField({
      type: 'Partner',
      description: 'Gives a partner company another name.',
      extensions: needs('partner.write'),
      args: {
        id: t.arg.id({ required: true, description: 'Which.' }),
        name: t.arg.string({ required: true, description: 'The new name.' }),
      },
      resolve: async (query, _root, { id, name }, ctx) => {
        await inTransaction(ctx, (tx) => renamePartner(tx, { id, name }));
        return ctx.db.partner.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('setPartnerSells', (t) =>
    t.prismaField({
      type: 'Partner',
      description: 'Says whether a partner may sell this brand from now on. What it sold stays.',
      extensions: needs('partner.write'),
      args: {
        id: t.arg.id({ required: true, description: 'Which.' }),
        sells: t.arg.boolean({ required: true, description: 'true = it may.' }),
      },
      resolve: async (query, _root, { id, sells }, ctx) => {
        await inTransaction(ctx, (tx) => setPartnerSells(tx, { id, sells }));
        return ctx.db.partner.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

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
