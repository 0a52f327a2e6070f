import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeRows } from '../db/write-rows.sql.ts';
import { createTestApp } from '../testing/app.ts';
import { inTransaction } from './context.ts';
import { emit, event, eventRow } from './events.ts';
import { enqueue, job } from './jobs.ts';
import { definePlugin } from './plugin.ts';
import { listenToSignals, type Signal } from './signals.ts';

const happened = event('test.happened', z.object({ id: z.uuid() }), 'id');
const note = job({ name: 'noting.note', input: z.object({}), run: async () => undefined });

const app = await createTestApp([definePlugin({ id: 'noting', version: '1.0.0', api: 1, summary: 'Notes', jobs: [note] })]);
const other = await listenToSignals(app.connectionString, app.kernel.log);
afterAll(async () => {
  await other.close();
  await app.close();
});

const here: Signal[] = [];
const there: Signal[] = [];
app.kernel.signals.subscribe((signal) => here.push(signal));
other.subscribe((signal) => there.push(signal));

const brandId = (await app.as()).brand.id;
const somethingNew = () => ({ id: crypto.randomUUID() });
const settled = () => new Promise((resolve) => setTimeout(resolve, 200));

beforeEach(async () => {
  await settled();
  here.length = 0;
  there.length = 0;
});

describe('what was written', () => {
  it('is told to this process after the commit, once, and to others soon', async () => {
    await inTransaction(await app.as(), async (ctx) => {
      await emit(ctx, happened, somethingNew());
      await emit(ctx, happened, somethingNew());
      await enqueue(ctx, note, {});
      await settled();
      expect(here).toEqual([]);
    });
    const told = [
      { kind: 'outbox', brandId },
      { kind: 'job', brandId },
    ];
    expect(here).toEqual(told);
    await settled();
    expect(there).toEqual(expect.arrayContaining(told));
    expect(here).toEqual(told);
  });

  it('is nobody’s news when the transaction fails', async () => {
    const failing = inTransaction(await app.as(), async (ctx) => {
      await emit(ctx, happened, somethingNew());
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await settled();
    expect([...here, ...there]).toEqual([]);
  });

  it('is told as well when one statement wrote it outside of a transaction', async () => {
    const ctx = await app.as();
    await writeRows(ctx, [{ model: 'OutboxEvent', rows: [eventRow(happened, somethingNew())] }]);
    expect(here).toEqual([{ kind: 'outbox', brandId }]);
  });

  it('is told once to others however much is written at the same moment', async () => {
    const ctx = await app.as();
    const one = () => writeRows(ctx, [{ model: 'OutboxEvent', rows: [eventRow(happened, somethingNew())] }]);
    await Promise.all(Array.from({ length: 50 }, one));
    await settled();
    expect(here).toHaveLength(50);
    expect(there.length).toBeLessThan(25);
    expect(there[0]).toEqual({ kind: 'outbox', brandId });
  });

  it('is told when a statement by hand changes contracts, whose changes get numbers', async () => {
    const { db } = await app.as();
    await db.$executeRaw`update contract set number = number where false`;
    expect(here).toEqual([{ kind: 'change', brandId }]);
  });
});
