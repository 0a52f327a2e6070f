import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import brandManagement from './plugin.ts';
import { person } from './test-data/tenant.ts';

const app = await createTestApp([brandManagement]);
afterAll(() => app.close());
await app.switch('brand-management', true);
const { a, b } = app.brands;
const admin = await person(app, 'TENANT_ADMIN');
const company = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'p', name: 'Seller' } });
await app.root.partnerBrand.createMany({ data: [a, b].map((sells) => ({ tenantId: app.tenant.id, sellerId: company.id, sells })) });

const PEOPLE = `query ($search: String) { brandPeople(search: $search) {
  brands { name } companies { name sells } people { userId name email isDisabled roles { brandId role partnerId isSaidElsewhere } } } }`;
const SET = `mutation ($userId: ID!, $brandId: ID!, $role: BrandManagementRole, $partnerId: ID) {
  setRoleInBrand(userId: $userId, brandId: $brandId, role: $role, partnerId: $partnerId) }`;
const SELLS =
  'mutation ($id: ID!, $brandId: ID!, $sells: Boolean!) { setPartnerInBrand(partnerId: $id, brandId: $brandId, sells: $sells) }';

let user: { id: string; email: string };
beforeEach(async () => {
  const email = `${crypto.randomUUID()}@sample.example`;
  user = await app.root.user.create({ data: { tenantId: app.tenant.id, email, name: 'Grace Sample', passwordHash: 'x' } });
  await app.root.membership.create({ data: { tenantId: app.tenant.id, userId: user.id, memberOf: a, role: 'BACK_OFFICE' } });
});
const rolesOf = async (ctx = admin) => {
  const { data } = await app.gql(PEOPLE, { search: user.email }, ctx);
  return data.brandPeople.people[0]?.roles.map(({ brandId, role }: { brandId: string; role: string }) => [brandId, role]) ?? null;
};
const set = (brandId: string, change: object, ctx = admin) => app.gql(SET, { userId: user.id, brandId, ...change }, ctx);
const codeOf = async (answer: ReturnType<typeof set>) => (await answer).errors?.[0]?.extensions.code;

describe('the page of people over brands', () => {
  it('gives somebody another role in another brand, who is mailed, and changes or ends it there alone', async () => {
    await set(b, { role: 'PARTNER', partnerId: company.id });
    expect(await rolesOf()).toEqual([
      [a, 'BACK_OFFICE'],
      [b, 'PARTNER'],
    ]);
    const mail = await app.root.mailMessage.findFirstOrThrow({ where: { recipient: user.email } });
    expect([mail.brandId, mail.text.includes('Brand B'), mail.text.includes('Brand A')]).toEqual([b, true, false]);

    await set(b, { role: 'INSPECTION' });
    expect(await rolesOf()).toEqual([
      [a, 'BACK_OFFICE'],
      [b, 'INSPECTION'],
    ]);
    await set(b, {});
    expect(await rolesOf()).toEqual([[a, 'BACK_OFFICE']]);
    const noted = await app.root.auditEntry.findMany({ where: { subject: user.id }, orderBy: { id: 'asc' } });
    expect(noted.map(({ action, brandId }) => [action, brandId])).toEqual([
      ['user.invited', b],
      ['user.role-changed', b],
      ['user.membership-removed', b],
    ]);
  });

  it('says of administrators of the tenant that they are it everywhere, and where it is changed', async () => {
    const { data } = await app.gql(PEOPLE, { search: admin.viewer.name }, admin);
    const [shown] = data.brandPeople.people;
    expect(shown.roles).toEqual([
      { brandId: a, role: 'TENANT_ADMIN', partnerId: null, isSaidElsewhere: false },
      { brandId: b, role: 'TENANT_ADMIN', partnerId: null, isSaidElsewhere: true },
    ]);
  });

  it('refuses what core refuses: a partner without a company, a company that there is not, the last administrator', async () => {
    expect(await codeOf(set(b, { role: 'PARTNER' }))).toBe('USER_INVALID');
    expect(await codeOf(set(b, { role: 'PARTNER', partnerId: crypto.randomUUID() }))).toBe('PARTNER_NOT_FOUND');
    expect(await codeOf(app.gql(SET, { userId: admin.viewer.id, brandId: a, role: 'BACK_OFFICE' }, admin))).toBe('LAST_ADMIN');
    expect(await codeOf(app.gql(SET, { userId: crypto.randomUUID(), brandId: a, role: 'BACK_OFFICE' }, admin))).toBe(
      'BRAND_MANAGEMENT_USER_NOT_FOUND',
    );
    expect(await rolesOf()).toEqual([[a, 'BACK_OFFICE']]);
  });

  it('says which brands a company sells, and changes it brand by brand', async () => {
    const sells = async () => {
      const { data } = await app.gql(PEOPLE, {}, admin);
      return data.brandPeople.companies.map((one: { sells: string[] }) => [...one.sells].sort());
    };
    expect(await sells()).toEqual([[a, b].sort()]);
    await app.gql(SELLS, { id: company.id, brandId: b, sells: false }, admin);
    expect(await sells()).toEqual([[a]]);
    await app.gql(SELLS, { id: company.id, brandId: b, sells: true }, admin);
    expect(await sells()).toEqual([[a, b].sort()]);
  });
});

describe('a brand in which the caller has no such right', () => {
  it('is not there: neither its name, nor a role, nor who works for it alone', async () => {
    await app.root.membership.create({ data: { tenantId: app.tenant.id, userId: user.id, memberOf: b, role: 'BACK_OFFICE' } });
    const stranger = await app.root.user.create({ data: { tenantId: app.tenant.id, email: 'b@sample.example', name: 'Of brand b' } });
    await app.root.membership.create({ data: { tenantId: app.tenant.id, userId: stranger.id, memberOf: b, role: 'BACK_OFFICE' } });
    const office = await person(app, 'BACK_OFFICE'); // the test lets them pass the gate; what they are in the brands does not
    const { data } = await app.gql(PEOPLE, {}, office);
    expect(data.brandPeople).toEqual({ brands: [], people: [], companies: [] });
    expect(await codeOf(set(b, { role: 'INSPECTION' }, office))).toBe('BRAND_NOT_FOUND');
    expect(await codeOf(app.gql(SELLS, { id: company.id, brandId: b, sells: false }, office))).toBe('BRAND_NOT_FOUND');
  });
});
