import cookie from '@fastify/cookie';
import * as argon2 from '@node-rs/argon2';
import Fastify from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createAccessKit, PASSWORD } from '../access/access.kit.ts';
import { authRoutes } from './auth.routes.ts';

// The real thing, counted.
vi.mock('@node-rs/argon2', { spy: true });

const kit = await createAccessKit();
const app = Fastify();
await app.register(cookie);
app.decorateRequest('brandId', null);
app.addHook('onRequest', async (request) => {
  request.brandId = await kit.kernel.brands.byHost(request.hostname);
});
await app.register(authRoutes(kit.kernel), { prefix: '/auth' });
afterAll(async () => {
  await app.close();
  await kit.close();
});
// Another minute: what a former test sent counts no more.
beforeEach(() => kit.pass(2));

interface Options {
  readonly host?: string;
  readonly session?: string;
  readonly ip?: string;
  readonly language?: string;
}
const NEXT = 'seven white swans';

async function post(path: string, body: unknown, { host = 'a.example', session, ip = '203.0.113.7', language }: Options = {}) {
  const cookies = session === undefined ? {} : { '__Host-vk': session };
  const response = await app.inject({
    method: 'POST',
    url: `/auth/${path}`,
    headers: { host, 'content-type': 'application/json', ...(language && { 'accept-language': language }) },
    payload: JSON.stringify(body),
    cookies,
    remoteAddress: ip,
  });
  const set = response.cookies.find(({ name }) => name === '__Host-vk');
  return {
    status: response.statusCode,
    body: response.body === '' ? null : response.json<unknown>(),
    code: codeIn(response.body),
    session: set?.value,
    set,
    headers: response.headers,
  };
}
const codeIn = (body: string): string | undefined => /"code":"(\w+)"/.exec(body)?.[1];
const me = (session: string, host = 'a.example') =>
  app.inject({ method: 'GET', url: '/auth/me', headers: { host }, cookies: { '__Host-vk': session } });
const signedIn = async (email: string, options: Options = {}) =>
  (await post('sign-in', { email, password: PASSWORD }, options)).session ?? '';

describe('signing in over HTTP', () => {
  it('sets a cookie that scripts, other hosts and plain http do not get', async () => {
    const user = await kit.addUser();
    const { status, set, headers } = await post('sign-in', { email: user.email, password: PASSWORD });
    expect(status).toBe(204);
    expect(set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 1_209_600 });
    expect(set).not.toHaveProperty('domain');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('answers an unknown and a known address alike, after one hash each and no sooner than after a fixed time', async () => {
    const user = await kit.addUser();
    const answers = [];
    for (const email of ['nobody@example.com', user.email]) {
      vi.mocked(argon2.verify).mockClear();
      const begun = performance.now();
      const { status, body } = await post('sign-in', { email, password: 'wrong' });
      expect(performance.now() - begun).toBeGreaterThanOrEqual(245);
      expect(argon2.verify).toHaveBeenCalledTimes(1);
      answers.push({ status, body });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { error: { code: 'SIGN_IN_FAILED', details: {} } } });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('says what is wrong in the language of the reader', async () => {
    const wrong = { email: 'nobody@example.com', password: 'wrong' };
    const message = async (language: string) => JSON.stringify((await post('sign-in', wrong, { language })).body);
    expect(await message('de-AT')).toContain('passen nicht zusammen');
    expect(await message('en')).toContain('do not match');
    expect(await message('pl')).toContain('do not match');
  });

  it('stops a caller who tries one address too often, before the hash', async () => {
    const email = 'nobody@example.com';
    for (let n = 0; n < 10; n++) expect((await post('magic-link', { email })).status).toBe(202);
    vi.mocked(argon2.verify).mockClear();
    const stopped = await post('sign-in', { email, password: 'wrong' });
    expect(stopped).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect(argon2.verify).not.toHaveBeenCalled();
    expect((await post('sign-in', { email, password: 'wrong' }, { ip: '198.51.100.1' })).status).toBe(401);
    kit.pass(2);
    expect((await post('sign-in', { email, password: 'wrong' })).status).toBe(401);
  });

  it('asks for the second factor and takes a code with a gap', async () => {
    const { email } = await kit.addUser();
    const session = await signedIn(email);
    const start = await post('totp/start', {}, { session });
    const { secret } = z.object({ secret: z.string(), otpauthUrl: z.string() }).parse(start.body);
    const code = (seconds: number) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: kit.kernel.clock.now().getTime() + seconds * 1_000 });
    expect((await post('totp/confirm', { code: code(0) }, { session })).status).toBe(204);
    expect((await me(session)).json()).toMatchObject({ hasSecondFactor: true });

    expect(await post('sign-in', { email, password: PASSWORD })).toMatchObject({ status: 401, code: 'TOTP_REQUIRED', session: undefined });
    const spaced = `${code(30).slice(0, 3)} ${code(30).slice(3)}`;
    expect((await post('sign-in', { email, password: PASSWORD, totp: spaced })).status).toBe(204);

    expect((await post('totp/remove', { password: 'wrong' }, { session })).code).toBe('PASSWORD_WRONG');
    expect((await post('totp/remove', { password: PASSWORD }, { session })).status).toBe(204);
    expect((await post('sign-in', { email, password: PASSWORD })).status).toBe(204);
  });
});

describe('a session over HTTP', () => {
  it('tells who one is for this brand', async () => {
    const user = await kit.addUser({ role: 'BACK_OFFICE' });
    const answer = (await me(await signedIn(user.email))).json<{ permissions: string[] }>();
    expect(answer).toMatchObject({
      name: user.name,
      email: user.email,
      role: 'BACK_OFFICE',
      partnerId: null,
      hasSecondFactor: false,
      brand: { id: kit.brands.a, code: 'a', currency: 'EUR' },
    });
    expect(answer.permissions).toContain('contract.write');
  });

  it('ends at signing out, and the cookie goes', async () => {
    const session = await signedIn((await kit.addUser()).email);
    const out = await post('sign-out', {}, { session });
    expect(out).toMatchObject({ status: 204, set: { value: '' } });
    expect((await me(session)).statusCode).toBe(401);
  });

  it("that is over is a stranger's, and the cookie goes", async () => {
    const answer = await me('x'.repeat(43));
    expect(answer.statusCode).toBe(401);
    expect(codeIn(answer.body)).toBe('UNAUTHENTICATED');
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-vk', value: '' });
  });

  it("is worth nothing at another brand's address", async () => {
    const session = await signedIn((await kit.addUser()).email);
    expect((await me(session, 'b.example')).statusCode).toBe(401);
    expect((await post('totp/start', {}, { session, host: 'c.example' })).status).toBe(401);
  });

  it('gets a new cookie when the password changes, and all others end', async () => {
    const { email } = await kit.addUser();
    const [here, there] = [await signedIn(email), await signedIn(email)];
    const changed = await post('password', { current: PASSWORD, new: NEXT }, { session: here });
    expect(changed.status).toBe(204);
    expect([(await me(here)).statusCode, (await me(there)).statusCode, (await me(changed.session ?? '')).statusCode]).toEqual([
      401, 401, 200,
    ]);
  });
});

describe('links over HTTP', () => {
  it('answer every address alike and mail the known one', async () => {
    const { email } = await kit.addUser();
    for (const path of ['magic-link', 'password-reset']) {
      const [unknown, known] = [await post(path, { email: 'nobody@example.com' }), await post(path, { email })];
      expect(unknown.status).toBe(202);
      expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    }
    expect(await kit.mailsTo(email)).toHaveLength(2);
    expect(await kit.mailsTo('nobody@example.com')).toEqual([]);
  });

  it('sign in', async () => {
    const { email } = await kit.addUser();
    await post('magic-link', { email });
    const confirmed = await post('magic-link/confirm', { token: await kit.tokenFor(email) });
    expect((await me(confirmed.session ?? '')).json()).toMatchObject({ email });
  });

  it('set a new password and sign nobody in', async () => {
    const { email } = await kit.addUser();
    await post('password-reset', { email });
    const token = await kit.tokenFor(email);
    expect(await post('password-reset/confirm', { token, password: 'short' })).toMatchObject({ status: 400, code: 'PASSWORD_UNFIT' });
    expect(await post('password-reset/confirm', { token, password: NEXT })).toMatchObject({ status: 204, session: undefined });
    expect(await post('password-reset/confirm', { token, password: NEXT })).toMatchObject({ status: 400, code: 'LINK_INVALID' });
    expect((await post('sign-in', { email, password: NEXT })).status).toBe(204);
  });
});

describe('what the routes refuse', () => {
  it("a host that is no brand's", async () => {
    expect(await post('sign-in', { email: 'a@example.com', password: 'x' }, { host: 'elsewhere.example' })).toMatchObject({
      status: 404,
      code: 'BRAND_NOT_FOUND',
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('a body of type %s', async (type) => {
    const payload = JSON.stringify({ email: 'a@example.com', password: 'x' });
    const response = await app.inject({
      method: 'POST',
      url: '/auth/sign-in',
      headers: { host: 'a.example', 'content-type': type },
      payload,
    });
    expect([response.statusCode, codeIn(response.body)]).toEqual([415, 'JSON_ONLY']);
  });

  it('a field that is missing, wrong or unknown, by name', async () => {
    expect(await post('sign-in', { email: 'a@example.com' })).toMatchObject({
      status: 400,
      body: { error: { code: 'INPUT_INVALID', details: { problems: [{ field: 'password' }] } } },
    });
    expect(await post('sign-in', { email: 'a@example.com', password: 'x', totp: '12345' })).toMatchObject({
      status: 400,
      code: 'INPUT_INVALID',
    });
    expect(await post('magic-link', { email: 'a@example.com', brandId: 'x' })).toMatchObject({ status: 400, code: 'INPUT_INVALID' });
    expect(await post('sign-in', null)).toMatchObject({ status: 400, code: 'INPUT_INVALID' });
  });

  it('what is no JSON, what tampers with prototypes and what is too large', async () => {
    const send = async (payload: string) =>
      (
        await app.inject({
          method: 'POST',
          url: '/auth/sign-in',
          headers: { host: 'a.example', 'content-type': 'application/json' },
          payload,
        })
      ).statusCode;
    expect(await send('{')).toBe(400);
    expect(await send('{"__proto__":{"x":1},"email":"a@example.com","password":"x"}')).toBe(400);
    expect(await send(JSON.stringify({ email: 'a@example.com', password: 'x'.repeat(20_000) }))).toBe(413);
  });

  it('strangers at everything that needs an account', async () => {
    for (const [path, body] of [
      ['password', { current: 'x', new: NEXT }],
      ['totp/start', {}],
      ['totp/confirm', { code: '123456' }],
      ['totp/remove', { password: 'x' }],
    ] as const) {
      expect(await post(path, body)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
  });
});
