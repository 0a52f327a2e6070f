import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { keyFor } from './http.kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'voltkontor-surfaces-'));
mkdirSync(join(folder, 'admin/assets'), { recursive: true });
for (const page of ['office', 'order', 'my']) writeFileSync(join(folder, `admin/${page}.html`), `<p>${page}</p>`);
writeFileSync(join(folder, 'admin/icon.svg'), '<svg/>');
writeFileSync(join(folder, 'admin/assets/a-1234.js'), 'plain');
writeFileSync(join(folder, 'admin/assets/a-1234.js.br'), 'small');
writeFileSync(join(folder, 'operations.json'), JSON.stringify({ 'sha256:known': '{ brand { name } }' }));

const app = await createTestApp([], { surfaces: folder, isProduction: true });
await app.root.brand.update({ where: { id: app.brands.a }, data: { theme: { accent: '#0b7285' } } });
await app.root.brand.update({ where: { id: app.brands.b }, data: { theme: { accent: 'red;}</style>' } } });
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
const get = (url: string, headers: Record<string, string> = {}) =>
  app.http.inject({ url, headers: { host: 'a.localhost', accept: 'text/html', ...headers } });

describe('an address of the surfaces', () => {
  it.each([
    ['/', 'office'],
    ['/contracts/1', 'office'],
    ['/imports', 'office'],
    ['/order', 'order'],
    ['/order/offers', 'order'],
    ['/orders', 'office'],
    ['/my', 'my'],
  ])('is a page for people: %s shows %s', async (url, page) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, `<p>${page}</p>`]);
    expect(answer.headers['cache-control']).toContain('max-age=0');
  });

  it('lets no script and no style stand in a page, and no stranger put it into a frame', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it('is nothing for programs: they are told so in JSON', async () => {
    const answer = await get('/contracts', { accept: 'application/json' });
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('leads to nothing outside of the folder', async () => {
    for (const url of [
      '/assets/../operations.json',
      '/assets/..%2foperations.json',
      '/assets/%2e%2e/operations.json',
      '/assets/nothing.js',
    ])
      expect((await get(url, { accept: '*/*' })).body).not.toContain('brand { name }');
  });

  it('is kept for a year where its name holds the hash of its content, and comes compressed', async () => {
    const answer = await get('/assets/a-1234.js', { 'accept-encoding': 'br' });
    expect([answer.body, answer.headers['content-encoding']]).toEqual(['small', 'br']);
    expect(answer.headers['cache-control']).toContain('immutable');
    expect((await get('/assets/a-1234.js', { 'accept-encoding': 'identity' })).body).toBe('plain');
  });
});

describe('a page of another site', () => {
  const saveOrderPage = async (isSelfService: boolean, embeddingHosts: readonly string[]) => {
    const query = 'mutation ($input: OrderPageInput!) { saveOrderPage(input: $input) { isSelfService embeddingHosts } }';
    const answer = await app.gql(query, { input: { isSelfService, embeddingHosts } });
    app.kernel.brands.forget();
    return answer;
  };
  const framesOf = async (url: string, host = 'a.localhost') => {
    const { headers } = await get(url, { host });
    return [/frame-ancestors (.*)$/.exec(String(headers['content-security-policy']))?.[1], headers['x-frame-options'] ?? null];
  };

  it('shows the order flow in a frame where the brand names its host, and no other page', async () => {
    expect(await framesOf('/order')).toEqual(["'self'", 'SAMEORIGIN']);
    const { data } = await saveOrderPage(true, [' WWW.shop.example', '*.partner.example:8443', 'www.shop.example']);
    expect(data.saveOrderPage.embeddingHosts).toEqual(['*.partner.example:8443', 'www.shop.example']);
    expect(await framesOf('/order/offers')).toEqual(["'self' *.partner.example:8443 www.shop.example", null]);
    for (const [url, host] of [
      ['/', 'a.localhost'],
      ['/my', 'a.localhost'],
      ['/order', 'b.localhost'],
    ] as const)
      expect(await framesOf(url, host)).toEqual(["'self'", 'SAMEORIGIN']);
    await saveOrderPage(false, ['www.shop.example']);
    expect(await framesOf('/order')).toEqual(["'self'", 'SAMEORIGIN']);
  });

  it.each(['https://shop.example', 'shop.example/page', "shop.example; script-src 'unsafe-inline'", '*', 'a b', "'none'", ''])(
    'is never named by what is no host: "%s"',
    async (host) => {
      const { errors } = await saveOrderPage(true, [host]);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_PAGE_INVALID', problems: [{ field: 'embeddingHosts.0' }] });
    },
  );

  it('may load the script that shows it, which knows its brand', async () => {
    const { headers, body } = await get('/embed.js', { accept: '*/*' });
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['content-type']).toContain('text/javascript');
    expect(body).toContain('"brand":"a"');
    expect(() => new Function(body)).not.toThrow();
    expect((await get('/embed.js', { accept: '*/*', host: 'nobody.localhost' })).body).toContain('"brand":null');
  });
});

describe('the first script of a page', () => {
  const factsOf = async (host: string) => {
    const { body } = await get('/brand.js', { host });
    return JSON.parse(/^window\.vk = (.*);$/m.exec(body)?.[1] ?? 'null');
  };

  it("knows the brand of the host and its colour; a colour that is none gives way to the product's own", async () => {
    expect((await factsOf('a.localhost')).brand).toMatchObject({ code: 'a', name: 'Brand A', tenant: 'Test tenant', accent: '#0b7285' });
    expect((await factsOf('b.localhost')).brand.accent).toBe('#0b6b8a');
  });

  it('says under a host that is no brand where the brands of the demo are', async () => {
    const { brand, elsewhere } = await factsOf('nobody.localhost');
    expect(brand).toBeNull();
    expect(elsewhere.map(({ url }: { url: string }) => url)).toEqual(['http://a.localhost:4000', 'http://b.localhost:4000']);
  });
});

describe('a stored operation', () => {
  const send = async (body: object) => {
    const key = await keyFor(app);
    const headers = { host: 'a.localhost', authorization: `Bearer ${key}` };
    return (await app.http.inject({ method: 'POST', url: '/graphql', headers, payload: body })).json();
  };

  it('is answered by its id alone', async () => {
    expect(await send({ documentId: 'sha256:known' })).toEqual({ data: { brand: { name: 'Brand A' } } });
  });

  it('of another build is refused with what helps', async () => {
    const { errors } = await send({ documentId: 'sha256:other' });
    expect(errors[0]).toMatchObject({ message: expect.stringContaining('load the page again'), extensions: { code: 'DOCUMENT_UNKNOWN' } });
  });

  it('does not stand in the way of ordinary ones, not even of one that names a documentId', async () => {
    expect(await send({ query: '{ brand { code } }' })).toEqual({ data: { brand: { code: 'a' } } });
    const { errors } = await send({ query: '{ "documentId" }' });
    expect(errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });
});
