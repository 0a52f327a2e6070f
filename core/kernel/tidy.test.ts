import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { asBrand, inTransaction } from './context.ts';
import { enqueue } from './jobs.ts';
import { tidyUp } from './tidy.ts';

const app = await createTestApp();
afterAll(() => app.close());

it('forgets what is settled and old, and nothing that somebody waits for', async () => {
  const event = async (days: number, state?: 'DONE' | 'DEAD' | 'PARKED') => {
    const subject = crypto.randomUUID();
    const publishedAt = new Date(Date.now() - days * 86_400_000);
    const { id } = await app.root.outboxEvent.create({
      data: { brandId: app.brands.a, type: 'test.old', subject, payload: {}, publishedAt },
    });
    if (state) await app.root.eventDelivery.create({ data: { brandId: app.brands.a, pluginId: 'x', eventId: id, subject, state } });
  };
  await event(100, 'DONE');
  await event(100);
  await event(10, 'DONE');
  await event(100, 'DEAD');
  await event(100, 'PARKED');
  const finishedAt = new Date(Date.now() - 40 * 86_400_000);
  await app.root.jobRequest.createMany({
    data: (['DONE', 'DROPPED', 'DEAD', 'PARKED'] as const).map((state) => ({
      brandId: app.brands.a,
      name: 'test.old',
      input: {},
      state,
      finishedAt,
    })),
  });
  await inTransaction(await app.as(), (ctx) => enqueue(asBrand(ctx), tidyUp, {}));
  await app.work();

  expect((await app.root.eventDelivery.findMany({ orderBy: { eventId: 'asc' } })).map(({ state }) => state)).toEqual([
    'DONE',
    'DEAD',
    'PARKED',
  ]);
  expect(await app.root.outboxEvent.count({ where: { type: 'test.old' } })).toBe(3);
  expect((await app.root.jobRequest.findMany({ where: { name: 'test.old' } })).map(({ state }) => state).sort()).toEqual([
    'DEAD',
    'PARKED',
  ]);
});
