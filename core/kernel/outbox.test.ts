import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/app.ts';
import { asBrand, inTransaction } from './context.ts';
import { emit, event, on } from './events.ts';
import { enqueue, job } from './jobs.ts';
import { relayEvents } from './outbox.ts';
import { definePlugin } from './plugin.ts';

const happened = event('test.happened', z.object({ subjectId: z.uuid(), number: z.number().int() }), 'subjectId');
const note = job({ name: 'weak.note', input: z.object({ number: z.number() }), run: async () => undefined });

let broken: number | null = null;
const listener = (id: string, fails: boolean) =>
  definePlugin({
    id,
    version: '1.0.0',
    api: 1,
    summary: 'Notes what it hears',
    events: [
      on(happened, async ({ number }, ctx) => {
        if (fails && number === broken) throw new Error('broken');
        // What it hears is written in the delivery's own transaction: a rollback takes it back.
        await ctx.tx.auditEntry.create({ data: { by: id, action: 'test.heard', subject: String(number) } });
      }),
    ],
    ...(fails && { jobs: [note] }),
  });

const app = await createTestApp([listener('weak', true), listener('strong', false)]);
afterAll(() => app.close());

const heard = async (by: string): Promise<number[]> => {
  const entries = await app.root.auditEntry.findMany({ where: { by, action: 'test.heard' }, orderBy: { id: 'asc' } });
  return entries.map(({ subject }) => Number(subject));
};
const emitAll = async (...events: [subjectId: string, number: number][]) => {
  await inTransaction(await app.as(), async (ctx) => {
    for (const [subjectId, number] of events) await emit(asBrand(ctx), happened, { subjectId, number });
  });
};
const deliveries = (state?: 'DUE' | 'DEAD' | 'PARKED' | 'DROPPED' | 'DONE') =>
  app.root.eventDelivery.findMany({ where: state ? { state } : {}, orderBy: { eventId: 'asc' } });
const retryNow = () => app.root.eventDelivery.updateMany({ where: { state: 'DUE' }, data: { nextAt: null } });

const x = crypto.randomUUID();
const y = crypto.randomUUID();

beforeEach(async () => {
  broken = null;
  await app.root.$executeRawUnsafe('truncate outbox_event, event_delivery, audit_entry, job_request cascade');
  for (const id of ['weak', 'strong']) {
    await app.switch(id, true);
  }
  await app.root.$executeRawUnsafe('truncate outbox_event, event_delivery, audit_entry, job_request cascade');
});

describe('an event', () => {
  it('reaches every plugin that listens, in order, once', async () => {
    await emitAll([x, 1], [x, 2], [y, 3]);
    await app.deliver();
    await app.deliver();
    expect(await heard('weak')).toEqual([1, 2, 3]);
    expect(await heard('strong')).toEqual([1, 2, 3]);
  });

  it('does not exist when its transaction is rolled back', async () => {
    const failing = inTransaction(await app.as(), async (ctx) => {
      await emit(asBrand(ctx), happened, { subjectId: x, number: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await app.root.outboxEvent.count()).toBe(0);
  });

  it('is delivered once by two relays at the same time, in the order of its subject', async () => {
    await emitAll(...Array.from({ length: 60 }, (_, number): [string, number] => [number % 2 ? x : y, number]));
    await Promise.all([relayEvents(app.kernel), relayEvents(app.kernel), relayEvents(app.kernel)]);
    await app.deliver();
    expect(await heard('strong')).toEqual(Array.from({ length: 60 }, (_, number) => number));
  });

  it('is not delivered twice when the relay died before it could publish', async () => {
    await emitAll([x, 1], [x, 2]);
    await app.deliver();
    await app.root.outboxEvent.updateMany({ data: { publishedAt: null } });
    await app.deliver();
    expect(await heard('weak')).toEqual([1, 2]);
  });
});

describe('a handler that fails', () => {
  it('is found out alone, holds back its subject only, and goes on in order after the repair', async () => {
    broken = 2;
    await emitAll([x, 1], [x, 2], [y, 3], [x, 4], [y, 5]);
    await app.deliver();
    await emitAll([x, 6]);
    await app.deliver();
    expect(await heard('weak')).toEqual([1, 3, 5]);
    expect(await heard('strong')).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await deliveries('DUE'))[0]).toMatchObject({ attempt: 1, error: 'broken' });

    broken = null;
    for (let round = 0; round < 4; round++) {
      await retryNow();
      await app.deliver();
    }
    expect(await heard('weak')).toEqual([1, 3, 5, 2, 4, 6]);
  });

  it('becomes a dead letter after eight tries, which releases what waits behind it, and can be run again by a person', async () => {
    broken = 1;
    await emitAll([x, 1], [x, 2]);
    for (let attempt = 0; attempt < 12; attempt++) {
      await app.deliver();
      await retryNow();
    }
    expect(await deliveries('DEAD')).toMatchObject([{ pluginId: 'weak', attempt: 8, error: 'broken' }]);
    expect(await heard('weak')).toEqual([2]);

    const { data } = await app.gql('{ openDeliveries { eventId pluginId type state attempt error } }');
    expect(data.openDeliveries).toMatchObject([{ pluginId: 'weak', type: 'test.happened', state: 'DEAD', attempt: 8 }]);
    broken = null;
    const retried = await app.gql('mutation ($id: BigInt!) { retryDelivery(eventId: $id, pluginId: "weak") }', {
      id: data.openDeliveries[0].eventId,
    });
    expect(retried.data.retryDelivery).toBe(true);
    await app.deliver();
    expect(await heard('weak')).toEqual([2, 1]);
  });
});

describe('a plugin that is off', () => {
  it('gets what it missed when it is switched on and the person resumes it', async () => {
    await app.switch('weak', false);
    await emitAll([x, 1], [x, 2]);
    await app.deliver();
    expect(await heard('weak')).toEqual([]);
    expect((await deliveries('PARKED')).length).toBe(2);

    await app.switch('weak', true, { parked: 'resume' });
    await app.deliver();
    await app.deliver();
    expect(await heard('weak')).toEqual([1, 2]);
  });

  it('gets nothing of it when the person drops it, and no row is lost', async () => {
    await app.switch('weak', false);
    await emitAll([x, 1]);
    await app.deliver();
    await app.switch('weak', true, { parked: 'drop' });
    await app.deliver();
    expect(await heard('weak')).toEqual([]);
    expect((await deliveries('DROPPED')).length).toBe(1);
  });

  it('keeps nothing for a brand that never had it on', async () => {
    await inTransaction(await app.as('b'), (ctx) => emit(asBrand(ctx), happened, { subjectId: x, number: 1 }));
    await app.deliver();
    expect(await deliveries()).toEqual([]);
  });

  it('parks its jobs and runs them when it is on again', async () => {
    await app.switch('weak', false);
    await inTransaction(await app.as(), (ctx) => enqueue(asBrand(ctx), note, { number: 1 }));
    await app.work();
    expect(await app.root.jobRequest.findFirst({ where: { name: 'weak.note' } })).toMatchObject({ state: 'PARKED' });
    await app.switch('weak', true);
    await app.work();
    expect(await app.root.jobRequest.findFirst({ where: { name: 'weak.note' } })).toMatchObject({ state: 'DONE' });
  });
});

it('finds the next open event without walking through the published ones', async () => {
  await app.root.$executeRawUnsafe(`insert into outbox_event (brand_id, type, subject, payload, published_at)
    select '${app.brands.a}', 'test.old', gen_random_uuid(), '{}', now() from generate_series(1, 50000)`);
  await app.root.$executeRawUnsafe('analyze outbox_event');
  const plan = await app.root.$queryRawUnsafe<Record<string, string>[]>(
    `explain select id from outbox_event where brand_id = '${app.brands.a}' and published_at is null order by id limit 1000`,
  );
  expect(JSON.stringify(plan)).toContain('outbox_waiting');
});
