import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { orderAcceptance } from '../orders/order.points.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

import { hook, pend } from './hooks.ts';
import { job } from './jobs.ts';
import { definePlugin } from './plugin.ts';
import { defineSettings } from './settings.ts';

const settings = defineSettings('base', z.object({ limit: z.number().int().min(1).default(10), token: z.string().min(3).optional() }), [
  'token',
]);
let mayActivate = true;
const base = definePlugin({
  id: 'base',
  version: '1.0.0',
  api: 1,
  summary: 'Others need it',
  settings,
  permissions: { 'base.read': 'Read' },
  jobs: [job({ name: 'base.nightly', input: z.strictObject({}), schedule: '0 3 * * *', run: async () => undefined })],
  hooks: [hook(orderAcceptance, () => pend('base.waiting'))],
  graphql: (builder) => {
    builder.queryField('baseLimit', (t) =>
      t.int({
        description: 'The limit.',
        extensions: { permission: 'base.read' },
        resolve: (_root, _args, { activation }) => activation.settings(settings).limit,
      }),
    );
    builder.prismaObjectField('Contract', 'baseNote', (t) => t.string({ nullable: true, description: 'A note.', resolve: () => 'noted' }));
  },
  onActivate: async () => {
    if (!mayActivate) throw new Error('not today');
  },
  previewOff: async ({ viewer }) => [viewer.language.startsWith('de') ? 'eines wartet' : 'one thing waits'],
});
const needy = definePlugin({ id: 'needy', version: '1.0.0', api: 1, summary: 'Needs base', requires: ['base'] });
const rival = definePlugin({ id: 'rival', version: '1.0.0', api: 1, summary: 'Cannot stand base', conflicts: ['base'] });

const app = await createTestApp([needy, base, rival]);
afterAll(() => app.close());
beforeEach(async () => {
  mayActivate = true;
  for (const id of ['needy', 'rival', 'base']) await app.switch(id, false);
});

const SWITCH = 'mutation ($id: ID!, $on: Boolean!) { switchPlugin(pluginId: $id, enabled: $on) { id isEnabled } }';
const flip = (id: string, on: boolean) => app.gql(SWITCH, { id, on });
const preview = async (id: string, on: boolean, language = 'en') => {
  const { data } = await app.gql(
    'query ($on: Boolean!) { plugins { id preview(enabled: $on) { obstacles fields schedules notes parkedEvents openJobs } } }',
    { on },
    await app.as('a', { language }),
  );
  return data.plugins.find((plugin: { id: string }) => plugin.id === id).preview;
};

describe('switching a plugin', () => {
  it('takes effect at once for its brand and no other, and back', async () => {
    expect((await app.gql('{ baseLimit }')).errors?.[0]?.extensions).toMatchObject({ code: 'PLUGIN_DISABLED', pluginId: 'base' });
    expect((await flip('base', true)).data.switchPlugin).toEqual({ id: 'base', isEnabled: true });
    expect((await app.gql('{ baseLimit }')).data.baseLimit).toBe(10);
    expect((await app.gql('{ baseLimit }', {}, await app.as('b'))).errors?.[0]?.extensions.code).toBe('PLUGIN_DISABLED');
    await flip('base', false);
    expect((await app.gql('{ baseLimit }')).errors?.[0]?.extensions.code).toBe('PLUGIN_DISABLED');
  });

  it('shows its fields on core types as null where it is off', async () => {
    await app.gql('mutation { saveOrder(input: {}) { id } }');
    const note = async () =>
      (await app.gql('{ contracts(first: 1) { edges { node { baseNote } } } }')).data.contracts.edges[0].node.baseNote;
    expect(await note()).toBeNull();
    await flip('base', true);
    expect(await note()).toBe('noted');
  });

  it('is refused while something required is off, or something that requires it is on, or a rival is on', async () => {
    expect((await flip('needy', true)).errors?.[0]?.extensions).toMatchObject({
      code: 'PLUGIN_SWITCH_REFUSED',
      obstacles: [expect.stringContaining('switch "base" on first')],
    });
    await flip('base', true);
    await flip('needy', true);
    expect((await flip('base', false)).errors?.[0]?.extensions).toMatchObject({
      obstacles: [expect.stringContaining('switch "needy" off first')],
    });
    expect((await flip('rival', true)).errors?.[0]?.extensions).toMatchObject({
      obstacles: [expect.stringContaining('switch "base" off first')],
    });
  });

  it('is refused by the plugin itself, and then nothing is changed', async () => {
    mayActivate = false;
    expect((await flip('base', true)).errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect((await app.as()).activation.isActive('base')).toBe(false);
    expect(await app.root.jobSchedule.count({ where: { name: 'base.nightly' } })).toBe(0);
  });

  it('previews its effects without switching', async () => {
    expect(await preview('base', true)).toMatchObject({
      obstacles: [],
      fields: ['Contract.baseNote', 'Query.baseLimit'],
      schedules: ['base.nightly'],
      notes: [],
    });
    expect((await app.as()).activation.isActive('base')).toBe(false);
    await flip('base', true);
    expect((await preview('base', false)).notes).toEqual(['one thing waits']);
    expect((await preview('needy', true)).obstacles).toEqual([]);
  });

  it('makes and removes its recurring jobs', async () => {
    await flip('base', true);
    expect(await app.root.jobSchedule.findFirst({ where: { name: 'base.nightly' } })).toMatchObject({
      brandId: app.brands.a,
      nextAt: new Date('2026-08-25T01:00:00Z'),
    });
    await flip('base', false);
    expect(await app.root.jobSchedule.count({ where: { name: 'base.nightly' } })).toBe(0);
  });

  it('writes who did it into the audit log, and an event', async () => {
    await flip('base', true);
    const { data } = await app.gql('{ auditLog(first: 1, filter: { subject: "base" }) { edges { node { by action before after } } } }');
    expect(data.auditLog.edges[0].node).toEqual({
      by: 'tester',
      action: 'plugin.switched',
      before: { enabled: false },
      after: { enabled: true, parked: 'resume' },
    });
    expect(await app.root.outboxEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      type: 'plugin.switched',
      payload: { pluginId: 'base', isEnabled: true },
    });
  });

  it('decides orders again that waited for a plugin which goes off', async () => {
    await flip('base', true);
    const offerId = await sampleOffer(await app.as());
    const PLACE =
      'mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "waits-for-base") { id contracts { status } } }';
    const placed = await app.gql(PLACE, { input: completeOrder(offerId) });
    expect(placed.data.placeOrder.contracts).toEqual([{ status: 'in_review' }]);
    expect((await preview('base', false)).notes).toEqual([
      expect.stringContaining('Contracts in review that wait for "base": 1.'),
      'one thing waits',
    ]);
    // In the language of whoever asks, which need not be the brand's.
    expect((await preview('base', false, 'de')).notes).toEqual([
      expect.stringContaining('Verträge in Prüfung, die auf „base“ warten: 1.'),
      'eines wartet',
    ]);

    await flip('base', false);
    await app.work();
    const { data } = await app.gql('query ($id: ID!) { order(id: $id) { contracts { status pending { pluginId } } } }', {
      id: placed.data.placeOrder.id,
    });
    expect(data.order.contracts).toEqual([{ status: 'accepted', pending: [] }]);
  });

  it('leaves one state when twenty people switch at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => flip('base', index % 2 === 0)));
    const rows = await app.root.pluginActivation.findMany({ where: { pluginId: 'base', brandId: app.brands.a } });
    expect(rows).toHaveLength(1);
    const schedules = await app.root.jobSchedule.count({ where: { name: 'base.nightly' } });
    expect(schedules).toBe(rows[0]?.enabled ? 1 : 0);
  });
});

describe('settings', () => {
  const CONFIGURE = 'mutation ($settings: JSON!) { configurePlugin(pluginId: "base", settings: $settings) { settings } }';

  it('are checked, and every fault is named', async () => {
    const { errors } = await app.gql(CONFIGURE, { settings: { limit: 0, token: 'x' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SETTINGS_INVALID', problems: [{ field: 'limit' }, { field: 'token' }] });
  });

  it('keep a secret sealed, show only that it is set, and keep it when it is left out', async () => {
    await flip('base', true);
    expect((await app.gql(CONFIGURE, { settings: { limit: 3, token: 'very secret' } })).data.configurePlugin.settings).toEqual({
      limit: 3,
      token: { isSet: true },
    });
    await app.gql(CONFIGURE, { settings: { limit: 4 } });
    const stored = await app.root.pluginActivation.findFirst({ where: { pluginId: 'base', brandId: app.brands.a } });
    expect(JSON.stringify(stored)).not.toContain('very secret');
    const { activation } = await app.as();
    expect(activation.settings(settings)).toEqual({ limit: 4, token: 'very secret' });
    expect(JSON.stringify(await app.root.auditEntry.findMany({ select: { before: true, after: true } }))).not.toContain('very secret');
  });
});

it('holds for a tenant as a default where a brand has no row of its own', async () => {
  const DEFAULT = 'mutation ($on: Boolean!) { setPluginDefault(pluginId: "base", enabled: $on) { isEnabled } }';
  expect((await app.gql(DEFAULT, { on: true })).data.setPluginDefault.isEnabled).toBe(false); // brand a said off itself
  expect((await app.as('b')).activation.isActive('base')).toBe(true);
  expect((await app.as('a')).activation.isActive('base')).toBe(false);
  expect(await app.root.jobSchedule.findMany({ where: { name: 'base.nightly' } })).toMatchObject([{ brandId: app.brands.b }]);
  await app.gql(DEFAULT, { on: false });
  expect((await app.as('b')).activation.isActive('base')).toBe(false);
  expect(await app.root.jobSchedule.count({ where: { name: 'base.nightly' } })).toBe(0);
});
