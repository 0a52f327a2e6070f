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
async function watch(key: string) {
  const over = new AbortController();
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: 'subscription { orderChanged { id state } }' }),
    signal: over.signal,
  });
  const seen: string[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? [])
      seen.push(...[...decoder.decode(chunk as Uint8Array).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? ''));
  })().catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error; // the test went away
  });
  return {
    response,
    seen,
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

it('is not opened for strangers', async () => {
  const stream = await watch(`vk_nobody00_${randomToken()}`);
  expect(stream.response.status).toBe(401);
  await stream.end();
});
