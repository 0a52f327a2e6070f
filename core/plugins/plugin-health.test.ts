import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit, event, on } from '../kernel/events.ts';
import { collect, collected, hook, transform, transformed } from '../kernel/hooks.ts';
import { enqueue, job } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';

const told = collect<string, string>('test.told');
const value = transform<number>('test.value', { onError: 'abort' });
const happened = event('test.happened', z.object({ subjectId: z.uuid() }), 'subjectId');
const SUBJECT = '00000000-0000-7000-8000-000000000001';

const sent = job({
  name: 'probe.send',
  input: z.object({ isRefused: z.boolean() }),
  run: async ({ isRefused }) => {
    if (isRefused) throw new DomainError('PROBE_REFUSED', 'The company said no');
  },
});
const nightly = job({ name: 'probe.nightly', input: z.object({}), schedule: '30 2 * * *', run: async () => undefined });
const probe = definePlugin({
  id: 'probe',
  version: '1.0.0',
  api: 1,
  summary: 'Probes',
  personalData: [
    {
      model: 'ProbeNote',
      subject: { column: 'orderId', kind: 'order' },
      anonymise: ['text'],
      disclose: ['text', 'writtenAt'],
      purpose: 'Probing',
    },
  ],
  hooks: [
    hook(told, (text) => {
      if (text === 'break') throw new Error('broken on purpose');
      return text;
    }),
    hook(value, (n) => {
      if (n < 0) throw new DomainError('PROBE_NEGATIVE', 'value: is negative');
      return n;
    }),
  ],
  events: [on(happened, async () => undefined)],
  jobs: [sent, nightly],
});

const app = await createTestApp([probe]);
await app.switch('probe', true);
afterAll(() => app.close());

const HEALTH = `{ plugins { id isOnByDefault personalTables { table subject purpose disclosed forgotten } health {
  places { place calls failures averageMs slowestMs lastAt lastError }
  jobs { name done waiting dead parked averageMs lastAt lastError cron nextAt } events { due dead parked } } } }`;
const ofProbe = async (brand: 'a' | 'b' = 'a') =>
  (await app.gql(HEALTH, {}, await app.as(brand))).data.plugins.find(({ id }: { id: string }) => id === 'probe');

it('tells for a brand how often a plugin was asked at a point, how long it took, and why it failed; a refusal is no failure', async () => {
  const ctx = await app.as();
  for (const text of ['one', 'two', 'break']) await collected(told, text, ctx);
  await transformed(value, 1, ctx);
  await transformed(value, -1, ctx).catch(() => undefined);
  const { places } = (await ofProbe()).health;
  expect(places).toMatchObject([
    { place: 'test.told', calls: 3, failures: 1, lastError: 'Error: broken on purpose', lastAt: expect.any(String) },
    { place: 'test.value', calls: 2, failures: 0, lastError: null },
  ]);
  expect(places[0].slowestMs).toBeGreaterThanOrEqual(places[0].averageMs);
  expect((await ofProbe('b')).health.places).toEqual([]);
});

it('tells how its jobs ended, when the last one did and when a recurring one is due, also of those that never ran', async () => {
  await inTransaction(await app.as(), async (ctx) => {
    await enqueue(ctx, sent, { isRefused: false });
    await enqueue(ctx, sent, { isRefused: true });
  });
  await app.work();
  const { jobs } = (await ofProbe()).health;
  expect(jobs).toMatchObject([
    {
      name: 'probe.send',
      done: 1,
      waiting: 0,
      dead: 1,
      lastAt: expect.any(String),
      lastError: expect.stringContaining('said no'),
      cron: null,
    },
    { name: 'probe.nightly', done: 0, dead: 0, lastAt: null, cron: '30 2 * * *', nextAt: expect.any(String) },
  ]);
  expect(jobs[0].averageMs).toBeGreaterThanOrEqual(0);
  expect((await ofProbe('b')).health.jobs[0]).toMatchObject({ name: 'probe.send', done: 0, dead: 0 });
});

it('counts the events that wait for it to be on again', async () => {
  await app.switch('probe', false);
  await inTransaction(await app.as(), (ctx) => emit(ctx, happened, { subjectId: SUBJECT }));
  await app.deliver();
  expect((await ofProbe()).health.events).toEqual({ due: 0, dead: 0, parked: 1 });
  await app.switch('probe', true);
  await app.deliver();
  const { health } = await ofProbe();
  expect(health.events).toEqual({ due: 0, dead: 0, parked: 0 });
  expect(health.places).toContainEqual(expect.objectContaining({ place: 'events', failures: 0 }));
});

it('tells table by table whose personal data it keeps, and what becomes of them', async () => {
  expect((await ofProbe()).personalTables).toEqual([
    { table: 'ProbeNote', subject: 'order', purpose: 'Probing', disclosed: ['text', 'writtenAt'], forgotten: ['text'] },
  ]);
});

it('tells what the tenant wants for brands without a switch of their own', async () => {
  expect((await ofProbe()).isOnByDefault).toBe(null);
  await app.gql('mutation { setPluginDefault(pluginId: "probe", enabled: true) { id } }');
  expect((await ofProbe('b')).isOnByDefault).toBe(true);
});

it('shows errors to those alone who may see failed work', async () => {
  const viewer = await app.as('a', { permissions: new Set(['plugin.read']) });
  expect((await app.gql(HEALTH, {}, viewer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
