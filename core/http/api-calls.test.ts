import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { keyFor, send } from './http.kit.ts';

const app = await createTestApp();
afterAll(() => app.close());

const LOG = `query ($filter: ApiRequestFilter) { apiRequests(filter: $filter, orderBy: { field: ID, direction: ASC }) {
  edges { node { keyId operation status code ip times ms } } } }`;
interface Line {
  readonly operation: string;
  readonly status: number;
  readonly code: string | null;
  readonly times: number;
}
const idOf = async (key: string) => (await app.root.apiKey.findUniqueOrThrow({ where: { prefix: key.split('_')[1] ?? '' } })).id;

/** What is written down of a key once its rows tell of `count` requests. */
async function logged(key: string, count: number, more: object = {}): Promise<Line[]> {
  const keyId = await idOf(key);
  for (let waited = 0; waited < 5_000; waited += 50) {
    const { data } = await app.gql(LOG, { filter: { keyId, ...more } });
    const lines: Line[] = data.apiRequests.edges.map(({ node }: { node: Line }) => node);
    if (lines.reduce((sum, { times }) => sum + times, 0) >= count) return lines;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${count} requests were not written down within 5 s`);
}
const brief = (lines: readonly Line[]) => lines.map(({ operation, status, code }) => `${operation} ${status} ${code}`).sort();

describe('what a key asks for', () => {
  it('is written down with its outcome: answers, refusals, files, and nothing of what was asked about', async () => {
    const key = await keyFor(app, { scopes: ['read:Contract'] });
    await send(app, { key, body: { query: '{ contracts(first: 1) { edges { node { id } } } }' } });
    await send(app, {
      key,
      body: {
        query: 'query Invented($name: String) { customers(filter: { lastName: $name }) { total { label } } }',
        variables: { name: 'Secretperson' },
      },
    });
    await send(app, { key, body: { query: '{ nothing }' } });
    await send(app, { key, method: 'GET', url: '/exports/contracts.csv' });
    const lines = await logged(key, 4);
    expect(brief(lines)).toEqual([
      expect.stringMatching(/^GET \/exports\/\S+ \d+/),
      expect.stringMatching(/^POST \/graphql 200 GRAPHQL_VALIDATION_FAILED$/),
      'query contracts 200 null',
      'query customers 200 FORBIDDEN',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/Secretperson|Invented/);
    expect(brief(await logged(key, 1, { isRefused: false }))).not.toContain('query customers 200 FORBIDDEN');
  });

  it('takes one row where it is the same a hundred times in a second', async () => {
    const key = await keyFor(app);
    for (let n = 0; n < 100; n++) await send(app, { key, body: { query: '{ contracts(first: 1) { total { label } } }' } });
    const lines = await logged(key, 100);
    expect(lines.length).toBeLessThan(10);
    expect(lines.reduce((sum, { times }) => sum + times, 0)).toBe(100);
  });

  it('is written down after the key was revoked too, but not for somebody who only knows its beginning', async () => {
    const key = await keyFor(app);
    const id = await idOf(key);
    await app.gql(`mutation { revokeApiKey(id: "${id}") { revokedAt } }`);
    app.kernel.brands.forget();
    const body = { query: '{ contracts(first: 1) { total { label } } }' };
    const [prefix] = [key.split('_')[1]];
    await send(app, { key: `vk_${prefix}_${'x'.repeat(43)}`, body });
    expect((await send(app, { key, body })).status).toBe(401);
    expect(brief(await logged(key, 1))).toEqual(['POST /graphql 401 UNAUTHENTICATED']);
  });

  it('is shown to those who answer for keys, of their own brand alone', async () => {
    const key = await keyFor(app);
    await send(app, { key, body: { query: '{ contracts(first: 1) { total { label } } }' } });
    await logged(key, 1);
    const filter = { keyId: await idOf(key) };
    expect((await app.gql(LOG, { filter }, await app.as('b'))).data.apiRequests.edges).toEqual([]);
    const viewer = { permissions: new Set(['contract.read']) };
    expect((await app.gql(LOG, { filter }, await app.as('a', viewer))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.gql(`{ apiKey(id: "${filter.keyId}") { name } }`)).data.apiKey).toEqual({ name: 'test' });
    expect((await app.gql(`{ apiKey(id: "${filter.keyId}") { name } }`, {}, await app.as('b'))).data.apiKey).toBeNull();
  });
});
