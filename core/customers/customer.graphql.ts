import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';

export function customerSchema({ builder, enums, connections }: Shared): void {
  builder.prismaObject('Customer', {
    description: 'Who is supplied.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeString('number', { description: 'Number for people.' }),
      firstName: t.exposeString('firstName', { description: 'Given name.' }),
      lastName: t.exposeString('lastName', { description: 'Family name.' }),
      birthDate: t.expose('birthDate', { type: 'Date', nullable: true, description: 'Date of birth.' }),
      email: t.exposeString('email', { description: 'E-mail address.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Phone number as written.' }),
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number with everything behind it.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Place.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      contracts: t.relation('contracts', {
        description: "The customer's contracts in the viewer's rows, newest first.",
        query: { orderBy: { id: 'desc' }, take: 200 },
      }),
    }),
  });

  builder.prismaObject('MeteringPoint', {
    description: 'The place that is supplied: it outlives meters, customers and suppliers.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: "The market's identifier." }),
      commodity: t.expose('commodity', { type: enums.Commodity, description: 'What is supplied there.' }),
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Place.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      contracts: t.relation('contracts', {
        description: "Contracts at this point in the viewer's rows, newest first.",
        query: { orderBy: { id: 'desc' }, take: 200 },
      }),
    }),
  });

  const CustomerFilter = builder.inputType('CustomerFilter', {
    description: 'Which customers. Conditions hold together.',
    fields: (t) => ({
      lastName: t.string({ description: 'The family name begins with this, in any case.' }),
      number: t.string({ description: 'Exactly this number.' }),
      email: t.string({ description: 'Exactly this address, in any case.' }),
      postcode: t.string({ description: 'Exactly this postcode.' }),
      partnerId: t.id({ description: 'Sold by this partner.' }),
    }),
  });
  const customerWhere = ({ lastName, number, email, postcode, partnerId }: typeof CustomerFilter.$inferInput): Prisma.CustomerWhereInput =>
    only({
      lastName: lastName && { startsWith: lastName, mode: 'insensitive' },
      number,
      email: email && { equals: email, mode: 'insensitive' },
      postcode,
      partnerId,
    });
  connectionField(builder, connections, {
    name: 'customers',
    type: 'Customer',
    permission: 'customer.read',
    description: "Customers in the viewer's rows.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was first saved.' },
      LAST_NAME: { column: 'lastName', description: 'By family name.' },
    },
    filter: { ref: CustomerFilter, where: customerWhere },
  });

  builder.queryField('customer', (t) =>
    t.prismaField({
      type: 'Customer',
      nullable: true,
      description: "A customer by id; null when there is none in the viewer's rows.",
      extensions: needs('customer.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.customer.findUnique({ ...query, where: { id } }),
    }),
  );

  const MeteringPointFilter = builder.inputType('MeteringPointFilter', {
    description: 'Which metering points. Conditions hold together.',
    fields: (t) => ({
      code: t.string({ description: 'Exactly this code; blanks and dots do not matter.' }),
      postcode: t.string({ description: 'Exactly this postcode.' }),
    }),
  });
  const pointWhere = ({ code, postcode }: typeof MeteringPointFilter.$inferInput): Prisma.MeteringPointWhereInput =>
    only({ code: code && normaliseMeteringPointCode(code), postcode });
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
}
