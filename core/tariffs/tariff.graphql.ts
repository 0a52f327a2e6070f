import type { Prisma } from '#prisma';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { differencesOf, type PriceDifference } from './tariff.compare.ts';

/** Drafts are for those who write them: what is not sold yet is nobody else's business. */
const visible = ({ viewer }: Pick<GraphQLContext, 'viewer'>): Prisma.TariffPriceWhereInput =>
  viewer.permissions.has('tariff.write') || viewer.permissions.has('tariff.approve') ? {} : { state: 'PUBLISHED' };

export function tariffSchema({ builder, enums, connections }: Shared): void {
  builder.prismaObject('Tariff', {
    description: 'A product that the brand sells.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Code, unique in the brand.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      description: t.exposeString('description', { nullable: true, description: 'What the customer gets, for people.' }),
      commodity: t.expose('commodity', { type: enums.Commodity, description: 'What is supplied.' }),
      segment: t.expose('segment', { type: enums.Segment, description: 'Whom it is for.' }),
      isGreen: t.exposeBoolean('isGreen', { description: 'Whether all of it comes from renewable sources.' }),
      saleFrom: t.expose('saleFrom', { type: 'Date', description: 'First day of sale.' }),
      saleTo: t.expose('saleTo', { type: 'Date', nullable: true, description: 'First day on which it is no longer sold.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      prices: t.relation('prices', {
        description: 'Versions over time, oldest first. Drafts are shown to those who may write or approve them.',
        args: { state: t.arg({ type: enums.TariffPriceState, description: 'Only those in this state.' }) },
        query: ({ state }, ctx) => ({ where: { AND: [visible(ctx), only({ state })] }, orderBy: { validFrom: 'asc' } }),
      }),
    }),
  });

  builder.prismaObject('TariffPrice', {
    description: 'What a tariff costs in [validFrom, validTo).',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      state: t.expose('state', { type: enums.TariffPriceState, description: 'How far it has come.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day that is not part of it; null = open.' }),
      region: t.exposeString('region', { description: 'Name of the regional price list; "" = there is one for all places.' }),
      basis: t.expose('basis', { type: enums.PriceBasis, description: 'How the prices were published.' }),
      components: t.expose('components', { type: 'JSON', description: 'Base fee, energy price and bonuses, on the published basis.' }),
      areas: t.expose('areas', { type: 'JSON', description: 'Where it holds; [] = everywhere.' }),
      consumptionFrom: t.exposeInt('consumptionFrom', { nullable: true, description: 'Smallest consumption it is sold for.' }),
      consumptionTo: t.exposeInt('consumptionTo', { nullable: true, description: 'First consumption it is not sold for any more.' }),
      vatRate: t.expose('vatRate', { type: 'Decimal', nullable: true, description: '0.2 = 20 %; null = the statutory rate of the day.' }),
      guaranteeMonths: t.exposeInt('guaranteeMonths', { description: 'Months for which the price is guaranteed; 0 = none.' }),
      guaranteeUntil: t.expose('guaranteeUntil', {
        type: 'Date',
        nullable: true,
        description: 'First day that is not guaranteed, where it ends on a day.',
      }),
      guaranteeScope: t.expose('guaranteeScope', { type: enums.GuaranteeScope, description: 'What the guarantee covers.' }),
      minimumTermMonths: t.exposeInt('minimumTermMonths', { description: 'Minimum term in months; 0 = none.' }),
      noticeCount: t.exposeInt('noticeCount', { description: 'Period of notice, in `noticeUnit`.' }),
      noticeUnit: t.expose('noticeUnit', { type: enums.PeriodUnit, description: 'What the period of notice is counted in.' }),
      renewalMonths: t.exposeInt('renewalMonths', { description: 'Months by which the term renews itself; 0 = it runs on.' }),
      leavingFee: t.expose('leavingFee', {
        type: 'JSON',
        nullable: true,
        description: 'What leaving before the end of the term costs, as it was drafted: form, amount, cap; null = it is not agreed.',
      }),
      version: t.exposeInt('version', { description: 'How often its draft was changed.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was drafted.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who drafted it.' }),
      isOwn: t.boolean({
        description: 'Whether the viewer wrote on it: then somebody else approves it.',
        select: { authors: true },
        resolve: ({ authors }, _args, { viewer }) => authors.includes(viewer.id),
      }),
      handedInAt: t.expose('handedInAt', { type: 'DateTime', nullable: true, description: 'When approval was asked for.' }),
      handedInBy: t.exposeString('handedInBy', { nullable: true, description: 'Who asked for approval.' }),
      approvedAt: t.expose('approvedAt', { type: 'DateTime', nullable: true, description: 'When it was approved.' }),
      approvedBy: t.exposeString('approvedBy', { nullable: true, description: 'Who approved it.' }),
      publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true, description: 'When it was published.' }),
      publishedBy: t.exposeString('publishedBy', { nullable: true, description: 'Who published it.' }),
      tariff: t.relation('tariff', { description: 'The tariff.' }),
    }),
  });

  builder.queryField('tariff', (t) =>
    t.prismaField({
      type: 'Tariff',
      nullable: true,
      description: 'A tariff by its id; null when the brand has none.',
      extensions: needs('tariff.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.tariff.findUnique({ ...query, where: { id } }),
    }),
  );

  const Difference = builder.objectRef<PriceDifference>('PriceDifference');
  Difference.implement({
    description: 'One thing in which two versions of a price differ.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'What: "energy:single.price", "guaranteeMonths".' }),
      before: t.exposeString('before', { nullable: true, description: 'In the first version; null = it is not there.' }),
      after: t.exposeString('after', { nullable: true, description: 'In the second version; null = it is not there.' }),
    }),
  });
  builder.queryField('compareTariffPrices', (t) =>
    t.field({
      type: [Difference],
      nullable: true,
      description: 'In what two versions differ; null when one of them is not there for the viewer.',
      extensions: needs('tariff.read'),
      args: {
        before: t.arg.id({ required: true, description: 'The first version.' }),
        after: t.arg.id({ required: true, description: 'The second version.' }),
      },
      resolve: async (_root, { before, after }, ctx) => {
        const found = await ctx.db.tariffPrice.findMany({ where: { AND: [{ id: { in: [before, after] } }, visible(ctx)] } });
        const [one, other] = [before, after].map((id) => found.find((price) => price.id === id));
        return one && other ? differencesOf(one, other) : null;
      },
    }),
  );

  const TariffFilter = builder.inputType('TariffFilter', {
    description: 'Which tariffs. Conditions hold together.',
    fields: (t) => ({
      code: t.string({ description: 'Exactly this code.' }),
      commodity: t.field({ type: enums.Commodity, description: 'Of this commodity.' }),
      segment: t.field({ type: enums.Segment, description: 'For this segment.' }),
      state: t.field({ type: enums.TariffPriceState, description: 'With a version in this state.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'tariffs',
    type: 'Tariff',
    permission: 'tariff.read',
    description: "The brand's tariffs.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was first saved.' },
      NAME: { column: 'name', description: 'By name.' },
      CODE: { column: 'code', description: 'By code.' },
    },
    filter: {
      ref: TariffFilter,
      where: ({ code, commodity, segment, state }: typeof TariffFilter.$inferInput, ctx) => ({
        ...only({ code, commodity, segment }),
        ...(state && { prices: { some: { AND: [visible(ctx), { state }] } } }),
      }),
    },
  });
}
