import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { moveContractToAgreement, setCostCentre } from './agreement.contracts.ts';
import { openAgreement, renameAgreement, setPayer } from './agreement.service.ts';

const byId = { customer: oneById((db) => db.customer), agreement: oneById((db) => db.agreement) };

export function agreementSchema({ builder, connections }: Shared): void {
  builder.prismaObject('Agreement', {
    description: 'One customer, one bill: any number of contracts at metering points anywhere.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeString('number', { description: 'Number for people.' }),
      name: t.exposeString('name', { nullable: true, description: 'What people call it: "Headquarters and shops".' }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'Who sold it; null = the brand itself.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who made it.' }),
      customer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: "Whose it is; null outside of the viewer's rows.",
        select: { customerId: true },
        resolve: (query, { customerId }, _args, ctx) => byId.customer(query, customerId, ctx),
      }),
      payer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'Who pays, where it is not the customer.',
        select: { payerId: true },
        resolve: (query, { payerId }, _args, ctx) => byId.customer(query, payerId, ctx),
      }),
      contractCount: t.relationCount('contracts', {
        description: "How many contracts it has in the viewer's rows; the list `contracts` has them.",
      }),
    }),
  });
  builder.prismaObjectField('Contract', 'agreement', (t) =>
    t.prismaField({
      type: 'Agreement',
      nullable: true,
      description: 'The bill it is on; null for a draft.',
      select: { agreementId: true },
      resolve: (query, { agreementId }, _args, ctx) => byId.agreement(query, agreementId, ctx),
    }),
  );
  builder.prismaObjectField('Contract', 'costCentre', (t) =>
    t.exposeString('costCentre', { nullable: true, description: "The customer's own word for where the costs belong." }),
  );

  const AgreementFilter = builder.inputType('AgreementFilter', {
    description: 'Which agreements. Conditions hold together.',
    fields: (t) => ({
      customerId: t.id({ description: 'Of this customer.' }),
      payerId: t.id({ description: 'Paid by this customer, who is another one.' }),
      number: t.string({ description: 'Exactly this number.' }),
      partnerId: t.id({ description: 'Sold by this partner.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'agreements',
    type: 'Agreement',
    permission: 'customer.read',
    description: "Agreements in the viewer's rows.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was made.' },
      NUMBER: { column: 'number', description: 'By number.' },
    },
    filter: {
      ref: AgreementFilter,
      where: (filter: typeof AgreementFilter.$inferInput): Prisma.AgreementWhereInput => only({ ...filter }),
    },
  });
  builder.queryField('agreement', (t) =>
    t.prismaField({
      type: 'Agreement',
      nullable: true,
      description: "An agreement by its id; null when there is none in the viewer's rows.",
      extensions: needs('customer.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.agreement.findUnique({ ...query, where: { id } }),
    }),
  );
  agreementMutations({ builder });
  contractMutations({ builder });
}

function agreementMutations({ builder }: Pick<Shared, 'builder'>): void {
  builder.mutationField('createAgreement', (t) =>
    t.prismaField({
      type: 'Agreement',
      description: 'A further agreement, and so another bill, for a customer. Fails with CUSTOMER_NOT_FOUND.',
      extensions: needs('customer.write'),
      args: {
        customerId: t.arg.id({ required: true, description: 'Whose.' }),
        name: t.arg.string({ description: 'What people call it.' }),
        payerId: t.arg.id({ description: 'Who pays; the customer when left out.' }),
      },
      resolve: async (query, _root, agreement, ctx) => {
        const id = await openAgreement(ctx, { ...agreement, partnerId: ctx.viewer.partnerId });
        return ctx.db.agreement.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('renameAgreement', (t) =>
    t.prismaField({
      type: 'Agreement',
      description: 'Gives an agreement another name.',
      extensions: needs('customer.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The agreement.' }),
        name: t.arg.string({ description: 'The name; left out = none.' }),
      },
      resolve: async (query, _root, { id, name }, ctx) => {
        await renameAgreement(ctx, id, name ?? null);
        return ctx.db.agreement.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('setPayer', (t) =>
    t.prismaField({
      type: 'Agreement',
      description: 'Who pays from now on.',
      extensions: needs('customer.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The agreement.' }),
        payerId: t.arg.id({ description: 'Another customer; left out = its own.' }),
      },
      resolve: async (query, _root, { id, payerId }, ctx) => {
        await setPayer(ctx, id, payerId ?? null);
        return ctx.db.agreement.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}

function contractMutations({ builder }: Pick<Shared, 'builder'>): void {
  builder.mutationField('moveContractToAgreement', (t) =>
    t.prismaField({
      type: 'Contract',
      description: 'Puts a contract on another bill of the same customer. Fails with AGREEMENT_OF_ANOTHER_CUSTOMER and CONTRACT_CHANGED.',
      extensions: needs('customer.write'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        agreementId: t.arg.id({ required: true, description: 'The agreement that it goes to.' }),
        expectedVersion: t.arg.int({ required: true, description: 'The version of the contract that you saw.' }),
      },
      resolve: async (query, _root, move, ctx) => {
        await moveContractToAgreement(ctx, move);
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id: move.contractId } });
      },
    }),
  );
  builder.mutationField('setCostCentre', (t) =>
    t.prismaField({
      type: 'Contract',
      description: 'Where the customer wants the costs of a contract to belong. Fails with CONTRACT_CHANGED.',
      extensions: needs('customer.write'),
      args: {
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
        costCentre: t.arg.string({ description: "The customer's word; left out = none." }),
        expectedVersion: t.arg.int({ required: true, description: 'The version of the contract that you saw.' }),
      },
      resolve: async (query, _root, { costCentre, ...seen }, ctx) => {
        await setCostCentre(ctx, { ...seen, costCentre: costCentre ?? null });
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id: seen.contractId } });
      },
    }),
  );
}
