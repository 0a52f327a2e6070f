import { afterAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { on } from '../kernel/events.ts';
import { allow, hook } from '../kernel/hooks.ts';
import { enqueue, job } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { orderAcceptance, orderSubmitted } from '../orders/order.points.ts';
import { createTestApp } from '../testing/app.ts';
import { query } from '../testing/query.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { keyFor, send } from './http.kit.ts';

const work = job({ name: 'measured.work', input: z.object({ orderId: z.uuid() }), run: async () => undefined });
const measured = definePlugin({
  id: 'measured',
  version: '1.0.0',
  api: 1,
  summary: 'Is measured',
  hooks: [hook(orderAcceptance, () => allow())],
  events: [on(orderSubmitted, async ({ orderId }, ctx) => enqueue(ctx, work, { orderId }))],
  jobs: [work],
});
const app = await createTestApp([measured]);
await app.switch('measured', true);
afterAll(() => app.close());
const get = (url: string, options: { headers?: Record<string, string>; remoteAddress?: string } = {}) =>
  app.http.inject({ url, ...options });

describe('the figures', () => {
  it("tell how long plugins' answers, events and jobs, statements, requests and operations take, by name", async () => {
    const key = await keyFor(app);
    const input = completeOrder(await sampleOffer(await app.as()));
    const place = 'mutation Anything($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
    expect((await send(app, { key, body: { query: place, variables: { input, key: crypto.randomUUID() } } })).text).toContain('"id"');
    await app.work();
    const { body } = await get('/metrics');
    for (const line of [
      /voltkontor_hook_seconds_count\{.*plugin="measured".*point="order.acceptance"/,
      /voltkontor_event_seconds_count\{.*plugin="measured"/,
      /voltkontor_job_seconds_count\{.*job="measured.work"/,
      /voltkontor_query_seconds_count\{.*table="contract"/,
      /voltkontor_http_request_seconds_count\{.*route="\/graphql".*status="200"/,
      /voltkontor_graphql_operation_seconds_count\{.*operation="mutation placeOrder".*outcome="ok"/,
    ]) {
      expect(body).toMatch(line);
    }
  });

  it('do not grow with the names that callers invent', async () => {
    const key = await keyFor(app);
    for (const name of ['Invented1', 'Invented2'])
      await send(app, { key, body: { query: `query ${name} { brand { code } }`, operationName: name } });
    await send(app, { method: 'GET', url: '/invented/path?x=1' });
    await send(app, { method: 'GET', url: '/health/live', host: 'invented.example' });
    const { body } = await get('/metrics');
    expect(body).toContain('operation="query brand"');
    expect(body).not.toMatch(/invented/i);
  });

  it("hold nobody's personal data", async () => {
    const { body } = await get('/metrics');
    for (const secret of ['Ada', 'ada@sample.example', 'AT0031']) expect(body).not.toContain(secret);
  });

  it('are for this machine, unless there is a token', async () => {
    expect((await get('/metrics')).statusCode).toBe(200);
    for (const options of [
      { remoteAddress: '203.0.113.7' },
      { headers: { 'x-forwarded-for': '127.0.0.1' } },
      { headers: { forwarded: 'for=127.0.0.1' } },
    ]) {
      const refused = await get('/metrics', options);
      expect([refused.statusCode, refused.json().error.code]).toEqual([403, 'FORBIDDEN']);
    }
  });
});

describe('the process says', () => {
  it('that it lives and can work', async () => {
    expect((await get('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await get('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('that it cannot work while the database is away, and that it can again', async () => {
    const { admin } = inject('testServer');
    const name = new URL(app.connectionString).pathname.slice(1);
    await query(admin, `alter database ${name} with allow_connections false`);
    await query(admin, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    expect((await get('/health/ready')).statusCode).toBe(503);
    expect((await get('/health/live')).statusCode).toBe(200);
    await query(admin, `alter database ${name} with allow_connections true`);
    expect((await get('/health/ready')).statusCode).toBe(200);
  });
});
