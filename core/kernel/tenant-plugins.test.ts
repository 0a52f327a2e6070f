import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/app.ts';
import { job } from './jobs.ts';
import { definePlugin } from './plugin.ts';
import { createRegistry } from './registry.ts';
import { defineSettings } from './settings.ts';

const settings = defineSettings('umbrella', z.object({ size: z.number().int().default(1), pin: z.string().optional() }), ['pin']);
const activated: string[] = [];
const umbrella = definePlugin({
  id: 'umbrella',
  version: '1.0.0',
  api: 1,
  summary: 'Over all brands',
  scope: 'tenant',
  settings,
  permissions: { 'umbrella.read': 'Read' },
  jobs: [job({ name: 'umbrella.nightly', input: z.strictObject({}), schedule: '0 3 * * *', run: async () => undefined })],
  graphql: (builder) => {
    builder.queryField('umbrellaSize', (t) =>
      t.int({
        description: 'The size.',
        extensions: { permission: 'umbrella.read' },
        resolve: (_root, _args, { activation }) => activation.settings(settings).size,
      }),
    );
  },
  onActivate: async ({ brand }) => void activated.push(brand.code),
  previewOff: async ({ brand }) => [`${brand.code} gets wet`],
});
const leaf = definePlugin({ id: 'leaf', version: '1.0.0', api: 1, summary: 'Needs it', requires: ['umbrella'] });

const app = await createTestApp([umbrella, leaf]);
afterAll(() => app.close());
beforeEach(async () => {
  for (const brand of ['a', 'b'] as const) await app.switch('leaf', false, { brand });
  await app.switch('umbrella', false);
  activated.length = 0;
});

const flip = (id: string, on: boolean) =>
  app.gql('mutation ($id: ID!, $on: Boolean!) { switchPlugin(pluginId: $id, enabled: $on) { scope isEnabled } }', { id, on });
const sizeIn = async (brand: 'a' | 'b') => {
  const { data, errors } = await app.gql('{ umbrellaSize }', {}, await app.as(brand));
  return errors?.[0]?.extensions.code ?? data.umbrellaSize;
};

describe('a plugin that is switched per tenant', () => {
  it('goes on and off for all brands by one switch, wherever it is thrown', async () => {
    expect([await sizeIn('a'), await sizeIn('b')]).toEqual(['PLUGIN_DISABLED', 'PLUGIN_DISABLED']);
    expect((await flip('umbrella', true)).data.switchPlugin).toEqual({ scope: 'TENANT', isEnabled: true });
    expect([await sizeIn('a'), await sizeIn('b')]).toEqual([1, 1]);
    expect(activated.toSorted()).toEqual(['a', 'b']);
    expect(await app.root.jobSchedule.count({ where: { name: 'umbrella.nightly' } })).toBe(2);

    await app.switch('umbrella', false, { brand: 'b' });
    expect([await sizeIn('a'), await sizeIn('b')]).toEqual(['PLUGIN_DISABLED', 'PLUGIN_DISABLED']);
    expect(await app.root.jobSchedule.count({ where: { name: 'umbrella.nightly' } })).toBe(0);
  });

  it('heeds no row that a brand has of it from before', async () => {
    const row = { brandId: app.brands.b, pluginId: 'umbrella', enabled: true, updatedBy: 'somebody' };
    await app.root.pluginActivation.create({ data: row });
    expect((await app.as('b')).activation.isActive('umbrella')).toBe(false);
    await flip('umbrella', true);
    await app.root.pluginActivation.updateMany({ data: { enabled: false }, where: { pluginId: 'umbrella' } });
    expect(await sizeIn('b')).toBe(1);
    await app.root.pluginActivation.deleteMany({ where: { pluginId: 'umbrella' } });
  });

  it('has one set of settings, with its secrets kept', async () => {
    await flip('umbrella', true);
    const CONFIGURE = 'mutation ($s: JSON!) { configurePlugin(pluginId: "umbrella", settings: $s) { settings } }';
    const { data } = await app.gql(CONFIGURE, { s: { size: 3, pin: '1234' } });
    expect(data.configurePlugin.settings).toEqual({ size: 3, pin: { isSet: true } });
    expect([await sizeIn('a'), await sizeIn('b')]).toEqual([3, 3]);
    await app.gql(CONFIGURE, { s: { size: 4 } }, await app.as('b'));
    expect((await app.as('a')).activation.settings(settings)).toEqual({ size: 4, pin: '1234' });
    expect(await app.root.pluginActivation.count({ where: { pluginId: 'umbrella' } })).toBe(0);
  });

  it('names in the preview what goes in which brand, and stays on while a brand needs it', async () => {
    await flip('umbrella', true);
    await app.switch('leaf', true, { brand: 'b' });
    const { data } = await app.gql('{ plugins { id preview(enabled: false) { obstacles notes schedules } } }');
    expect(data.plugins.find(({ id }: { id: string }) => id === 'umbrella').preview).toEqual({
      obstacles: ['Brand B: "leaf" requires "umbrella": switch "leaf" off first'],
      notes: ['Brand A: a gets wet', 'Brand B: b gets wet'],
      schedules: ['umbrella.nightly'],
    });
    const { errors } = await flip('umbrella', false);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PLUGIN_SWITCH_REFUSED', brand: 'b' });
    expect((await app.as('a')).activation.isActive('umbrella')).toBe(true);
  });

  it('tells every brand by an event and in its log', async () => {
    await flip('umbrella', true);
    for (const brandId of Object.values(app.brands)) {
      const last = { where: { brandId }, orderBy: { id: 'desc' } } as const;
      expect(await app.root.outboxEvent.findFirst(last)).toMatchObject({ payload: { brandId, pluginId: 'umbrella', isEnabled: true } });
      expect(await app.root.auditEntry.findFirst(last)).toMatchObject({ action: 'plugin.switched', subject: 'umbrella' });
    }
  });
});

it('is refused at the start where it needs what each brand switches for itself', () => {
  const core = definePlugin({ id: 'core', version: '1.0.0', api: 1, summary: 'Core' });
  const root = definePlugin({ id: 'root', version: '1.0.0', api: 1, summary: 'Needs a leaf', scope: 'tenant', requires: ['leaf'] });
  expect(() => createRegistry(core, [umbrella, leaf, root])).toThrow('"root" is switched per tenant and requires "leaf"');
});
