import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import pg from 'pg';
import { listPage } from './list.ts';
import { createOrders } from './orders.ts';
import { createQuotes } from './quotes.ts';

/**
 * What somebody would write who needs these three answers and nothing else: no GraphQL, no plugins, no rights beyond one key.
 * One prepared statement per answer, facts that seldom change in memory, JSON by JSON.stringify.
 */
const { BENCH_DATABASE, BENCH_BRAND, BENCH_KEY } = process.env;
if (!BENCH_DATABASE || !BENCH_BRAND || !BENCH_KEY) throw new Error('Started by bench/run.ts');

const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });
const key = Buffer.from(`Bearer ${BENCH_KEY}`);
const isRightKey = (given = ''): boolean => given.length === key.length && timingSafeEqual(Buffer.from(given), key);

const app = Fastify();
app.addHook('onRequest', async (request, reply) => {
  if (!isRightKey(request.headers.authorization)) return reply.status(401).send({ error: 'unauthenticated' });
});
const brandId = BENCH_BRAND;
const placeOrder = await createOrders(pool, brandId);
const askQuote = await createQuotes(pool, brandId);
const send = (text: string, reply: { header: (name: string, value: string) => unknown }): string => {
  reply.header('content-type', 'application/json; charset=utf-8');
  return text;
};
app.get<{ Querystring: { after?: string } }>('/contracts', async ({ query }, reply) =>
  send(await listPage(pool, brandId, query.after), reply),
);
app.post<{ Body: unknown }>('/orders', async ({ body }, reply) => send(await placeOrder(body), reply));
app.post<{ Body: unknown }>('/quotes', async ({ body }, reply) => send(await askQuote(body), reply));

await app.listen({ port: 0, host: '127.0.0.1' });
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
process.stdout.write(`${JSON.stringify({ port: (app.server.address() as AddressInfo).port })}\n`);
