import type { PluginBuilder } from '#core';
import { type Company, type People, type Person, peopleOf, placeCompany, placePerson, type RoleInBrand } from './people.service.ts';

/** What somebody may do in a brand is asked there; this one lets the page be seen. */
const NEEDS = { permission: 'user.write' };

/** People and companies over the brands of the tenant. */
export function peopleSchema(builder: PluginBuilder): void {
  const Role = builder.enumType('BrandManagementRole', {
    description: 'What somebody is in a brand.',
    values: {
      TENANT_ADMIN: { description: 'Administrator of the tenant: in all of its brands.' },
      BACK_OFFICE: { description: 'Works in the back-office.' },
      PARTNER: { description: 'Sells for a company.' },
      INSPECTION: { description: 'Looks at the orders that they were given.' },
    } as const,
  });
  const InBrand = builder.objectRef<RoleInBrand>('BrandManagementRoleInBrand');
  InBrand.implement({
    description: 'What somebody is in one of the brands.',
    fields: (t) => ({
      brandId: t.exposeID('brandId', { description: 'The brand.' }),
      role: t.expose('role', { type: Role, description: 'The role there.' }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'The company of a PARTNER.' }),
      isSaidElsewhere: t.exposeBoolean('isSaidElsewhere', {
        description: 'Whether it follows from being administrator, as another brand says it: it is changed there.',
      }),
    }),
  });
  const PersonRef = builder.objectRef<Person>('BrandManagementPerson');
  PersonRef.implement({
    description: 'Somebody with access to at least one of the brands.',
    fields: (t) => ({
      userId: t.exposeID('id', { description: 'The user.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      email: t.exposeString('email', { description: 'E-mail address.' }),
      isDisabled: t.exposeBoolean('isDisabled', { description: 'Whether the account is shut, in all brands.' }),
      roles: t.field({ type: [InBrand], description: 'Where they have access.', resolve: ({ roles }) => [...roles] }),
    }),
  });
  const CompanyRef = builder.objectRef<Company>('BrandManagementCompany');
  CompanyRef.implement({
    description: 'A partner company that sells at least one of the brands.',
    fields: (t) => ({
      partnerId: t.exposeID('id', { description: 'The company.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      sells: t.idList({ description: 'Which of the brands it sells.', resolve: ({ sells }) => [...sells] }),
    }),
  });
  const BrandRef = builder.objectRef<People['brands'][number]>('BrandManagementPeopleBrand');
  BrandRef.implement({
    description: 'A brand in which the caller changes people.',
    fields: (t) => ({
      brandId: t.exposeID('id', { description: 'The brand.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
    }),
  });
  const PeopleRef = builder.objectRef<People>('BrandManagementPeople');
  PeopleRef.implement({
    description: 'People and companies of the brands in which the caller changes people.',
    fields: (t) => ({
      brands: t.field({ type: [BrandRef], description: 'The brands.', resolve: ({ brands }) => [...brands] }),
      people: t.field({ type: [PersonRef], description: 'By name, at most 100.', resolve: ({ people }) => [...people] }),
      companies: t.field({ type: [CompanyRef], description: 'By name.', resolve: ({ companies }) => [...companies] }),
    }),
  });

  builder.queryField('brandPeople', (t) =>
    t.field({
      type: PeopleRef,
      description: 'Who may do what in which of the brands that the caller administers; of other brands nothing.',
      extensions: NEEDS,
      args: {
        search: t.arg.string({ defaultValue: '', description: 'Name or e-mail address contain this.', extensions: { example: 'demo' } }),
      },
      resolve: (_root, { search }, ctx) => peopleOf(ctx, search ?? ''),
    }),
  );
  builder.mutationField('setRoleInBrand', (t) =>
    t.boolean({
      description:
        'Says what somebody is in one of the brands; whoever had no access is mailed. Fails with BRAND_NOT_FOUND, BRAND_MANAGEMENT_USER_NOT_FOUND, ROLE_BEYOND_OWN_RIGHTS, LAST_ADMIN, PARTNER_NOT_FOUND.',
      extensions: NEEDS,
      args: {
        userId: t.arg.id({ required: true, description: 'The user.' }),
        brandId: t.arg.id({ required: true, description: 'The brand.' }),
        role: t.arg({ type: Role, description: 'The role there; left out = no access.' }),
        partnerId: t.arg.id({ description: 'The company of a PARTNER.' }),
      },
      resolve: async (_root, { userId, brandId, role, partnerId }, ctx) => {
        await placePerson(ctx, { userId, brandId, role: role ?? null, partnerId: partnerId ?? null });
        return true;
      },
    }),
  );
  builder.mutationField('setPartnerInBrand', (t) =>
    t.boolean({
      description: 'Says whether a company sells one of the brands; what it sold stays. Fails with BRAND_NOT_FOUND, PARTNER_NOT_FOUND.',
      extensions: { permission: 'partner.write' },
      args: {
        partnerId: t.arg.id({ required: true, description: 'The company.' }),
        brandId: t.arg.id({ required: true, description: 'The brand.' }),
        sells: t.arg.boolean({ required: true, description: 'Whether it may sell it from now on.' }),
      },
      resolve: async (_root, given, ctx) => {
        await placeCompany(ctx, given);
        return true;
      },
    }),
  );
}
