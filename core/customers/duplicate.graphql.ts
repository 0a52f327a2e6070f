import { needs } from '../graphql/builder.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { type DuplicateMatch, type Duplicates, findDuplicates } from './duplicate.service.ts';

const byId = { customer: oneById((db) => db.customer), agreement: oneById((db) => db.agreement) };

export function duplicateSchema({ builder }: Shared): void {
  const Reason = builder.enumType('DuplicateReason', {
    description: 'Why somebody may be known already.',
    values: {
      PERSON: { description: 'The same name and date of birth.' },
      NAME: { description: 'The same name; a date of birth is missing.' },
      NAME_OTHER_BIRTH_DATE: { description: 'The same name, born on another day: a namesake.' },
      COMPANY_REGISTER: { description: 'The same number in the register of companies.' },
      COMPANY_VAT_ID: { description: 'The same VAT id.' },
      COMPANY_NAME: { description: 'The same name of a company, whatever its legal form.' },
      HOUSEHOLD: { description: 'The same address.' },
      METERING_POINT: { description: 'A contract at the same metering point.' },
      METER_NUMBER: { description: 'A contract at the meter of the same number.' },
      BANK_ACCOUNT: { description: 'The same bank account.' },
      EMAIL: { description: 'The same e-mail address.' },
      PHONE: { description: 'The same phone number.' },
    } as const,
  });
  const Proposal = builder.enumType('DuplicateProposal', {
    description: 'What is proposed; the seller decides.',
    values: {
      EXISTING_AGREEMENT: { description: 'The same customer: join the agreement.' },
      NEW_AGREEMENT: { description: 'The same customer, who has no agreement: make one.' },
      NEW_CUSTOMER: { description: 'Somebody else of the household, at the point or of that name.' },
    } as const,
  });
  const Match = builder.objectRef<DuplicateMatch>('DuplicateMatch');
  Match.implement({
    description: 'Somebody who may be meant.',
    fields: (t) => ({
      reasons: t.field({ type: [Reason], description: 'Why, the surest first.', resolve: ({ reasons }) => [...reasons] }),
      score: t.exposeInt('score', { description: 'How sure it is: 0 to 100.' }),
      proposal: t.field({ type: Proposal, description: 'What is proposed.', resolve: ({ proposal }) => proposal }),
      customer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'Who.',
        resolve: (query, { customerId }, _args, ctx) => byId.customer(query, customerId, ctx),
      }),
      agreement: t.prismaField({
        type: 'Agreement',
        nullable: true,
        description: 'The agreement to join, for EXISTING_AGREEMENT.',
        resolve: (query, { agreementId }, _args, ctx) => byId.agreement(query, agreementId, ctx),
      }),
    }),
  });
  const Found = builder.objectRef<Duplicates>('Duplicates');
  Found.implement({
    description: "What is known already. Nobody outside of the viewer's rows is told of.",
    fields: (t) => ({
      matches: t.field({ type: [Match], description: 'The surest first.', resolve: ({ matches }) => [...matches] }),
      isPointTaken: t.exposeBoolean('isPointTaken', {
        description: 'Somebody has a contract or an open order at the metering point, as checkOrder says too; whose it is is not told.',
      }),
    }),
  });

  const Person = builder.inputType('DuplicatePersonInput', {
    description: 'A person to look for.',
    fields: (t) => ({
      firstName: t.string({ required: true, description: 'Given name.' }),
      lastName: t.string({ required: true, description: 'Family name.' }),
      birthDate: t.field({ type: 'Date', description: 'Date of birth.' }),
    }),
  });
  const Place = builder.inputType('DuplicateAddressInput', {
    description: 'An address to look for.',
    fields: (t) => ({
      street: t.string({ required: true, description: 'Street.' }),
      houseNumber: t.string({ required: true, description: 'House number with everything behind it.' }),
      postcode: t.string({ required: true, description: 'Postcode.' }),
    }),
  });
  const Facts = builder.inputType('DuplicateInput', {
    description: 'What is known of somebody who may be a customer already; everything may be left out.',
    fields: (t) => ({
      persons: t.field({ type: [Person], description: 'One person, or the persons of a joint customer.' }),
      companyName: t.string({ description: 'Name of the company.' }),
      registerNumber: t.string({ description: 'Number in the register of companies.' }),
      vatId: t.string({ description: 'VAT id.' }),
      email: t.string({ description: 'E-mail address.' }),
      phone: t.string({ description: 'Phone number.' }),
      address: t.field({ type: Place, description: 'Where they live, or the company sits.' }),
      country: t.string({ description: "ISO 3166-1 alpha-2; the brand's when left out." }),
      meteringPointCode: t.string({ description: "The market's identifier of the point." }),
      meterNumber: t.string({ description: 'Number on the meter.' }),
      iban: t.string({ description: 'Account to be debited.' }),
    }),
  });
  builder.queryField('duplicates', (t) =>
    t.field({
      type: Found,
      description: 'Who may be known already: the same person, company, household, meter, account, e-mail or phone. The seller decides.',
      extensions: needs('customer.read'),
      args: { input: t.arg({ type: Facts, required: true, description: 'What is known.' }) },
      resolve: (_root, { input }, ctx) => findDuplicates(ctx, { ...input, persons: input.persons ?? [] }),
    }),
  );
}
