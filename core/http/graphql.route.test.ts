import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { codesOf } from '../graphql/operations.kit.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp, type GraphQLAnswer } from '../testing/app.ts';
import { keyFor, type Request, send } from './http.kit.ts';

const failing = definePlugin({
  id: 'failing',
  version: '1.0.0',
  api: 1,
  summary: 'Fails',
  graphql: (builder) =>
    builder.queryField('fails', (t) =>
      t.string({
        extensions: { permission: 'order.read' },
        resolve: () => {
          throw new Error('the secret of the database');
        },
      }),
    ),
});
const lines: string[] = [];
const log = pino({ level: 'info', base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
let arrived: () => void = () => undefined;
let goOn: () => void = () => undefined;
/** An operation that takes as long as a test wants it to. */
const slow = definePlugin({
  id: 'slow',
  version: '1.0.0',
  api: 1,
  summary: 'Takes its time',
  graphql: (builder) =>
    builder.queryField('slow', (t) =>
      t.string({
        extensions: { permission: 'order.read' },
        resolve: async () => {
          arrived();
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          return 'done';
        },
      }),
    ),
});
const app = await createTestApp([failing, slow], { log });
await app.switch('slow', true);
await app.switch('failing', true);
afterAll(() => app.close());
const keys = { a: await keyFor(app), b: await keyFor(app, { brand: 'b' }) };
const BRAND = { query: '{ brand { code } }' };

async function ask(request: Request) {
  const { status, text, headers } = await send(app, request);
  const answer = JSON.parse(text) as GraphQLAnswer;
  return { status, headers, answer, codes: codesOf(answer) };
}

describe('an API key', () => {
  it("acts for its brand, at its brand's address and at an address that is no brand's", async () => {
    for (const host of ['a.localhost', 'A.LOCALHOST', 'a.localhost:4000', 'elsewhere.example', '127.0.0.1']) {
      expect((await ask({ key: keys.a, host, body: BRAND })).answer).toEqual({ data: { brand: { code: 'a' } } });
    }
    expect((await ask({ key: keys.b, host: 'b.localhost', body: BRAND })).answer).toEqual({ data: { brand: { code: 'b' } } });
  });

  it("is refused at another brand's address, and nothing is done", async () => {
    const before = await app.root.order.count();
    const body = { query: 'mutation { saveOrder(input: {}) { id } }' };
    for (const [key, host] of [
      [keys.a, 'b.localhost'],
      [keys.b, 'a.localhost'],
    ] as const) {
      expect(await ask({ key, host, body })).toMatchObject({ status: 403, codes: ['BRAND_MISMATCH'] });
    }
    expect(await app.root.order.count()).toBe(before);
  });

  it('that is none, is over or asks too often is refused with a code and a status', async () => {
    for (const key of ['', 'x', 'vk_nobody00_x', `${keys.a}x`])
      expect(await ask({ key, body: BRAND })).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    const over = await keyFor(app);
    await app.root.apiKey.updateMany({ where: { prefix: over.slice(3, 11) }, data: { revokedAt: new Date() } });
    expect(await ask({ key: over, body: BRAND })).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });

    const busy = await keyFor(app);
    await app.root.apiKey.updateMany({ where: { prefix: busy.slice(3, 11) }, data: { rateLimit: 1 } });
    expect((await ask({ key: busy, body: BRAND })).codes).toEqual([]);
    const refused = await ask({ key: busy, body: BRAND });
    expect(refused).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('sees what its partner sees', async () => {
    const { id: partnerId } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'seller', name: 'seller' } });
    const key = await keyFor(app, { partnerId });
    await ask({ key: keys.a, body: { query: 'mutation { saveOrder(input: {}) { id } }' } });
    expect((await ask({ key, body: { query: '{ orders { total { value } } }' } })).answer).toEqual({
      data: { orders: { total: { value: 0 } } },
    });
    expect((await ask({ key, body: { query: '{ apiKeys { total { value } } }' } })).codes).toEqual(['FORBIDDEN']);
  });
});

describe('an answer', () => {
  it('comes in the language that is asked for', async () => {
    const body = { query: '{ checkOrder(input: { supplyReason: "SWITCH" }) { message } }' };
    const messages = async (language: string) =>
      (await ask({ key: keys.a, headers: { 'accept-language': language }, body })).answer.data.checkOrder[0].message;
    expect(await messages('de-AT,de;q=0.9')).toBe('Die Angabe fehlt.');
    expect(await messages('en')).toBe('This is missing.');
    expect(await messages('xx')).toBe('This is missing.');
  });

  it('to a bug tells nothing but where to find it in the log', async () => {
    const { answer, headers } = await ask({ key: keys.a, body: { query: '{ fails }' } });
    expect(answer.errors).toMatchObject([
      { message: 'Unexpected error', path: ['fails'], extensions: { code: 'INTERNAL', requestId: headers['x-request-id'] } },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(JSON.stringify(answer)).not.toContain('.ts');
  });

  it('is not kept by browsers and not framed', async () => {
    const { headers } = await ask({ key: keys.a, body: BRAND });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('keeps to the media type that the caller understands', async () => {
    const accept = 'application/graphql-response+json';
    const { headers, status } = await ask({ key: keys.a, headers: { accept }, body: { query: '{ nothing }' } });
    expect(headers['content-type']).toContain(accept);
    expect(status).toBe(400);
  });
});

describe('a caller who goes away', () => {
  it('while an answer is made leaves no error in the log', async () => {
    const address = await listening();
    const leaving = new AbortController();
    const begun = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const asked = fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.a}` },
      body: JSON.stringify({ query: 'query Slow { slow @include(if: true) }' }),
      signal: leaving.signal,
    }).catch((error: Error) => error.name);
    await begun;
    lines.length = 0;
    leaving.abort();
    expect(await asked).toBe('AbortError');
    await sleep(50);
    goOn();
    await sleep(200);
    expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40)).toEqual([]);
  });
});

let address: Promise<string> | null = null;
const listening = (): Promise<string> => {
  address ??= app.http.listen({ port: 0, host: '127.0.0.1' });
  return address;
};

describe('over one connection', () => {
  it('many requests leave no listeners behind', async () => {
    const address = await listening();
    const warnings: string[] = [];
    const note = ({ name }: Error) => void warnings.push(name);
    process.on('warning', note);
    for (let n = 0; n < 30; n++) {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.a}` },
        body: JSON.stringify(BRAND),
      });
      expect(await response.json()).toEqual({ data: { brand: { code: 'a' } } });
    }
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
