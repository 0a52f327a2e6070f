import { afterAll, describe, expect, it } from 'vitest';
import { contextFor } from '../kernel/kernel.ts';
import { createAccessKit } from './access.kit.ts';
import { authenticate } from './authenticate.ts';
import { createSession } from './sessions.ts';
import { randomToken } from './tokens.ts';

const kit = await createAccessKit();
afterAll(() => kit.close());

describe('a stranger', () => {
  it('is whoever brings nothing, a cookie that is not ours, or a good one to a host without brand', async () => {
    const ask = (cookieToken: string | null, brandId: string | null = kit.brands.a) =>
      authenticate(kit.kernel, { cookieToken, authorization: null, brandId, ip: '203.0.113.7' });
    expect(await ask(null)).toBeNull();
    expect(await ask(randomToken())).toBeNull();
    expect(await ask('')).toBeNull();
    expect(await ask(randomToken(), null)).toBeNull();
  });
});

describe('a member', () => {
  it("of back-office sees the whole brand and has the plugins' permissions, but no power over access", async () => {
    const user = await kit.addUser({ role: 'BACK_OFFICE' });
    const viewer = await kit.viewerOf(user);
    expect(viewer).toMatchObject({
      kind: 'user',
      id: user.id,
      name: user.name,
      brandId: kit.brands.a,
      rows: { kind: 'all' },
      partnerId: null,
      scopes: null,
    });
    expect(viewer?.permissions.has('counting.read')).toBe(true);
    for (const permission of ['user.write', 'api-key.write', 'plugin.switch']) expect(viewer?.permissions.has(permission)).toBe(false);
  });

  it('of one brand is a stranger in the others', async () => {
    const user = await kit.addUser();
    const token = await createSession((await kit.ctx()).db, { userId: user.id, now: kit.kernel.clock.now() });
    expect((await kit.viewerWith(token))?.id).toBe(user.id);
    expect(await kit.viewerWith(token, 'b')).toBeNull();
    expect(await kit.viewerWith(token, 'c')).toBeNull();
  });

  it('may be something else in each brand', async () => {
    const partnerId = await kit.addPartner('elsewhere');
    const user = await kit.addUser();
    await kit.root.membership.create({
      data: { tenantId: kit.tenants.one.id, userId: user.id, memberOf: kit.brands.b, role: 'PARTNER', worksFor: partnerId },
    });
    expect((await kit.viewerOf(user, 'a'))?.rows).toEqual({ kind: 'all' });
    expect((await kit.viewerOf(user, 'b'))?.rows).toEqual({ kind: 'partners', ids: [partnerId] });
  });

  it('who is disabled is a stranger at once', async () => {
    const user = await kit.addUser();
    await kit.root.user.update({ where: { id: user.id }, data: { disabledAt: kit.kernel.clock.now() } });
    expect(await kit.viewerOf(user)).toBeNull();
  });

  it('loses a right with the next request after the role changed', async () => {
    const user = await kit.addUser({ role: 'TENANT_ADMIN' });
    expect((await kit.viewerOf(user))?.permissions.has('user.write')).toBe(true);
    await kit.root.membership.updateMany({ where: { userId: user.id }, data: { role: 'BACK_OFFICE' } });
    expect((await kit.viewerOf(user))?.permissions.has('user.write')).toBe(false);
    expect(await kit.viewerOf(user, 'b')).toBeNull();
  });
});

describe("a tenant's administrator", () => {
  it('is one in all brands of the tenant, whatever else stands there, and in no other tenant', async () => {
    const admin = await kit.addUser({ role: 'TENANT_ADMIN' });
    await kit.root.membership.create({
      data: { tenantId: kit.tenants.one.id, userId: admin.id, memberOf: kit.brands.b, role: 'INSPECTION' },
    });
    const token = await createSession((await kit.ctx()).db, { userId: admin.id, now: kit.kernel.clock.now() });
    const viewer = await kit.viewerWith(token, 'b');
    expect(viewer).toMatchObject({ brandId: kit.brands.b, rows: { kind: 'all' } });
    expect(viewer?.permissions.has('user.write')).toBe(true);
    expect(await kit.viewerWith(token, 'c')).toBeNull();
  });
});

describe("a partner's user", () => {
  it("sees the sub-tree of the company and has none of the plugins' permissions", async () => {
    const top = await kit.addPartner('top');
    const middle = await kit.addPartner('middle', top);
    const leaf = await kit.addPartner('leaf', middle);
    const viewer = await kit.viewerOf(await kit.addUser({ role: 'PARTNER', worksFor: middle }));
    expect(viewer).toMatchObject({ partnerId: middle, rows: { kind: 'partners' } });
    expect(viewer?.rows.kind === 'partners' && [...viewer.rows.ids].sort()).toEqual([middle, leaf].sort());
    expect(viewer?.permissions.has('counting.read')).toBe(false);
  });

  it('without a company sees nothing', async () => {
    const viewer = await kit.viewerOf(await kit.addUser({ role: 'PARTNER' }));
    expect(viewer).toMatchObject({ partnerId: null, rows: { kind: 'partners', ids: [] } });
  });
});

describe('an outside inspector', () => {
  it('sees the assigned orders of this brand and nothing else', async () => {
    const inspector = await kit.addUser({ role: 'INSPECTION' });
    await kit.root.membership.create({
      data: { tenantId: kit.tenants.one.id, userId: inspector.id, memberOf: kit.brands.b, role: 'INSPECTION' },
    });
    const order = (brandId: string, number: string) =>
      kit.root.order.create({ data: { brandId, number, channel: 'partner', createdBy: 'test', answers: {} } });
    const [mine, foreign] = [await order(kit.brands.a, 'O-1'), await order(kit.brands.b, 'O-2')];
    await order(kit.brands.a, 'O-3');
    for (const { brandId, id } of [mine, foreign]) {
      await kit.root.caseAssignment.create({ data: { brandId, userId: inspector.id, orderId: id, assignedBy: 'test' } });
    }
    const viewer = await kit.viewerOf(inspector);
    expect(viewer?.rows).toEqual({ kind: 'orders', ids: [mine.id] });
    if (!viewer) throw new Error('The inspector may enter');
    const { db } = await contextFor(kit.kernel, viewer);
    expect((await db.order.findMany()).map(({ number }) => number)).toEqual(['O-1']);
    expect(await db.user.findMany()).toEqual([]);
  });
});
