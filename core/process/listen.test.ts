import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { freePort } from '../testing/free-port.ts';
import { serveApi, serveWorker } from './listen.ts';

/** A server with a slow answer and a stream that never ends. */
async function sample() {
  const http = Fastify();
  http.get('/slow', async () => {
    await sleep(300);
    return 'done';
  });
  http.get('/stream', (_request, reply) => {
    const endless = new Readable({ read: () => undefined });
    endless.push('data: 1\n\n');
    return reply.header('content-type', 'text/event-stream').send(endless);
  });
  http.get('/health/ready', async (_request, reply) => reply.status(503).send({ status: 'the database does not answer' }));
  const place = { host: '127.0.0.1', port: await freePort() };
  return { app: { http, close: () => http.close() }, place, origin: `http://127.0.0.1:${place.port}` };
}

it('answers what is under way, cuts streams that have no end, and closes without waiting for idle callers', async () => {
  const { app, place, origin } = await sample();
  const end = await serveApi(app, place);
  const stream = await fetch(`${origin}/stream`, { headers: { accept: 'text/event-stream' } });
  const slow = fetch(`${origin}/slow`).then((response) => response.text());
  await sleep(100);

  const began = Date.now();
  await end();
  expect(Date.now() - began).toBeLessThan(3_000);
  expect(await slow).toBe('done');
  await expect(stream.text()).rejects.toThrow('terminated');
  await expect(fetch(`${origin}/slow`)).rejects.toThrow('fetch failed');
});

it('names the port that is taken and the address that is not ours', async () => {
  const { app, place } = await sample();
  const end = await serveApi(app, place);
  const second = await sample();
  await expect(serveApi(second.app, place)).rejects.toThrow(`PORT: ${place.port} is taken by another program`);
  await end();
  await expect(serveWorker(app.http, { host: '192.0.2.1', port: place.port })).rejects.toThrow(
    'HOST: 192.0.2.1 is no address of this machine',
  );
});

it('lets a worker show its health and nothing else', async () => {
  const { app, place, origin } = await sample();
  const end = await serveWorker(app.http, place);
  const health = await fetch(`${origin}/health/ready`);
  expect([health.status, await health.json()]).toEqual([503, { status: 'the database does not answer' }]);
  expect((await fetch(`${origin}/slow`)).status).toBe(404);
  await end();
});
