import { labelIn, storedLabels } from '../contracts/contract.states.ts';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { type ReportRange, reportRange } from './report.range.ts';
import {
  contractFunnel,
  type DayOrders,
  type FunnelStep,
  ordersByDay,
  type PartnerSales,
  partnerSales,
  type StatusTime,
  statusTimes,
} from './report.sql.ts';

const labelOf = ({ status, labels }: { readonly status: string; readonly labels: unknown }, { viewer }: GraphQLContext): string =>
  labelIn(viewer.language, storedLabels.parse(labels), status);

/** What the start page of the back-office counts: each in one statement, in the viewer's rows. */
export function reportSchema({ builder, enums, filters }: Shared): void {
  const Day = builder.objectRef<DayOrders>('DayOrders');
  Day.implement({
    description: 'Orders that were handed in on a day.',
    fields: (t) => ({
      day: t.expose('day', { type: 'Date', description: 'The day, where the brand is.' }),
      orders: t.exposeInt('orders', { description: 'How many.' }),
      byPartners: t.exposeInt('byPartners', { description: 'Of them sold by partners.' }),
    }),
  });
  const Step = builder.objectRef<FunnelStep>('FunnelStep');
  Step.implement({
    description: 'How many contracts came as far as a status.',
    fields: (t) => ({
      status: t.exposeString('status', { description: 'Code of the status.' }),
      label: t.string({ description: "Its name in the caller's language.", resolve: (step, _args, ctx) => labelOf(step, ctx) }),
      kind: t.expose('kind', { type: enums.ContractKind, description: 'What it means.' }),
      reached: t.exposeInt('reached', { description: 'Contracts that stood there at some time.' }),
      now: t.exposeInt('now', { description: 'Of them those that stand there now.' }),
    }),
  });
  const Time = builder.objectRef<StatusTime>('StatusTime');
  Time.implement({
    description: 'How long contracts stood in a status until somebody moved them on.',
    fields: (t) => ({
      status: t.exposeString('status', { description: 'Code of the status.' }),
      label: t.string({ description: "Its name in the caller's language.", resolve: (time, _args, ctx) => labelOf(time, ctx) }),
      left: t.exposeInt('left', { description: 'How often it was left.' }),
      medianSeconds: t.exposeInt('medianSeconds', { description: 'Half of them left it sooner, in seconds.' }),
      slowSeconds: t.exposeInt('slowSeconds', { description: 'Nine of ten left it sooner, in seconds.' }),
    }),
  });
  const Sales = builder.objectRef<PartnerSales>('PartnerSales');
  Sales.implement({
    description: 'What a partner sold, and what became of it.',
    fields: (t) => ({
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'The partner; null = sold directly.' }),
      name: t.exposeString('name', { nullable: true, description: 'Its name.' }),
      contracts: t.exposeInt('contracts', { description: 'Contracts that were handed in.' }),
      won: t.exposeInt('won', { description: 'Of them accepted, or further.' }),
      refused: t.exposeInt('refused', { description: 'Of them refused, cancelled or withdrawn.' }),
    }),
  });

  const days = { type: filters.DayRange, description: 'Which days; the last thirty where they are left out, a year at most.' };
  const partnerId = { description: 'Of this partner alone.' };
  builder.queryField('ordersPerDay', (t) =>
    t.field({
      type: [Day],
      description: 'Orders that were handed in, day by day, days without one too.',
      extensions: needs('order.read'),
      args: { days: t.arg(days), partnerId: t.arg.id(partnerId) },
      resolve: (_root, args, ctx) => ordersByDay(ctx, rangeOf(ctx, args)),
    }),
  );
  builder.queryField('contractFunnel', (t) =>
    t.field({
      type: [Step],
      description: 'How far the contracts that arrived in these days have come: every status in its order.',
      extensions: needs('contract.read'),
      args: { days: t.arg(days), partnerId: t.arg.id(partnerId) },
      resolve: (_root, args, ctx) => contractFunnel(ctx, rangeOf(ctx, args)),
    }),
  );
  builder.queryField('statusTimes', (t) =>
    t.field({
      type: [Time],
      description: 'How long the contracts that arrived in these days stood in each status that they have left.',
      extensions: needs('contract.read'),
      args: { days: t.arg(days), partnerId: t.arg.id(partnerId) },
      resolve: (_root, args, ctx) => statusTimes(ctx, rangeOf(ctx, args)),
    }),
  );
  builder.queryField('partnerSales', (t) =>
    t.field({
      type: [Sales],
      description: 'Who handed in how many contracts of these days, the most first, twenty at most.',
      extensions: needs('partner.read'),
      args: { days: t.arg(days), partnerId: t.arg.id(partnerId) },
      resolve: (_root, args, ctx) => partnerSales(ctx, rangeOf(ctx, args)),
    }),
  );
}

interface Asked {
  readonly days?: { readonly from?: string | null | undefined; readonly to?: string | null | undefined } | null | undefined;
  readonly partnerId?: string | null | undefined;
}

const rangeOf = (ctx: GraphQLContext, { days, partnerId }: Asked): ReportRange => reportRange(ctx, { ...days, partnerId });
