import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { hashPassword } from './passwords.ts';

const app = await createTestApp();
afterAll(() => app.close());
const PASSWORD = 'three grey herons';

async function signedIn(email: string, brands: readonly ('a' | 'b')[]) {
  const { id: userId } = await app.root.user.create({
    data: { tenantId: app.tenant.id, email, name: email, passwordHash: await hashPassword(PASSWORD) },
  });
  for (const brand of brands)
    await app.root.membership.create({ data: { tenantId: app.tenant.id, userId, memberOf: app.brands[brand], role: 'BACK_OFFICE' } });
  const answer = await app.http.inject({
    method: 'POST',
    url: '/auth/sign-in',
    headers: { host: 'a.localhost' },
    payload: { email, password: PASSWORD },
  });
  const cookie = { vk: answer.cookies[0]?.value ?? '' };
  const get = (url: string, host = 'a.localhost', cookies: Record<string, string> = cookie) =>
    app.http.inject({ url, headers: { host }, cookies });
  return { userId, get, cookie };
}
/** Where a code leads, without the host. */
const pathOf = (location: unknown): string => String(location).replace(/^http:\/\/[^/]+/, '');

describe('a session', () => {
  it('goes along to another brand where the person works, without another sign-in, and ends for both at once', async () => {
    const { get } = await signedIn('both@example.com', ['a', 'b']);
    const leaving = await get(`/auth/to/${app.brands.b}`);
    expect([leaving.statusCode, leaving.headers.location]).toEqual([
      303,
      expect.stringMatching(/^http:\/\/b\.localhost:4000\/auth\/from\?code=/),
    ]);
    const arriving = await get(pathOf(leaving.headers.location), 'b.localhost', {});
    expect([arriving.statusCode, arriving.headers.location]).toEqual([303, '/']);
    const there = { vk: arriving.cookies[0]?.value ?? '' };
    expect((await get('/auth/me', 'b.localhost', there)).json().brand.code).toBe('b');
    await app.http.inject({ method: 'POST', url: '/auth/sign-out', headers: { host: 'b.localhost' }, cookies: there });
    expect((await get('/auth/me')).statusCode).toBe(401);
  });

  it('is taken along once, within a minute, and to the brand that was meant', async () => {
    const { get } = await signedIn('once@example.com', ['a', 'b']);
    const code = async () => pathOf((await get(`/auth/to/${app.brands.b}`)).headers.location);
    const used = await code();
    expect((await get(used, 'b.localhost', {})).cookies).toHaveLength(1);
    expect((await get(used, 'b.localhost', {})).cookies).toEqual([]);
    expect((await get(await code(), 'a.localhost', {})).cookies).toEqual([]);
    const late = await code();
    app.clock.forward({ minutes: 2 });
    expect((await get(late, 'b.localhost', {})).cookies).toEqual([]);
    expect((await get('/auth/from?code=made-up', 'b.localhost', {})).cookies).toEqual([]);
  });

  it('leads nowhere where the person does not work, and strangers to the sign-in', async () => {
    const { get } = await signedIn('only-a@example.com', ['a']);
    expect((await get(`/auth/to/${app.brands.b}`)).json().error.code).toBe('BRAND_NOT_FOUND');
    expect((await get(`/auth/to/${crypto.randomUUID()}`)).json().error.code).toBe('BRAND_NOT_FOUND');
    expect((await get(`/auth/to/${app.brands.b}`, 'a.localhost', {})).headers.location).toBe('/sign-in');
  });

  it('leaves no token in the database, and none that could be read in the address', async () => {
    const { get, cookie } = await signedIn('quiet@example.com', ['a', 'b']);
    const { location } = (await get(`/auth/to/${app.brands.b}`)).headers;
    expect(decodeURIComponent(String(location))).not.toContain(cookie.vk);
    const rows = await app.root.loginToken.findMany({ where: { purpose: 'HANDOVER' } });
    expect(JSON.stringify(rows)).not.toContain(cookie.vk);
  });
});
