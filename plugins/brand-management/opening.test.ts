import { afterAll, describe, expect, it } from 'vitest';
import { brandCopy, type Ctx, definePlugin, defineSettings, hook, z } from '#core';
import { completeOrder, createTestApp, sampleOffer } from '#core/testing';
import brandManagement from './plugin.ts';
import { allParts, asking, newBrand, person } from './test-data/tenant.ts';

const secretive = definePlugin({
  id: 'secretive',
  version: '1.0.0',
  api: 1,
  summary: 'Has a secret',
  settings: defineSettings(
    'secretive',
    z.object({ limit: z.number().default(1), token: z.string().optional(), sender: z.string().default('') }),
    ['token'],
    ['sender'],
  ),
});
let fails = false;
const templates = definePlugin({
  id: 'templates',
  version: '1.0.0',
  api: 1,
  summary: 'Has something to copy',
  hooks: [
    hook(brandCopy, () => [
      {
        code: 'letters',
        label: 'templates.letters',
        items: [{ id: 'hello', label: 'Hello' }],
        copy: async ({ from, to, items }) => {
          if (fails) throw new Error('the printer is on fire');
          return {
            count: items.length,
            open: [{ field: 'templates.letters', code: 'INVALID', values: { from: from.brand.code, to: to.brand.code } }],
          };
        },
      },
    ]),
  ],
  locales: { en: { 'templates.letters': 'Letters' }, de: { 'templates.letters': 'Briefe' } },
});

const app = await createTestApp([brandManagement, secretive, templates]);
afterAll(() => app.close());
await app.switch('brand-management', true);
await app.switch('templates', true);
const admin = await person(app, 'TENANT_ADMIN');
const ask = asking(app, () => admin);
const { a } = app.brands;
await sampleOffer(await app.as()); // a tariff that is on sale
const brandCount = () => app.root.brand.count();
const codesOf = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);
/** Somebody who may do everything in a brand that was just opened. */
const inside = (brandId: string): Promise<Ctx> => app.as('a', { brandId });

describe('opening a brand', () => {
  it('makes one that can sell at once, with tariffs, statuses and people of another one', async () => {
    const partner = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'p', name: 'Seller' } });
    await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: partner.id, sells: a } });
    await person(app, 'PARTNER', { worksFor: partner.id });
    const brand = newBrand();
    const { data } = await ask('openBrand', { brand, from: a, parts: await allParts(app, admin, a) });
    const { brandId, url, copied } = data.openBrand;
    expect(url).toBe(`http://${brand.code}.localhost:4000`);
    expect(copied).toContainEqual({ name: 'Tariffs with the prices that are sold', count: 1 });
    expect(copied).toContainEqual({ name: 'Letters', count: 1 });

    const there = await inside(brandId);
    expect(there.brand).toMatchObject({ code: brand.code, currency: 'EUR' });
    const PLACE = 'mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "the-first-one") { contracts { status } } }';
    const placed = await app.gql(PLACE, { input: completeOrder(await sampleOffer(there)) }, there);
    expect(placed.data.placeOrder.contracts).toEqual([{ status: 'accepted' }]);

    expect(await app.root.partnerBrand.count({ where: { sells: brandId } })).toBe(1);
    expect(await app.root.membership.findMany({ where: { memberOf: brandId }, select: { role: true } })).toEqual([{ role: 'PARTNER' }]);
    expect(await app.root.mailMessage.findMany({ where: { brandId }, select: { subject: true } })).toHaveLength(1);
    const event = await app.root.outboxEvent.findFirst({ where: { brandId, type: 'brand.opened' } });
    expect(event?.payload).toEqual({ brandId, copiedFrom: a });
  });

  it('keeps the statuses that a brand made its own', async () => {
    await app.root.contractStatus.update({ where: { brandId_code: { brandId: a, code: 'draft' } }, data: { labels: { en: 'Sketch' } } });
    const { data } = await ask('openBrand', { brand: newBrand(), from: a, parts: [{ pluginId: 'core', code: 'statuses', items: [] }] });
    const where = { brandId: data.openBrand.brandId, code: 'draft' };
    expect((await app.root.contractStatus.findFirstOrThrow({ where })).labels).toEqual({ en: 'Sketch' });
  });

  it('begins empty where nothing is copied, with what the tenant has on for all', async () => {
    const { data } = await ask('openBrand', { brand: newBrand() });
    const { brandId, copied } = data.openBrand;
    expect(copied).toEqual([]);
    expect(await app.root.tariff.count({ where: { brandId } })).toBe(0);
    expect(await app.root.contractStatus.count({ where: { brandId } })).toBeGreaterThan(10);
    expect(await app.root.jobSchedule.count({ where: { brandId, name: 'core.tidy-up' } })).toBeLessThanOrEqual(1);
    expect((await inside(brandId)).activation.isActive('brand-management')).toBe(true);
  });

  it('leaves secrets behind, and the plugin off that needs them, and says so', async () => {
    await app.configure('secretive', { limit: 7, token: 'very secret', sender: 'Brand A' });
    await app.switch('secretive', true);
    const parts = [{ pluginId: 'core', code: 'plugins', items: ['secretive', 'templates'] }];
    const { data } = await ask('openBrand', { brand: newBrand(), from: a, parts });
    const { brandId, open } = data.openBrand;
    expect(open).toEqual([
      {
        field: 'plugins.secretive',
        code: 'PLUGIN_SECRETS_MISSING',
        message: '"secretive" stays off: secrets, and settings in which a brand shows itself, are not copied (token, sender).',
      },
    ]);
    expect(await app.root.pluginActivation.findMany({ where: { brandId }, orderBy: { pluginId: 'asc' } })).toMatchObject([
      { pluginId: 'secretive', enabled: false, settings: { limit: 7 } },
      { pluginId: 'templates', enabled: true },
    ]);
  });

  it('tells every problem at once, whose host it is never', async () => {
    const other = await app.root.tenant.create({ data: { name: 'Other tenant' } });
    const facts = { country: 'AT', language: 'en', currency: 'EUR', timeZone: 'Europe/Vienna' };
    const theirs = await app.root.brand.create({ data: { tenantId: other.id, code: 'theirs', name: 'Theirs', ...facts } });
    await app.root.brandHost.create({ data: { host: 'theirs.example', tenantId: other.id, brandOf: theirs.id } });
    const brand = newBrand({
      ...{ code: 'a', name: ' ', hosts: ['theirs.example', 'b.localhost', 'https://x.example/y', '10.0.0.1', 'n.example', 'n.example'] },
      ...{ country: 'XX', language: 'xx', currency: 'EURO', timeZone: 'Mars/North', accent: 'green' },
    });
    const { data } = await ask('tryNewBrand', {
      brand,
      from: a,
      parts: [{ pluginId: 'core', code: 'tariffs', items: [crypto.randomUUID()] }],
    });
    const { problems } = data.tryNewBrand;
    expect(problems.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`).sort()).toEqual([
      'accent COLOUR_INVALID',
      'code BRAND_CODE_TAKEN',
      'country COUNTRY_UNKNOWN',
      'currency CURRENCY_UNKNOWN',
      'hosts.0 BRAND_HOST_TAKEN',
      'hosts.1 BRAND_HOST_TAKEN',
      'hosts.2 BRAND_HOST_INVALID',
      'hosts.3 BRAND_HOST_INVALID',
      'hosts.5 BRAND_HOST_TWICE',
      'language LANGUAGE_UNKNOWN',
      'name REQUIRED',
      'parts.core.tariffs BRAND_PART_UNKNOWN',
      'timeZone TIME_ZONE_UNKNOWN',
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/Theirs|Other tenant/);
    expect(problems.filter(({ remedy }: { remedy: string }) => remedy === '')).toEqual([]);
  });

  it('tells by a trial what it would do, and does nothing', async () => {
    const before = [await brandCount(), await app.root.brandHost.count(), await app.root.outboxEvent.count()];
    const request = { brand: newBrand(), from: a, parts: await allParts(app, admin, a) };
    const { data } = await ask('tryNewBrand', request);
    expect(data.tryNewBrand).toMatchObject({ brandId: null, url: null, problems: [] });
    expect([await brandCount(), await app.root.brandHost.count(), await app.root.outboxEvent.count()]).toEqual(before);
    const opened = await ask('openBrand', request);
    expect(opened.data.openBrand.copied).toEqual(data.tryNewBrand.copied);
  });

  it('is all or nothing: what fails in the middle leaves no brand', async () => {
    fails = true;
    const before = await brandCount();
    const { errors } = await ask('openBrand', { brand: newBrand(), from: a, parts: await allParts(app, admin, a) });
    fails = false;
    expect(errors).toHaveLength(1);
    expect(await brandCount()).toBe(before);
  });

  it('gives one of two that open the same brand at once the refusal', async () => {
    const brand = newBrand();
    const answers = await Promise.all([ask('openBrand', { brand }), ask('openBrand', { brand })]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'opened').sort()).toEqual(['BRAND_INVALID', 'opened']);
    expect(await app.root.brand.count({ where: { code: brand.code } })).toBe(1);
  });

  it('leaves tariffs out where the new brand sells in another currency', async () => {
    const parts = (await allParts(app, admin, a)).filter(({ code }) => code === 'tariffs');
    const brand = newBrand({ country: 'DK', currency: 'DKK', timeZone: 'Europe/Copenhagen' });
    const { data } = await ask('openBrand', { brand, from: a, parts });
    expect(codesOf(data.openBrand.open)).toEqual(['TARIFFS_IN_OTHER_CURRENCY']);
    expect(await app.root.tariff.count({ where: { brandId: data.openBrand.brandId } })).toBe(0);
  });
});

describe('who may', () => {
  it('is who has the permission of administrators', async () => {
    const { errors } = await app.gql(
      '{ managedBrands { brandId } }',
      {},
      { ...admin, viewer: { ...admin.viewer, permissions: new Set(['brand.write']) } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'brand.manage' });
  });

  it('copies from no brand in which the caller has no role', async () => {
    const office = await person(app, 'BACK_OFFICE');
    const { errors } = await app.gql('query ($from: ID!) { brandCopyParts(from: $from) { code } }', { from: app.brands.b }, office);
    expect(errors?.[0]?.extensions.code).toBe('BRAND_NOT_FOUND');
  });
});
