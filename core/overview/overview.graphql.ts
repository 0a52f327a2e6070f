import type { ContractKind } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { collected } from '../kernel/hooks.ts';
import { customerOverview, type OverviewSection } from './overview.points.ts';
import { contractCounts, maySee, pageOf, type StatusCount } from './overview.service.ts';

interface Overview {
  readonly customerId: string;
}
type Section = OverviewSection & { readonly pluginId: string };

const UNDECIDED: ContractKind[] = ['OPEN', 'REVIEW'];
const customerById = oneById((db) => db.customer);
const first = 'At most so many; 20 unless said otherwise, 200 at most.';
const after = 'The id of the last one of the page before.';

/** Everything a customer has, in one query, a bounded number of statements however much that is. */
export function overviewSchema({ builder, enums }: Shared): void {
  const Count = builder.objectRef<StatusCount>('ContractCount');
  Count.implement({
    description: 'How many contracts stand in a status.',
    fields: (t) => ({
      status: t.exposeString('status', { description: 'Code of the status.' }),
      kind: t.expose('kind', { type: enums.ContractKind, description: 'What it means.' }),
      count: t.exposeInt('count', { description: 'How many.' }),
      annualKwh: t.exposeInt('annualKwh', { description: 'Expected consumption of them together, kWh a year.' }),
    }),
  });
  const Row = builder.objectRef<OverviewSection['rows'][number]>('OverviewRow');
  Row.implement({
    description: 'A line of a section.',
    fields: (t) => ({
      label: t.exposeString('label', { description: 'What it is.' }),
      value: t.exposeString('value', { description: 'How it stands.' }),
    }),
  });
  const SectionType = builder.objectRef<Section>('OverviewSection');
  SectionType.implement({
    description: 'What a plugin has to say about a customer.',
    fields: (t) => ({
      pluginId: t.exposeString('pluginId', { description: 'Which plugin.' }),
      title: t.exposeString('title', { description: 'For people.' }),
      rows: t.field({ type: [Row], description: 'The lines.', resolve: ({ rows }) => [...rows] }),
    }),
  });

  const Type = builder.objectRef<Overview>('CustomerOverview');
  Type.implement({
    description: "Everything a customer has, in the viewer's rows. A part that the viewer may not see is null.",
    fields: (t) => ({
      customer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'Who.',
        resolve: (query, { customerId }, _args, ctx) => customerById(query, customerId, ctx),
      }),
      agreements: t.prismaField({
        type: ['Agreement'],
        nullable: true,
        description: 'Agreements, newest first.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, customerId }, ...page };
          return maySee(viewer, 'customer.read', 'Agreement') ? db.agreement.findMany(rows) : null;
        },
      }),
      contractCounts: t.field({
        type: [Count],
        nullable: true,
        description: 'Contracts by status.',
        resolve: ({ customerId }, _args, ctx) => (maySee(ctx.viewer, 'contract.read', 'Contract') ? contractCounts(ctx, customerId) : null),
      }),
      contracts: t.prismaField({
        type: ['Contract'],
        nullable: true,
        description: 'Contracts, newest first.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, customerId }, ...page };
          return maySee(viewer, 'contract.read', 'Contract') ? db.contract.findMany(rows) : null;
        },
      }),
      meteringPoints: t.prismaField({
        type: ['MeteringPoint'],
        nullable: true,
        description: 'Metering points of the contracts, newest first.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, contracts: { some: { customerId } } }, ...page };
          return maySee(viewer, 'customer.read', 'MeteringPoint') ? db.meteringPoint.findMany(rows) : null;
        },
      }),
      documents: t.prismaField({
        type: ['Document'],
        nullable: true,
        description: 'Documents of the customer and of the contracts, newest first.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, OR: [{ customerId }, { contract: { customerId } }] }, ...page };
          return maySee(viewer, 'document.read', 'Document') ? db.document.findMany(rows) : null;
        },
      }),
      notes: t.prismaField({
        type: ['ContractNote'],
        nullable: true,
        description: 'Notes about the contracts, newest first; internal ones for the back-office alone.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, contract: { customerId } }, ...page };
          return maySee(viewer, 'contract.read', 'ContractNote') ? db.contractNote.findMany(rows) : null;
        },
      }),
      openOrders: t.prismaField({
        type: ['Order'],
        nullable: true,
        description: 'Orders that are not decided, newest first.',
        args: { first: t.arg.int({ description: first }), after: t.arg.id({ description: after }) },
        resolve: (query, { customerId }, args, { db, viewer }) => {
          const { where, ...page } = pageOf(args);
          const rows = { ...query, where: { ...where, contracts: { some: { customerId, kind: { in: UNDECIDED } } } }, ...page };
          return maySee(viewer, 'order.read', 'Order') ? db.order.findMany(rows) : null;
        },
      }),
      sections: t.field({
        type: [SectionType],
        description: 'What active plugins have to say.',
        resolve: async ({ customerId }, _args, ctx) => {
          const told = await collected(customerOverview, { customerId }, ctx);
          return told.flatMap(({ pluginId, value }) => value.map((section): Section => ({ pluginId, ...section })));
        },
      }),
    }),
  });

  builder.queryField('customerOverview', (t) =>
    t.field({
      type: Type,
      nullable: true,
      description: "Everything a customer has; null when there is no such customer in the viewer's rows.",
      extensions: needs('customer.read'),
      args: { customerId: t.arg.id({ required: true, description: 'The customer.' }) },
      resolve: async (_root, { customerId }, { db }) => {
        const found = await db.customer.findUnique({ where: { id: customerId }, select: { id: true } });
        return found && { customerId: found.id };
      },
    }),
  );
}
