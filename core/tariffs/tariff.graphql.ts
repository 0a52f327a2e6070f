import type { Prisma } from '#prisma';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';

export function tariffSchema({ builder, enums, connections }: Shared): void {
  builder.prismaObject('Tariff', {
    description: 'A product that the brand sells.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Code, unique in the brand.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      commodity: t.expose('commodity', { type: enums.Commodity, description: 'What is supplied.' }),
      segment: t.expose('segment', { type: enums.Segment, description: 'Whom it is for.' }),
      isGreen: t.exposeBoolean('isGreen', { description: 'Whether all of it comes from renewable sources.' }),
      saleFrom: t.expose('saleFrom', { type: 'Date', description: 'First day of sale.' }),
      saleTo: t.expose('saleTo', { type: 'Date', nullable: true, description: 'First day on which it is no longer sold.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      prices: t.relation('prices', { description: 'Versions over time, oldest first.', query: { orderBy: { validFrom: 'asc' } } }),
    }),
  });

  builder.prismaObject('TariffPrice', {
    description: 'What a tariff costs in [validFrom, validTo).',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day that is not part of it; null = open.' }),
      basis: t.expose('basis', { type: enums.PriceBasis, description: 'How the prices were published.' }),
      components: t.expose('components', { type: 'JSON', description: 'Base fee, energy price and bonuses, on the published basis.' }),
      vatRate: t.expose('vatRate', { type: 'Decimal', nullable: true, description: '0.2 = 20 %; null = the statutory rate of the day.' }),
      guaranteeMonths: t.exposeInt('guaranteeMonths', { description: 'Months for which the price is guaranteed; 0 = none.' }),
      guaranteeScope: t.expose('guaranteeScope', { type: enums.GuaranteeScope, description: 'What the guarantee covers.' }),
      minimumTermMonths: t.exposeInt('minimumTermMonths', { description: 'Minimum term in months; 0 = none.' }),
      noticeCount: t.exposeInt('noticeCount', { description: 'Period of notice, in `noticeUnit`.' }),
    }),
  });

  const TariffFilter = builder.inputType('TariffFilter', {
    description: 'Which tariffs. Conditions hold together.',
    fields: (t) => ({
      code: t.string({ description: 'Exactly this code.' }),
      commodity: t.field({ type: enums.Commodity, description: 'Of this commodity.' }),
      segment: t.field({ type: enums.Segment, description: 'For this segment.' }),
    }),
  });
  const toWhere = ({ code, commodity, segment }: typeof TariffFilter.$inferInput): Prisma.TariffWhereInput =>
    only({ code, commodity, segment });
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
    filter: { ref: TariffFilter, where: toWhere },
  });
}
