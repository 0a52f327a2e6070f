import type { Prisma } from '#prisma';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { todayIn } from '../kernel/clock.ts';
import { inWords, type ProblemForPeople } from '../kernel/problems.ts';
import { CONSUMPTION_SOURCES, setConsumption, validOn } from './consumption.service.ts';
import { changeMeteringPoint } from './metering-point.change.ts';
import { normaliseMeteringPointCode } from './metering-point-code.ts';

export function meteringPointSchema({ builder, enums, connections }: Shared): void {
  const Consumption = builder.prismaObject('AnnualConsumption', {
    description: 'What a point is expected to use in a year, from a day on.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      annualKwh: t.exposeInt('annualKwh', { description: 'kWh a year.' }),
      lowRateKwh: t.exposeInt('lowRateKwh', { nullable: true, description: 'kWh of it at the low rate (NT), where it is known.' }),
      source: t.exposeString('source', { description: `Who says so: ${CONSUMPTION_SOURCES.join(', ')}.` }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was noted.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who noted it.' }),
    }),
  });
  builder.prismaObject('MeteringPointChange', {
    description: 'Who changed what of a metering point. Written once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who.' }),
      version: t.exposeInt('version', { description: "The point's version after it." }),
      before: t.expose('before', { type: 'JSON', description: 'The fields that changed, before.' }),
      after: t.expose('after', { type: 'JSON', description: 'The same, after.' }),
    }),
  });
  builder.prismaObject('MeteringPoint', {
    description: 'The place that is supplied: it outlives meters, customers and suppliers.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      version: t.exposeInt('version', { description: 'Counts up with every change; send it back as `expectedVersion`.' }),
      code: t.exposeString('code', { description: "The market's identifier." }),
      commodity: t.expose('commodity', { type: enums.Commodity, description: 'What is supplied there.' }),
      meteringLocation: t.exposeString('meteringLocation', { nullable: true, description: 'DE: where the device sits (MeLo).' }),
      meterNumber: t.exposeString('meterNumber', { nullable: true, description: 'Number on the meter.' }),
      gridArea: t.exposeString('gridArea', { nullable: true, description: 'Grid area or operator, as the market names it.' }),
      profile: t.exposeString('profile', { nullable: true, description: 'Load profile: "H25".' }),
      capacityKw: t.expose('capacityKw', { type: 'Decimal', nullable: true, description: 'Capacity that was ordered, kW.' }),
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Place.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      addressRegisterId: t.exposeString('addressRegisterId', { nullable: true, description: 'Id in the national address register.' }),
      latitude: t.expose('latitude', { type: 'Decimal', nullable: true, description: 'Degrees north, WGS 84.' }),
      longitude: t.expose('longitude', { type: 'Decimal', nullable: true, description: 'Degrees east, WGS 84.' }),
      consumption: t.field({
        type: Consumption,
        nullable: true,
        description: 'The expected consumption that counts on a day; null while nothing is known.',
        args: { on: t.arg({ type: 'Date', description: 'The day; today when left out.' }) },
        select: ({ on }, ctx, nested) => ({ consumptions: nested(validOn(on ?? todayIn(ctx.clock, ctx.brand.timeZone))) }),
        resolve: ({ consumptions }) => consumptions[0] ?? null,
      }),
      consumptions: t.relation('consumptions', {
        description: 'All that was said, newest first.',
        query: { orderBy: [{ validFrom: 'desc' }, { id: 'desc' }], take: 100 },
      }),
      changes: t.relation('changes', {
        description: 'Who changed what, newest first; for viewers of the whole brand.',
        query: { orderBy: { id: 'desc' }, take: 100 },
      }),
      contracts: t.relation('contracts', {
        description: "Contracts at this point in the viewer's rows, newest first.",
        query: { orderBy: { id: 'desc' }, take: 200 },
      }),
    }),
  });

  const MeteringPointFilter = builder.inputType('MeteringPointFilter', {
    description: 'Which metering points. Conditions hold together.',
    fields: (t) => ({
      code: t.string({ description: 'Exactly this code; blanks and dots do not matter.' }),
      meterNumber: t.string({ description: 'Exactly this number on the meter.' }),
      postcode: t.string({ description: 'Exactly this postcode.' }),
      gridArea: t.string({ description: 'Exactly this grid area.' }),
      customerId: t.id({ description: 'With a contract of this customer.' }),
      agreementId: t.id({ description: 'With a contract of this agreement.' }),
    }),
  });
  const pointWhere = (filter: typeof MeteringPointFilter.$inferInput, ctx: GraphQLContext): Prisma.MeteringPointWhereInput => {
    const { code, customerId, agreementId, ...plain } = filter;
    const contracts = only({ customerId, agreementId });
    return only({
      ...plain,
      code: code && normaliseMeteringPointCode(code),
      // Of the viewer's contracts: that somebody else has one there is nobody's business.
      ...(Object.keys(contracts).length > 0 && { contracts: { some: { ...contracts, AND: [ctx.scope.rows('Contract') ?? {}] } } }),
    });
  };
  connectionField(builder, connections, {
    name: 'meteringPoints',
    type: 'MeteringPoint',
    permission: 'customer.read',
    description: "Metering points with contracts in the viewer's rows.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was first saved.' },
      CODE: { column: 'code', description: 'By code.' },
    },
    filter: { ref: MeteringPointFilter, where: pointWhere },
  });
  meteringPointMutations({ builder });
}

function meteringPointMutations({ builder }: Pick<Shared, 'builder'>): void {
  const MeteringPointInput = builder.inputType('MeteringPointInput', {
    description: 'What is to be different; what is left out stays, null empties. Another code is another point.',
    fields: (t) => ({
      meteringLocation: t.string({ description: 'DE: where the device sits (MeLo).' }),
      meterNumber: t.string({ description: 'Number on the meter.' }),
      gridArea: t.string({ description: 'Grid area or operator, as the market names it.' }),
      profile: t.string({ description: 'Load profile: "H25".' }),
      capacityKw: t.field({ type: 'Decimal', description: 'Capacity that was ordered, kW.' }),
      street: t.string({ description: 'Street.' }),
      houseNumber: t.string({ description: 'House number.' }),
      postcode: t.string({ description: 'Postcode.' }),
      city: t.string({ description: 'Place.' }),
      addressRegisterId: t.string({ description: 'Id in the national address register.' }),
      latitude: t.field({ type: 'Decimal', description: 'Degrees north, WGS 84.' }),
      longitude: t.field({ type: 'Decimal', description: 'Degrees east, WGS 84.' }),
    }),
  });
  builder.mutationField('changeMeteringPoint', (t) =>
    t.prismaField({
      type: 'MeteringPoint',
      description:
        'Changes a metering point. Fails with METERING_POINT_INVALID, and with METERING_POINT_CHANGED and both versions where somebody else was faster.',
      extensions: needs('customer.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The point.' }),
        expectedVersion: t.arg.int({ required: true, description: 'The version you saw.' }),
        input: t.arg({ type: MeteringPointInput, required: true, description: 'What is to be different.' }),
      },
      resolve: async (query, _root, { id, expectedVersion, input }, ctx) => {
        await changeMeteringPoint(ctx, id, { expectedVersion, change: { ...input } });
        return ctx.db.meteringPoint.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  const Hint = builder.objectRef<ProblemForPeople>('Hint');
  Hint.implement({
    description: 'Something that is possible and unusual: it was saved, and somebody should look again.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Which argument.' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      message: t.exposeString('message', { description: "What is unusual, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What to do.' }),
    }),
  });
  builder.mutationField('setConsumption', (t) =>
    t.field({
      type: [Hint],
      description:
        'What a point is expected to use in a year, from a day on; the days before keep what was said of them. Fails with CONSUMPTION_INVALID.',
      extensions: needs('customer.write'),
      args: {
        meteringPointId: t.arg.id({ required: true, description: 'The point.' }),
        annualKwh: t.arg.int({ required: true, description: 'kWh a year.' }),
        lowRateKwh: t.arg.int({ description: 'kWh of it at the low rate (NT).' }),
        source: t.arg.string({ required: true, description: `Who says so: ${CONSUMPTION_SOURCES.join(', ')}.` }),
        validFrom: t.arg({ type: 'Date', required: true, description: 'First day.' }),
      },
      resolve: async (_root, { lowRateKwh, ...note }, ctx) => {
        const hints = await setConsumption(ctx, { ...note, lowRateKwh: lowRateKwh ?? null });
        return hints.map((hint) => inWords(hint, ctx.kernel.texts, ctx.viewer.language));
      },
    }),
  );
}
