import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#prisma';
import { createTestApp } from '../testing/app.ts';
import { colleaguesByName, colleaguesByRole, colleaguesOfPartner, superiorOf } from './people.ts';

const app = await createTestApp();
afterAll(() => app.close());
const tenantId = app.tenant.id;
let north = '';
let south = '';

async function user(name: string, role: Role, given: { brand?: 'a' | 'b'; worksFor?: string; isDisabled?: boolean } = {}): Promise<void> {
  const { brand = 'a', worksFor, isDisabled } = given;
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@sample.example`;
  const { id } = await app.root.user.create({ data: { tenantId, email, name, disabledAt: isDisabled ? new Date() : null } });
  await app.root.membership.create({ data: { tenantId, userId: id, memberOf: app.brands[brand], role, worksFor: worksFor ?? null } });
}

beforeAll(async () => {
  north = (await app.root.partner.create({ data: { tenantId, code: 'north', name: 'North' } })).id;
  south = (await app.root.partner.create({ data: { tenantId, code: 'south', name: 'South', parentId: north } })).id;
  await user('Office A', 'BACK_OFFICE');
  await user('Office B', 'BACK_OFFICE', { brand: 'b' });
  await user('Gone', 'BACK_OFFICE', { isDisabled: true });
  await user('Admin', 'TENANT_ADMIN', { brand: 'b' });
  await user('Seller north', 'PARTNER', { worksFor: north });
  await user('Seller south', 'PARTNER', { worksFor: south });
  await user('Seller south B', 'PARTNER', { worksFor: south, brand: 'b' });
});

const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

describe('colleagues', () => {
  it('are found by their role in the brand; administrators are so in every brand of their tenant; nobody who is disabled', async () => {
    const { db, brand } = await app.as();
    expect(names(await colleaguesByRole(db, brand.id, 'BACK_OFFICE'))).toEqual(['Office A']);
    expect(names(await colleaguesByRole(db, brand.id, 'TENANT_ADMIN'))).toEqual(['Admin']);
  });

  it('are found by the company that they sell for in the brand, without those above and below it', async () => {
    const { db, brand } = await app.as();
    expect(names(await colleaguesOfPartner(db, brand.id, north))).toEqual(['Seller north']);
    expect(names(await colleaguesOfPartner(db, brand.id, south))).toEqual(['Seller south']);
    expect([await superiorOf(db, south), await superiorOf(db, north)]).toEqual([north, null]);
  });

  it('are found by the name that histories keep, if they may enter the brand', async () => {
    const { db, brand } = await app.as();
    expect(names(await colleaguesByName(db, brand.id, 'Office A'))).toEqual(['Office A']);
    expect(await colleaguesByName(db, brand.id, 'Office B')).toEqual([]);
  });
});
