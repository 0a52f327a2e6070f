import { afterAll, expect, it } from 'vitest';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';

const hooked = definePlugin({
  id: 'hooked',
  version: '1.0.0',
  api: 1,
  summary: 'Receives calls',
  routes: async (app, contextOf) => {
    app.get('/brand', async (request) => {
      const { brand, viewer, db } = await contextOf(request);
      return { brand: brand.code, by: viewer.name, tariffs: await db.tariff.count() };
    });
  },
});
const app = await createTestApp([hooked]);
afterAll(() => app.close());

const call = async (host: string) => app.http.inject({ url: '/plugins/hooked/brand', headers: { host } });

it("serves a plugin's routes for the brand of the host, in the plugin's name, and only where it is on", async () => {
  expect((await call('a.localhost')).statusCode).toBe(404);
  await app.switch('hooked', true);
  await (await app.as('b')).db.tariff.create({ data: { code: 'other', name: 'Other', saleFrom: new Date() } });
  expect((await call('a.localhost')).json()).toEqual({ brand: 'a', by: 'hooked', tariffs: 0 });
  expect((await call('b.localhost')).statusCode).toBe(404);
  expect((await call('nobody.localhost')).statusCode).toBe(404);
  await app.switch('hooked', false);
  expect((await call('a.localhost')).statusCode).toBe(404);
});
