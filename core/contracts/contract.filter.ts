import type { Prisma } from '#prisma';
import { dayWhere, instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import type { Ctx } from '../kernel/context.ts';
import { postcodeWhere } from '../places/postcode.ts';
import { searchWhere } from './contract.search.ts';

type Here = Pick<Ctx, 'brand'>;

function pointWhere(
  { meteringPointCode: code, postcode }: Pick<ContractFilter, 'meteringPointCode' | 'postcode'>,
  { brand: { country } }: Here,
): Prisma.MeteringPointWhereInput | undefined {
  if (!code && !postcode) return undefined;
  return { ...(code && { code }), ...(postcode && postcodeWhere(postcode, { country, isWhole: false })) };
}

/** Which contracts: for the list, and for changes of many at once. */
export const contractFilter = ({ builder, enums, filters }: Pick<Shared, 'builder' | 'enums' | 'filters'>) =>
  builder.inputType('ContractFilter', {
    description: 'Which contracts. Conditions hold together.',
    fields: (t) => ({
      search: t.string({
        description:
          "What people type: the number or its beginning, the customer's number, name or e-mail address, the metering point's code or the meter's number.",
      }),
      ids: t.idList({ description: 'One of these.' }),
      status: t.stringList({ description: 'One of these status codes.' }),
      kind: t.field({ type: [enums.ContractKind], description: 'One of these kinds.' }),
      number: t.string({ description: 'The number begins with this.' }),
      customerId: t.id({ description: 'Of this customer.' }),
      orderId: t.id({ description: 'Of this order.' }),
      partnerId: t.id({ description: 'Sold by this partner.' }),
      agreementId: t.id({ description: 'Of this agreement.' }),
      tariffId: t.id({ description: 'With this tariff.' }),
      postcode: t.string({
        description: 'At a metering point whose postcode begins with this; blanks, case and a country before it do not matter.',
      }),
      startsOn: t.field({ type: filters.DayRange, description: 'Supply begins, or is wished to, in these days.' }),
      endsOn: t.field({ type: filters.DayRange, description: 'Supply ends in these days.' }),
      noticeBy: t.field({ type: filters.DayRange, description: 'Notice must arrive in these days.' }),
      guaranteeEndsOn: t.field({ type: filters.DayRange, description: 'The price guarantee ends in these days.' }),
      dueOn: t.field({ type: filters.DayRange, description: 'An answer is due in these days.' }),
      meteringPointCode: t.string({ description: 'At the metering point with exactly this code.' }),
      waitsForPlugin: t.string({ description: 'In review and waiting for this plugin.' }),
      createdAt: t.field({ type: filters.InstantRange, description: 'First saved in this time.' }),
      updatedAt: t.field({ type: filters.InstantRange, description: 'Last changed in this time.' }),
    }),
  });
type ContractFilter = ReturnType<typeof contractFilter>['$inferInput'];

/** The condition that a filter means; brand and rows are put in by the scoped client. */
export const contractWhere = (filter: ContractFilter, here: Here): Prisma.ContractWhereInput =>
  only({
    AND: filter.search?.trim() ? searchWhere(filter.search) : undefined,
    id: filter.ids && { in: filter.ids },
    status: filter.status && { in: filter.status },
    kind: filter.kind && { in: filter.kind },
    number: filter.number && { startsWith: filter.number },
    customerId: filter.customerId,
    orderId: filter.orderId,
    partnerId: filter.partnerId,
    agreementId: filter.agreementId,
    tariffId: filter.tariffId,
    meteringPoint: pointWhere(filter, here),
    OR: filter.startsOn && [
      { suppliedFrom: dayWhere(filter.startsOn) },
      { suppliedFrom: null, confirmedStartOn: dayWhere(filter.startsOn) },
      { suppliedFrom: null, confirmedStartOn: null, requestedStartOn: dayWhere(filter.startsOn) },
    ],
    endsOn: dayWhere(filter.endsOn),
    noticeBy: dayWhere(filter.noticeBy),
    priceGuaranteeEndsOn: dayWhere(filter.guaranteeEndsOn),
    dueOn: dayWhere(filter.dueOn),
    pending: filter.waitsForPlugin ? { array_contains: [{ pluginId: filter.waitsForPlugin }] } : undefined,
    createdAt: instantWhere(filter.createdAt),
    updatedAt: instantWhere(filter.updatedAt),
  });
