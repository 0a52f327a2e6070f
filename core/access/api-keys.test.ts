import { afterAll, describe, expect, it } from 'vitest';
import { codeOf, createAccessKit } from './access.kit.ts';
import { createApiKey, type NewApiKey, revokeApiKey, rotateApiKey } from './api-keys.ts';
import { authenticate } from './authenticate.ts';

const kit = await createAccessKit();
const admin = await kit.addUser({ role: 'TENANT_ADMIN' });
afterAll(() => kit.close());

const schema = { hasType: () => true, hasField: () => true, hasMutation: (name: string) => name === 'placeOrder' };
const plain: NewApiKey = { name: 'Portal', scopes: ['read:*'], partnerId: null, allowedIps: [], rateLimit: 600, expiresAt: null };
const create = (given: Partial<NewApiKey> = {}, brand: 'a' | 'b' = 'a') =>
  kit.as(admin, (ctx) => createApiKey(ctx, { ...plain, ...given }, schema), brand);
const rotate = (id: string, hours?: number) => kit.as(admin, (ctx) => rotateApiKey(ctx, id, hours));
const revoke = (id: string, brand: 'a' | 'b' = 'a') => kit.as(admin, (ctx) => revokeApiKey(ctx, id), brand);
const use = (text: string, { ip = '203.0.113.7', brandId = null }: { ip?: string; brandId?: string | null } = {}) =>
  authenticate(kit.kernel, { cookieToken: null, authorization: `Bearer ${text}`, brandId, ip });
const inHours = (hours: number) => new Date(kit.kernel.clock.now().getTime() + hours * 3_600_000);

describe('an API key', () => {
  it('is shown once and stands in the database as prefix and hash', async () => {
    const { key, text } = await create();
    expect(text).toMatch(/^vk_[a-z0-9]{8}_[\w-]{43}$/);
    const row = await kit.root.apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(text.startsWith(`vk_${row.prefix}_`)).toBe(true);
    expect(row.secretHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(text.slice(12));
    expect(JSON.stringify(await kit.audits(key.id))).not.toContain(text.slice(12));
  });

  it('speaks for its brand with its scopes and the rights of back-office, never those over access', async () => {
    const viewer = await use((await create({ scopes: ['read:Contract.number'] })).text);
    expect(viewer).toMatchObject({
      kind: 'api-key',
      brandId: kit.brands.a,
      rows: { kind: 'all' },
      partnerId: null,
      scopes: ['read:Contract.number'],
    });
    expect(viewer?.name).toMatch(/^API key [a-z0-9]{8} \(Portal\)$/);
    expect(viewer?.permissions.has('contract.write')).toBe(true);
    for (const permission of ['user.write', 'api-key.write', 'plugin.switch', 'mailbox.read'])
      expect(viewer?.permissions.has(permission)).toBe(false);
  });

  it('of a partner sees that partner and those below it', async () => {
    const top = await kit.addPartner('top');
    const below = await kit.addPartner('below', top);
    await kit.addPartner('beside');
    const viewer = await use((await create({ partnerId: top })).text);
    expect(viewer).toMatchObject({ partnerId: top, rows: { kind: 'partners' } });
    expect(viewer?.rows.kind === 'partners' && [...viewer.rows.ids].sort()).toEqual([top, below].sort());
    expect(viewer?.permissions.has('contract.write')).toBe(false);
  });

  it('is refused with a wrong secret behind the right prefix, and in any other shape', async () => {
    const { text } = await create();
    const wrong = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`;
    for (const bad of [
      wrong,
      text.slice(0, -1),
      `${text}x`,
      '',
      'vk_',
      text.replace('vk_', 'xx_'),
      text.replace(/^vk_.{8}/, 'vk_00000000'),
    ]) {
      expect(await codeOf(use(bad))).toBe('UNAUTHENTICATED');
    }
    expect(await codeOf(use(text))).toBe('none');
  });

  it('works at the address of its own brand and at an address of no brand', async () => {
    const { text } = await create();
    expect(await codeOf(use(text, { brandId: kit.brands.a }))).toBe('none');
    expect(await codeOf(use(text, { brandId: kit.brands.b }))).toBe('BRAND_MISMATCH');
    expect(await codeOf(use(text, { brandId: kit.brands.c }))).toBe('BRAND_MISMATCH');
  });

  it('leaves other schemes of the Authorization header to the proxy', async () => {
    expect(
      await authenticate(kit.kernel, { cookieToken: null, authorization: 'Basic YTpi', brandId: kit.brands.a, ip: '203.0.113.7' }),
    ).toBeNull();
  });

  it('ends with its expiry', async () => {
    const { text } = await create({ expiresAt: inHours(1) });
    kit.pass(59);
    expect(await codeOf(use(text))).toBe('none');
    kit.pass(1);
    expect(await codeOf(use(text))).toBe('UNAUTHENTICATED');
  });

  it('ends when it is revoked, once and for all', async () => {
    const { key, text } = await create();
    await revoke(key.id);
    await revoke(key.id);
    expect(await codeOf(use(text))).toBe('UNAUTHENTICATED');
    expect((await kit.audits(key.id)).map(({ action }) => action)).toEqual(['api-key.created', 'api-key.revoked']);
  });

  it('of another brand cannot be revoked or rotated', async () => {
    const { key, text } = await create();
    expect(await codeOf(revoke(key.id, 'b'))).toBe('API_KEY_NOT_FOUND');
    expect(await codeOf(kit.as(admin, (ctx) => rotateApiKey(ctx, key.id), 'b'))).toBe('API_KEY_NOT_FOUND');
    expect(await codeOf(use(text))).toBe('none');
  });

  it('works from the listed addresses alone', async () => {
    const { text } = await create({ allowedIps: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(await codeOf(use(text, { ip: '203.0.113.200' }))).toBe('none');
    expect(await codeOf(use(text, { ip: '::ffff:203.0.113.200' }))).toBe('none');
    expect(await codeOf(use(text, { ip: '2001:db8::5' }))).toBe('none');
    expect(await codeOf(use(text, { ip: '198.51.100.1' }))).toBe('IP_NOT_ALLOWED');
  });

  it('may send so many requests a minute', async () => {
    const { text } = await create({ rateLimit: 3 });
    for (let n = 0; n < 3; n++) expect(await codeOf(use(text))).toBe('none');
    await expect(use(text)).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: expect.any(Number) } });
    expect(await codeOf(use((await create({ rateLimit: 3 })).text))).toBe('none');
    kit.pass(2);
    expect(await codeOf(use(text))).toBe('none');
  });

  it('notes its last use at most once a minute', async () => {
    const { key, text } = await create();
    const lastUse = async () => (await kit.root.apiKey.findUniqueOrThrow({ where: { id: key.id } })).lastUsedAt;
    expect(await lastUse()).toBeNull();
    await use(text);
    const first = await lastUse();
    expect(first).toEqual(kit.kernel.clock.now());
    kit.pass(0.5);
    await use(text);
    expect(await lastUse()).toEqual(first);
    kit.pass(0.5);
    await use(text);
    expect(await lastUse()).toEqual(kit.kernel.clock.now());
  });
});

describe('rotating an API key', () => {
  it('makes one with the same rights; the old one works for a day', async () => {
    const old = await create({
      scopes: ['read:Contract'],
      allowedIps: ['203.0.113.7'],
      rateLimit: 7,
      partnerId: await kit.addPartner('rotating'),
    });
    const next = await rotate(old.key.id);
    expect(next.key).toMatchObject({
      scopes: ['read:Contract'],
      allowedIps: ['203.0.113.7'],
      rateLimit: 7,
      partnerId: old.key.partnerId,
      name: 'Portal',
      expiresAt: null,
    });
    kit.pass(24 * 60 - 1);
    expect([await codeOf(use(old.text)), await codeOf(use(next.text))]).toEqual(['none', 'none']);
    kit.pass(1);
    expect([await codeOf(use(old.text)), await codeOf(use(next.text))]).toEqual(['UNAUTHENTICATED', 'none']);
    expect(await kit.root.apiKey.findUnique({ where: { id: old.key.id } })).toMatchObject({ replacedById: next.key.id });
  });

  it("keeps the lifetime, and never lengthens the old one's", async () => {
    const old = await create({ expiresAt: inHours(48) });
    kit.pass(47 * 60);
    const next = await rotate(old.key.id);
    expect(next.key.expiresAt).toEqual(inHours(48));
    kit.pass(60);
    expect([await codeOf(use(old.text)), await codeOf(use(next.text))]).toEqual(['UNAUTHENTICATED', 'none']);
  });

  it('without overlap ends the old one at once', async () => {
    const old = await create();
    const next = await rotate(old.key.id, 0);
    expect([await codeOf(use(old.text)), await codeOf(use(next.text))]).toEqual(['UNAUTHENTICATED', 'none']);
  });

  it('happens once, also when two ask at the same moment, and leaves no key behind that nobody saw', async () => {
    const { key } = await create({ name: 'Contested' });
    const codes = await Promise.all([codeOf(rotate(key.id)), codeOf(rotate(key.id))]);
    expect(codes.sort()).toEqual(['API_KEY_OVER', 'none']);
    expect(await kit.root.apiKey.count({ where: { name: 'Contested' } })).toBe(2);
  });

  it('is refused for a key that is over, and with a senseless overlap', async () => {
    const { key } = await create();
    expect(await codeOf(rotate(key.id, -1))).toBe('API_KEY_INVALID');
    await revoke(key.id);
    expect(await codeOf(rotate(key.id))).toBe('API_KEY_OVER');
  });
});

describe('creating an API key', () => {
  it.each<[string, Partial<NewApiKey>]>([
    ['API_KEY_SCOPE_INVALID', { scopes: [] }],
    ['API_KEY_SCOPE_INVALID', { scopes: ['read:*', 'write:cancelOrder'] }],
    ['IP_LIST_INVALID', { allowedIps: ['here'] }],
    ['API_KEY_INVALID', { name: ' ' }],
    ['API_KEY_INVALID', { rateLimit: 0 }],
    ['API_KEY_INVALID', { rateLimit: 1.5 }],
    ['API_KEY_INVALID', { expiresAt: new Date('2020-01-01T00:00:00Z') }],
    ['PARTNER_NOT_FOUND', { partnerId: '01890000-0000-7000-8000-000000000000' }],
  ])('fails with %s: %j', async (code, given) => expect(await codeOf(create(given))).toBe(code));

  it('fails for a partner of another tenant', async () => {
    expect(await codeOf(create({ partnerId: await kit.addPartner('foreign', null, 'c') }))).toBe('PARTNER_NOT_FOUND');
  });
});
