import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { z } from 'zod';
import { systemViewer } from '../../core/access/viewer.ts';
import { assemble, buildApp } from '../../core/app.ts';
import { createBrand } from '../../core/brands/brand.service.ts';
import { writeRows } from '../../core/db/write-rows.sql.ts';
import { type Ctx, inTransaction, type TxCtx } from '../../core/kernel/context.ts';
import { event, eventRow, on } from '../../core/kernel/events.ts';
import { allow, type Decision, decide, decision, hook } from '../../core/kernel/hooks.ts';
import { job } from '../../core/kernel/jobs.ts';
import { contextFor } from '../../core/kernel/kernel.ts';
import { relayEvents } from '../../core/kernel/outbox.ts';
import { definePlugin } from '../../core/kernel/plugin.ts';
import { createQueue } from '../../core/kernel/queue.ts';
import { median, percentile } from '../figures.ts';

/** Measures the kernel inside one process on the server's core; prints one line of JSON. Started by kernel.ts. */
const { BENCH_DATABASE = '', BENCH_PART = '', BENCH_AMOUNT = '20000' } = process.env;
const amount = Number(BENCH_AMOUNT);

const happened = event('bench.happened', z.object({ id: z.uuid() }), 'id');
const asked = decision<{ value: number }>('bench.asked');
const answer = ({ value }: { value: number }): Decision => (value < 0 ? { kind: 'deny', code: 'NO', message: 'no' } : allow());
/** When the handler that does nothing had an event, ms. */
const handledAt = new Map<string, number>();
let done = 0;
const nothing = job({
  name: 'idle.nothing',
  input: z.object({}),
  run: async () => {
    done += 1;
  },
});

const plugin = (id: string, more: Partial<Parameters<typeof definePlugin>[0]> = {}) =>
  definePlugin({ id, version: '1.0.0', api: 1, summary: 'Measures', hooks: [hook(asked, answer)], ...more });
const idle = plugin('idle', {
  events: [
    on(happened, ({ id }) => {
      done += 1;
      handledAt.set(id, performance.now());
    }),
  ],
  jobs: [nothing],
});
const writing = plugin('writing', {
  events: [
    on(happened, async ({ id }, { tx }) => {
      done += 1;
      await tx.idempotencyRecord.create({ data: { viewer: 'bench', key: randomUUID(), bodyHash: '', resultId: id } });
    }),
  ],
});
const others = Array.from({ length: 18 }, (_, n) => plugin(`other-${n}`));

const config = {
  redisUrl: null,
  secretKeys: ['bench'.repeat(8)],
  isDemo: false,
  isProduction: true,
  trustProxy: false,
  publicUrl: 'http://localhost:4000',
  metricsToken: null,
};
const app = await buildApp({
  config,
  parts: assemble([idle, writing, ...others]),
  connectionString: BENCH_DATABASE,
  log: pino({ level: 'silent' }),
});
const { kernel } = app;
const { root } = kernel;
const brand = await newBrand();

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  decisions,
  idle: () => events('idle'),
  writing: () => events('writing'),
  lag,
  jobs,
};
const result = await parts[BENCH_PART]?.();
process.stdout.write(`${JSON.stringify({ result })}\n`);
await app.close();

function insertEvents(count: number): Promise<number> {
  return root.$executeRawUnsafe(
    `insert into outbox_event (brand_id, type, subject, payload)
     select $1::uuid, 'bench.happened', s.id, jsonb_build_object('id', s.id)
     from (select gen_random_uuid() as id from generate_series(1, $2::int)) s`,
    brand.id,
    count,
  );
}

async function newBrand() {
  const tenant = await root.tenant.create({ data: { name: 'bench' } });
  const facts = { tenantId: tenant.id, country: 'AT', language: 'en', currency: 'EUR', timeZone: 'Europe/Vienna', theme: {} };
  const id = await root.$transaction((tx) =>
    createBrand(tx, { ...facts, code: 'bench', name: 'bench', hosts: [`${randomUUID()}.example`] }, new Date()),
  );
  return { id, tenantId: tenant.id, language: 'en' };
}

async function switchOn(ids: readonly string[]): Promise<void> {
  await root.pluginActivation.createMany({
    data: ids.map((pluginId) => ({ brandId: brand.id, pluginId, enabled: true, updatedBy: 'bench' })),
  });
  kernel.brands.forget();
}

/** Nanoseconds of a decision by five of twenty plugins, and of five calls that are waited for one after the other. */
async function decisions() {
  await switchOn(['idle', 'writing', 'other-0', 'other-1', 'other-2']);
  const fresh: Ctx = await contextFor(kernel, systemViewer(brand));
  return inTransaction(fresh, async (tx) => {
    const direct: ((input: { value: number }, ctx: TxCtx) => Decision)[] = Array.from({ length: 5 }, () => (input) => answer(input));
    const point = async (value: number) => void (await decide(asked, { value }, tx));
    const calls = async (value: number) => {
      for (const call of direct) if ((await call({ value }, tx)).kind === 'deny') return;
    };
    const plain = async (value: number) => {
      for (const call of direct) if (call({ value }, tx).kind === 'deny') return;
    };
    const times = { point: [] as number[], awaited: [] as number[], plain: [] as number[] };
    for (let round = 0; round < 15; round++) {
      times.point.push(await nanoseconds(point));
      times.awaited.push(await nanoseconds(calls));
      times.plain.push(await nanoseconds(plain));
    }
    return { point: median(times.point), awaited: median(times.awaited), plain: median(times.plain) };
  });
}

async function nanoseconds(work: (value: number) => Promise<void>): Promise<number> {
  const times = 20_000;
  const start = process.hrtime.bigint();
  for (let n = 0; n < times; n++) await work(n);
  return Number(process.hrtime.bigint() - start) / times;
}

/** Events a second, from the queue to one plugin's handler with its marks. */
async function events(pluginId: string): Promise<{ perSecond: number }> {
  await switchOn([pluginId]);
  await insertEvents(4_000);
  while ((await relayEvents(kernel)) > 0); // warm
  await insertEvents(amount);
  done = 0;
  const start = performance.now();
  while ((await relayEvents(kernel)) > 0);
  const seconds = (performance.now() - start) / 1_000;
  if (done !== amount) throw new Error(`${done} of ${amount} events arrived`);
  return { perSecond: amount / seconds };
}

/** From commit to handler at 300 events a second, milliseconds. Each event is written as an order writes it: with its rows in one statement. */
async function lag(): Promise<{ p50: number; p99: number }> {
  await switchOn(['idle']);
  await app.startWorkers();
  const ctx = await contextFor(kernel, systemViewer(brand));
  const committedAt = new Map<string, number>();
  const emitOne = async (): Promise<void> => {
    const id = randomUUID();
    await writeRows(ctx, [{ model: 'OutboxEvent', rows: [eventRow(happened, { id })] }]);
    committedAt.set(id, performance.now());
  };
  const start = performance.now();
  const open: Promise<void>[] = [];
  const seconds = Math.max(4, amount / 2_000);
  for (let n = 0; n < seconds * 300; n++) {
    const wait = start + (n * 1_000) / 300 - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    open.push(emitOne());
  }
  await Promise.all(open);
  await until(async () => handledAt.size === committedAt.size);
  const lags = [...committedAt].map(([id, at]) => (handledAt.get(id) ?? Number.NaN) - at).slice(300); // the first second warms up
  return { p50: median(lags), p99: percentile(lags, 0.99) };
}

/** Jobs a second: ours, from the request to done, and BullMQ's own on the same PostgreSQL. */
async function jobs(): Promise<{ ours: number; raw: number }> {
  const count = Math.max(200, amount / 10);
  await switchOn(['idle']);
  const raw = await rawJobs(count);
  await root.jobRequest.createMany({ data: Array.from({ length: count }, () => ({ brandId: brand.id, name: nothing.name, input: {} })) });
  const start = performance.now();
  await app.startWorkers();
  await until(async () => done === count && (await root.jobRequest.count({ where: { brandId: brand.id, state: 'DONE' } })) === count);
  return { ours: count / ((performance.now() - start) / 1_000), raw };
}

async function rawJobs(count: number): Promise<number> {
  const queue = createQueue({ connectionString: BENCH_DATABASE, redisUrl: null, log: kernel.log, name: `raw-${randomUUID()}` });
  let finished = 0;
  const start = performance.now(); // ours hands over after the start as well
  await queue.add(Array.from({ length: count }, () => [{ id: randomUUID(), name: 'raw', brandId: brand.id, round: 1 }]));
  queue.work(async () => {
    finished += 1;
  }, 20);
  await until(async () => finished === count);
  const perSecond = count / ((performance.now() - start) / 1_000);
  await queue.close();
  return perSecond;
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
}
