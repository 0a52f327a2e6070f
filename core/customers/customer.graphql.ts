import type { Prisma } from '#prisma';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { postcodeWhere } from '../places/postcode.ts';
import { IBAN_DIGEST } from './bank-account.service.ts';
import { changeCustomer } from './customer.change.ts';
import { normaliseRegisterNumber, normaliseVatId } from './customer.facts.ts';
import { emailKey } from './customer.keys.ts';
import { createCustomer } from './customer.service.ts';
import { normaliseIban } from './iban.ts';

export function customerSchema({ builder, enums, connections }: Shared): void {
  builder.prismaObject('Customer', {
    description: 'Who has agreements with the brand: a person, several, or a company.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeString('number', { description: 'Number for people.' }),
      version: t.exposeInt('version', { description: 'Counts up with every change; send it back as `expectedVersion`.' }),
      kind: t.expose('kind', { type: enums.CustomerKind, description: 'A person, several, or a company.' }),
      isConsumer: t.exposeBoolean('isConsumer', { description: 'Protected as a consumer, whatever the segment of the tariff.' }),
      companyName: t.exposeString('companyName', { nullable: true, description: 'Name of the company.' }),
      registerNumber: t.exposeString('registerNumber', { nullable: true, description: 'Number in the register of companies.' }),
      vatId: t.exposeString('vatId', { nullable: true, description: 'VAT id.' }),
      title: t.exposeString('title', { nullable: true, description: 'Academic title.' }),
      firstName: t.exposeString('firstName', { description: "Given name; of a company's contact person." }),
      lastName: t.exposeString('lastName', { description: "Family name; of a company's contact person." }),
      birthDate: t.expose('birthDate', { type: 'Date', nullable: true, description: 'Date of birth.' }),
      email: t.exposeString('email', { description: 'E-mail address.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Phone number as written.' }),
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number with everything behind it.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Place.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      language: t.exposeString('language', { nullable: true, description: "Language of letters; null = the brand's." }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'Who sold first; null = the brand itself.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      persons: t.relation('persons', { description: 'Further persons in their order.', query: { orderBy: { position: 'asc' }, take: 20 } }),
      agreements: t.relation('agreements', {
        description: "Agreements in the viewer's rows, newest first, at most 50; the list `agreements` has all.",
        query: { orderBy: { id: 'desc' }, take: 50 },
      }),
      contracts: t.relation('contracts', {
        description: "Contracts in the viewer's rows, newest first, at most 200; the list `contracts` has all.",
        query: { orderBy: { id: 'desc' }, take: 200 },
      }),
      contractCount: t.relationCount('contracts', { description: "How many contracts it has in the viewer's rows." }),
    }),
  });

  const CustomerFilter = builder.inputType('CustomerFilter', {
    description: 'Which customers. Conditions hold together.',
    fields: (t) => ({
      name: t.string({ description: "A person's family or given name, or a company's name, begins with this, in any case." }),
      lastName: t.string({ description: 'The family name begins with this, in any case.' }),
      number: t.string({ description: 'Exactly this number.' }),
      email: t.string({ description: 'Exactly this address, in any case.' }),
      postcode: t.string({ description: 'Exactly this postcode; blanks, case and a country before it do not matter.' }),
      registerNumber: t.string({ description: 'Exactly this number in the register of companies, in any case.' }),
      vatId: t.string({ description: 'Exactly this VAT id; blanks do not matter.' }),
      iban: t.string({ description: 'With exactly this account, former ones too; blanks do not matter.' }),
      ibanLastFour: t.string({ description: 'With an account that ends with these four characters.' }),
      meterNumber: t.string({ description: 'With a contract at the meter of this number.' }),
      partnerId: t.id({ description: 'Sold by this partner.' }),
    }),
  });
  const customerWhere = (filter: typeof CustomerFilter.$inferInput, ctx: GraphQLContext): Prisma.CustomerWhereInput => {
    const { name, lastName, number, email, postcode, registerNumber, vatId, partnerId } = filter;
    const begins = (text: string) => ({ startsWith: text, mode: 'insensitive' });
    const accounts = accountWhere(filter, ctx);
    return only({
      OR: name && [{ lastName: begins(name) }, { firstName: begins(name) }, { companyName: begins(name) }],
      lastName: lastName && begins(lastName),
      number,
      emailKey: email && emailKey(email),
      AND: postcode && [postcodeWhere(postcode, { country: ctx.brand.country, isWhole: true })],
      registerNumber: registerNumber && normaliseRegisterNumber(registerNumber),
      vatId: vatId && normaliseVatId(vatId),
      bankAccounts: accounts && { some: accounts },
      contracts: filter.meterNumber && {
        some: { meteringPoint: { meterNumber: filter.meterNumber }, AND: [ctx.scope.rows('Contract') ?? {}] },
      },
      partnerId,
    });
  };
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

  customerMutations({ builder, enums });
}

/** By an account: what is asked for in full is found by its keyed hashes. */
function accountWhere(
  { iban, ibanLastFour }: { iban?: string | null | undefined; ibanLastFour?: string | null | undefined },
  { vault }: GraphQLContext,
): Prisma.BankAccountWhereInput | null {
  if (!iban && !ibanLastFour) return null;
  return only({
    ibanHash: iban && { in: vault.digests(IBAN_DIGEST, normaliseIban(iban)) },
    ibanLastFour: ibanLastFour?.toUpperCase(),
  });
}

function customerMutations({ builder, enums }: Pick<Shared, 'builder' | 'enums'>): void {
  const PersonInput = builder.inputType('CustomerPersonInput', {
    description: 'A further person of a joint customer, or somebody who may speak for a company.',
    fields: (t) => ({
      role: t.string({ description: '"joint" (unless said otherwise) or "representative".' }),
      firstName: t.string({ required: true, description: 'Given name.' }),
      lastName: t.string({ required: true, description: 'Family name.' }),
      birthDate: t.string({ description: 'Date of birth, YYYY-MM-DD.' }),
      email: t.string({ description: 'E-mail address.' }),
      phone: t.string({ description: 'Phone number.' }),
    }),
  });
  const CustomerInput = builder.inputType('CustomerInput', {
    description: 'A customer as the back-office writes it. In a change, what is left out stays and null empties.',
    fields: (t) => ({
      kind: t.field({ type: enums.CustomerKind, description: 'PERSON unless said otherwise.' }),
      isConsumer: t.boolean({ description: 'Protected as a consumer; companies are not unless said otherwise.' }),
      companyName: t.string({ description: 'Needed for a company.' }),
      registerNumber: t.string({ description: 'Number in the register of companies.' }),
      vatId: t.string({ description: 'VAT id.' }),
      title: t.string({ description: 'Academic title.' }),
      firstName: t.string({ description: 'Given name; needed unless it is a company.' }),
      lastName: t.string({ description: 'Family name; needed unless it is a company.' }),
      birthDate: t.string({ description: 'Date of birth, YYYY-MM-DD.' }),
      email: t.string({ description: 'E-mail address.' }),
      phone: t.string({ description: 'Phone number.' }),
      street: t.string({ description: 'Street.' }),
      houseNumber: t.string({ description: 'House number with everything behind it.' }),
      postcode: t.string({ description: 'Postcode.' }),
      city: t.string({ description: 'Place.' }),
      country: t.string({ description: "ISO 3166-1 alpha-2; the brand's for a new customer." }),
      language: t.string({ description: 'Language of letters: "de".' }),
      persons: t.field({ type: [PersonInput], description: 'Further persons; in a change they replace all there were.' }),
    }),
  });

  builder.mutationField('createCustomer', (t) =>
    t.prismaField({
      type: 'Customer',
      description: 'A new customer. Look for duplicates first. Fails with CUSTOMER_INVALID and every problem at once.',
      extensions: needs('customer.write'),
      args: { input: t.arg({ type: CustomerInput, required: true, description: 'Who.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const given = { country: ctx.brand.country, ...only(input) };
        const id = await inTransaction(ctx, (tx) => createCustomer(tx, given, ctx.viewer.partnerId));
        return ctx.db.customer.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('changeCustomer', (t) =>
    t.prismaField({
      type: 'Customer',
      description:
        'Changes a customer. Fails with CUSTOMER_INVALID, and with CUSTOMER_CHANGED and both versions where somebody else was faster.',
      extensions: needs('customer.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The customer.' }),
        expectedVersion: t.arg.int({ required: true, description: 'The version you saw.' }),
        input: t.arg({ type: CustomerInput, required: true, description: 'What is to be different.' }),
      },
      resolve: async (query, _root, { id, expectedVersion, input }, ctx) => {
        await changeCustomer(ctx, id, { expectedVersion, change: { ...input } });
        return ctx.db.customer.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
