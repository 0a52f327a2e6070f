import { afterAll, describe, expect, it } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';

const thrown: Record<string, () => never> = {
  expected: () => {
    throw new DomainError('NOT_FOUND', 'file: there is none', { field: 'file' });
  },
  'too-often': () => {
    throw new DomainError('RATE_LIMITED', 'later', { retryAfterSeconds: 7 });
  },
  bug: () => {
    throw new Error('the secret of the database');
  },
  nothing: () => {
    throw null as unknown as Error;
  },
};
const files = definePlugin({
  id: 'files',
  version: '1.0.0',
  api: 1,
  summary: 'Has routes',
  routes: async (inner) => {
    inner.get<{ Params: { what: string } }>('/throws/:what', async ({ params }) => thrown[params.what]?.());
    inner.post('/takes', async ({ body }) => ({ body }));
  },
});
const app = await createTestApp([files], { isProduction: true });
await app.switch('files', true);
afterAll(() => app.close());
const get = (url: string, host = 'a.localhost') => app.http.inject({ url, headers: { host } });

describe('what is thrown below a route', () => {
  it('is told with its code, status and details when it was expected', async () => {
    const answer = await get('/plugins/files/throws/expected');
    expect([answer.statusCode, answer.json()]).toEqual([
      404,
      { error: { code: 'NOT_FOUND', message: 'file: there is none', details: { field: 'file' } } },
    ]);
    const late = await get('/plugins/files/throws/too-often');
    expect([late.statusCode, late.headers['retry-after'], late.json().error.code]).toEqual([429, '7', 'RATE_LIMITED']);
  });

  it.each(['bug', 'nothing'])("tells nothing but the request's id otherwise: %s", async (what) => {
    const answer = await get(`/plugins/files/throws/${what}`);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      error: { code: 'INTERNAL', message: 'Unexpected error', details: { requestId: answer.headers['x-request-id'] } },
    });
  });

  it('names what is wrong with a body', async () => {
    const post = (payload: string, type = 'application/json') =>
      app.http.inject({ method: 'POST', url: '/plugins/files/takes', headers: { host: 'a.localhost', 'content-type': type }, payload });
    expect((await post('{')).json()).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect((await post('{"__proto__":{}}')).statusCode).toBe(400);
    expect((await post('x', 'text/csv')).json()).toMatchObject({ error: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
    expect((await post(JSON.stringify('x'.repeat(1_000_000)))).json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } });
  });
});

describe('an address', () => {
  it('where nothing is says so, and no more', async () => {
    for (const url of ['/', '/nothing', '/graphql/', '/plugins', '/plugins/other', '/auth', '/.env', '/%00', '/..%2f..%2fetc/passwd']) {
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, answer.statusCode === 400 ? 400 : 404]);
      expect(answer.body).not.toContain('Error:');
      expect(answer.json().error.code).toMatch(/^(NOT_FOUND|BAD_REQUEST)$/);
    }
  });

  it('carries the headers that keep other pages away', async () => {
    const { headers } = await get('/health/live');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['strict-transport-security']).toContain('max-age=');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is one of these: a new one needs a thought about who may see what', () => {
    expect(app.http.printRoutes({ commonPrefix: false })).toMatchInlineSnapshot(`
      "├── /health/live (GET, HEAD)
      ├── /health/ready (GET, HEAD)
      ├── /metrics (GET, HEAD)
      ├── /auth/sign-in (POST)
      ├── /auth/sign-out (POST)
      ├── /auth/me (GET, HEAD)
      ├── /auth/magic-link (POST)
      │   └── /confirm (POST)
      ├── /auth/password (POST)
      │   └── -reset (POST)
      │       └── /confirm (POST)
      ├── /auth/order-link (POST)
      ├── /auth/guest (POST)
      ├── /auth/to/:brandId (GET, HEAD)
      ├── /auth/totp/start (POST)
      ├── /auth/totp/confirm (POST)
      ├── /auth/totp/remove (POST)
      ├── /auth/from (GET, HEAD)
      ├── /graphql (GET, POST, OPTIONS, HEAD)
      ├── /documents (POST)
      │   └── / (POST)
      │       └── :id (GET, HEAD)
      ├── /imports (POST)
      │   └── / (POST)
      │       └── :id/errors.csv (GET, HEAD)
      ├── /logo (GET, HEAD, POST)
      │   └── / (GET, HEAD, POST)
      ├── /legal/:kind (GET, HEAD)
      ├── /exports (GET, HEAD)
      │   └── / (GET, HEAD)
      │       └── :file (GET, HEAD)
      ├── /plugins/files/throws/:what (GET, HEAD)
      └── /plugins/files/takes (POST)
      "
    `);
  });
});
