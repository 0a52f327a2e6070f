import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { permissionsOf, permissionsOfKey } from '../access/permissions.ts';
import { createSession } from '../access/sessions.ts';
import { keyFor, send } from '../http/http.kit.ts';
import { inTransaction } from '../kernel/context.ts';
import { enqueue, job } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { runSchedules } from '../kernel/schedules.ts';
import { createTestApp } from '../testing/app.ts';
import { archiveBrand, previewArchive, restoreBrand } from './brand.archive.ts';

const ran: string[] = [];
const note = job({ name: 'noting.note', input: z.strictObject({}), run: async (_input, { brand }) => void ran.push(brand.code) });
const noting = definePlugin({
  id: 'noting',
  version: '1.0.0',
  api: 1,
  summary: 'Notes',
  jobs: [note],
  routes: async (app) => void app.get('/ping', async () => 'pong'),
});

const app = await createTestApp([noting]);
afterAll(() => app.close());
await app.switch('noting', true);
await app.switch('noting', true, { brand: 'b' });
await app.root.brand.updateMany({ data: { isSelfService: true } });
const key = await keyFor(app);

async function member(role: 'TENANT_ADMIN' | 'BACK_OFFICE') {
  const tenantId = app.tenant.id;
  const user = await app.root.user.create({ data: { tenantId, email: `${role}@sample.example`, name: role } });
  await app.root.membership.create({ data: { tenantId, userId: user.id, memberOf: app.brands.a, role } });
  const token = await createSession((await app.as()).db, { userId: user.id, now: app.clock.now() });
  return { ctx: await app.as('b', { id: user.id, name: role }), cookie: { cookie: `vk=${token}` } };
}
const admin = await member('TENANT_ADMIN');
const office = await member('BACK_OFFICE');
const { a, b } = app.brands;

beforeEach(async () => {
  ran.length = 0;
  await app.root.brand.updateMany({ data: { archivedAt: null } });
  app.kernel.brands.forget();
});
const archive = async () => {
  await archiveBrand(admin.ctx, a);
  app.kernel.brands.forget();
};
const restore = async () => {
  await restoreBrand(admin.ctx, a);
  app.kernel.brands.forget();
};
const asked = async (headers: Record<string, string>, host = 'a.localhost') => {
  const { text } = await send(app, { host, headers, body: { query: '{ tariffs(first: 1) { edges { node { id } } } }' } });
  const { data, errors } = JSON.parse(text);
  return errors?.[0]?.extensions.code ?? (data ? 'answered' : text);
};

describe('an archived brand', () => {
  it('turns keys, members and guests away, and lets administrators of the tenant read and nothing else', async () => {
    const bearer = { authorization: `Bearer ${key}` };
    expect([await asked(bearer), await asked(office.cookie), await asked(admin.cookie)]).toEqual(['answered', 'answered', 'answered']);
    await archive();
    expect([await asked(bearer), await asked(office.cookie), await asked(admin.cookie)]).toEqual([
      'BRAND_ARCHIVED',
      'UNAUTHENTICATED',
      'answered',
    ]);
    const guest = await send(app, { url: '/auth/guest', body: {} });
    expect(JSON.parse(guest.text).error.code).toBe('BRAND_ARCHIVED');
    const write = { query: 'mutation { saveOrder(input: {}) { id } }' };
    const { text } = await send(app, { headers: admin.cookie, body: write });
    expect(JSON.parse(text).errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'order.write' });
  });

  it('is as it was when it comes back: no row is lost', async () => {
    const tables = async () => Promise.all([app.root.apiKey.count(), app.root.membership.count(), app.root.contractStatus.count()]);
    const before = await tables();
    await archive();
    await restore();
    expect(await tables()).toEqual(before);
    expect([await asked({ authorization: `Bearer ${key}` }), await asked(office.cookie)]).toEqual(['answered', 'answered']);
    const { data } = await app.gql('{ auditLog(first: 2) { edges { node { action by } } } }');
    expect(data.auditLog.edges.map(({ node }: { node: object }) => node)).toEqual([
      { action: 'brand.restored', by: 'TENANT_ADMIN' },
      { action: 'brand.archived', by: 'TENANT_ADMIN' },
    ]);
  });

  it('lets its jobs and schedules rest, and no other brand wait; they run when it is back', async () => {
    await archive();
    for (const brand of ['a', 'b'] as const) await inTransaction(await app.as(brand), (ctx) => enqueue(ctx, note, {}));
    await app.root.jobSchedule.updateMany({ data: { nextAt: new Date('2020-01-01') } });
    await app.work();
    await runSchedules(app.kernel);
    expect(ran).toEqual(['b']);
    expect(await app.root.jobSchedule.count({ where: { brandId: a, lastAt: { not: null } } })).toBe(0);
    expect(await app.root.jobSchedule.count({ where: { brandId: b, lastAt: { not: null } } })).toBeGreaterThan(0);
    await restore();
    await app.work();
    expect(ran).toEqual(['b', 'a']);
  });

  it('has no routes of plugins any more', async () => {
    expect((await send(app, { method: 'GET', url: '/plugins/noting/ping' })).status).toBe(200);
    await archive();
    expect((await send(app, { method: 'GET', url: '/plugins/noting/ping' })).status).toBe(404);
    expect((await send(app, { method: 'GET', url: '/plugins/noting/ping', host: 'b.localhost' })).status).toBe(200);
  });

  it('is told before what it stops, and is never the last one that sells', async () => {
    expect(await previewArchive(admin.ctx, a)).toMatchObject({ obstacle: null, members: 1, apiKeys: 1, contractsInSupply: 0 });
    await archive();
    await expect(archiveBrand(admin.ctx, b)).rejects.toMatchObject({ code: 'BRAND_ARCHIVED_LAST' });
    expect(await app.root.brand.count({ where: { archivedAt: null } })).toBe(1);
  });
});

it('is no business of others: the back-office and keys lack the permission, strangers find no brand', async () => {
  expect(permissionsOf('TENANT_ADMIN', []).has('brand.manage')).toBe(true);
  expect(permissionsOf('BACK_OFFICE', []).has('brand.manage')).toBe(false);
  expect(permissionsOfKey(false, []).has('brand.manage')).toBe(false);
  await expect(previewArchive(office.ctx, b)).rejects.toMatchObject({ code: 'BRAND_NOT_FOUND' });
  await expect(previewArchive(await app.as('a'), b)).rejects.toMatchObject({ code: 'BRAND_NOT_FOUND' });
});
