import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { randomToken, sha256 } from '../access/tokens.ts';
import { createTestApp } from '../testing/app.ts';

const app = await createTestApp();
const address = await app.http.listen({ port: 0, host: '127.0.0.1' });
afterAll(() => app.close());

const addPartner = async (code: string) => {
  const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code } });
  await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
  const text = `vk_${code.padEnd(8, '0')}_${randomToken()}`;
  const key = { name: code, prefix: code.padEnd(8, '0'), secretHash: sha256(text), scopes: ['read:*', 'write:*'], createdBy: 'test' };
  await app.root.apiKey.create({ data: { brandId: app.brands.a, partnerId: id, ...key } });
  return { id, key: text };
};
const draft = async (partnerId: string) => {
  const viewer = { partnerId, rows: { kind: 'partners', ids: [partnerId] } } as const;
  const { data } = await app.gql('mutation { saveOrder(input: {}) { id } }', {}, await app.as('a', viewer));
  return data.saveOrder.id as string;
};

/** Reads server-sent events until `end` is called. */
async function watch(key: string, query = 'subscription { orderChanged { id state } }') {
  const over = new AbortController();
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
    signal: over.signal,
  });
  const seen: string[] = [];
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const part = decoder.decode(chunk as Uint8Array);
      text += part;
      seen.push(...[...part.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? ''));
    }
  })().catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error; // the test went away
  });
  return {
    response,
    seen,
    text: () => text,
    /** Until the server ends the stream. */
    over: reading,
    end: async () => {
      over.abort();
      await reading;
    },
  };
}

const until = async (isSo: () => boolean) => {
  for (let waited = 0; waited < 5_000 && !isSo(); waited += 20) await sleep(20);
};

it("tells a partner of changes of its own orders and of nobody else's, and forgets who went", async () => {
  const [mine, theirs] = [await addPartner('mine'), await addPartner('theirs')];
  const before = app.kernel.signals.listeners();
  const stream = await watch(mine.key);
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  await until(() => app.kernel.signals.listeners() > before);

  await draft(theirs.id);
  const own = await draft(mine.id);
  await app.deliver();
  await until(() => stream.seen.length > 0);
  expect(stream.seen).toEqual([own]);

  await stream.end();
  await until(() => app.kernel.signals.listeners() === before);
  expect(app.kernel.signals.listeners()).toBe(before);
});

it('watches one order alone where one is named, and tells nothing of a foreign one or of one that never was', async () => {
  const [mine, theirs] = [await addPartner('one'), await addPartner('other')];
  const [watched, beside, foreign] = [await draft(mine.id), await draft(mine.id), await draft(theirs.id)];
  await app.deliver();
  const before = app.kernel.signals.listeners();
  const streams = await Promise.all(
    [watched, foreign, crypto.randomUUID()].map((id) => watch(mine.key, `subscription { orderChanged(orderId: "${id}") { id } }`)),
  );
  await until(() => app.kernel.signals.listeners() === before + 3);
  const change = (id: string, channel: string) => app.root.order.update({ where: { id }, data: { channel } });
  await change(foreign, 'x');
  await change(beside, 'x');
  await change(watched, 'x');
  await app.root.contract.updateMany({ where: { orderId: watched }, data: { annualKwh: 1 } });
  await app.deliver();
  await until(() => streams[0]?.seen.length === 1);
  expect(streams.map(({ seen }) => seen)).toEqual([[watched], [], []]);
  for (const stream of streams) await stream.end();
  await until(() => app.kernel.signals.listeners() === before);
  expect(app.kernel.signals.listeners()).toBe(before);
});

it('finds a change whose signal was lost', async () => {
  const mine = await addPartner('deaf');
  const stream = await watch(mine.key);
  await sleep(300);
  await app.root
    .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'voltkontor signals' and datname = current_database()`;
  const id = await draft(mine.id);
  await app.deliver();
  for (let waited = 0; waited < 12_000 && stream.seen.length === 0; waited += 100) await sleep(100);
  expect(stream.seen).toEqual([id]);
  await stream.end();
});

it('says with a code why it is refused', async () => {
  const mine = await addPartner('noscope');
  await app.root.apiKey.updateMany({ where: { partnerId: mine.id }, data: { scopes: ['read:Contract'] } });
  const stream = await watch(mine.key);
  await stream.over;
  expect(stream.text()).toContain('"code":"FORBIDDEN"');
});

it('is not opened for strangers', async () => {
  const stream = await watch(`vk_nobody00_${randomToken()}`);
  expect(stream.response.status).toBe(401);
  await stream.end();
});

it('ends when the server does', async () => {
  const mine = await addPartner('stays');
  const before = app.kernel.signals.listeners();
  const [stream, start] = [await watch(mine.key), performance.now()];
  await app.http.close();
  await stream.over;
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(app.kernel.signals.listeners()).toBe(before);
});
