import { setTimeout as delay } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { afterAll, describe, expect, it } from 'vitest';
import type { Role, User } from '#prisma';
import { codeOf, createAccessKit, PASSWORD } from '../access/access.kit.ts';
import { resetPassword } from '../access/login-links.ts';
import { confirmTotp, startTotp } from '../access/second-factor.ts';
import { signIn } from '../access/sign-in.ts';
import { inTransaction } from '../kernel/context.ts';
import { assignCase, withdrawCase } from './case.service.ts';
import { type Assignment, type Invitation, inviteUser, removeMembership, setRole } from './user.service.ts';
import { disableUser, enableUser, resetSecondFactor } from './user-state.service.ts';

const kit = await createAccessKit();
const admin = await kit.addUser({ role: 'TENANT_ADMIN' });
const office = await kit.addUser();
const company = await kit.addPartner('company');
const seller = await kit.addUser({ role: 'PARTNER', worksFor: company });
afterAll(() => kit.close());

type Brand = 'a' | 'b' | 'c';
let count = 0;
const person = (given: Partial<Invitation> = {}): Invitation => ({
  email: `invited${++count}@example.com`,
  name: 'Invited',
  language: null,
  role: 'BACK_OFFICE',
  partnerId: null,
  ...given,
});
const invite = (invitation: Invitation, by: User = admin, brand: Brand = 'a') => kit.as(by, (ctx) => inviteUser(ctx, invitation), brand);
const assign = (userId: string, assignment: Assignment, by: User = admin) => kit.as(by, (ctx) => setRole(ctx, userId, assignment));
const signInAs = async (email: string, password = PASSWORD) => signIn(await kit.ctx(), { email, password, totp: null });
const membershipsOf = (userId: string) => kit.root.membership.findMany({ where: { userId } });

describe('inviting', () => {
  it('mails a link, good for a week, with which the first password is set', async () => {
    const invitation = person({ email: ' Invited.Person@Example.com ', language: 'de' });
    const id = await invite(invitation);
    const [mail] = await kit.mailsTo('invited.person@example.com');
    expect(mail).toMatchObject({ subject: 'Ihr Zugang zu Brand a', brandId: kit.brands.a });
    expect(mail?.text).toMatch(/https:\/\/a\.example\/reset-password\?token=[\w-]{43}\n.*7 Tage/s);

    kit.pass(6 * 24 * 60);
    await resetPassword(await kit.ctx(), { token: await kit.tokenFor('invited.person@example.com'), password: PASSWORD });
    expect(await codeOf(signInAs('invited.person@example.com'))).toBe('none');
    expect(await kit.audits(id)).toMatchObject([
      { action: 'user.invited', by: admin.name, after: { role: 'BACK_OFFICE', partnerId: null } },
      {},
    ]);
  });

  it('finds the user who is there for another brand, and says so instead of asking for a password', async () => {
    const there = await kit.addUser({ brand: 'b' });
    expect(await invite(person({ email: there.email }))).toBe(there.id);
    expect(await membershipsOf(there.id)).toHaveLength(2);
    const [mail] = await kit.mailsTo(there.email);
    expect(mail?.text).toContain('the password that you have');
    expect(mail?.text).not.toContain('token=');
  });

  it('makes a user of its own where another tenant has one with the same address', async () => {
    const theirs = await kit.addUser({ brand: 'c' });
    const ours = await invite(person({ email: theirs.email }));
    expect(ours).not.toBe(theirs.id);
    expect(await kit.userNow(ours)).toMatchObject({ tenantId: kit.tenants.one.id, passwordHash: null });
  });

  it('makes one user and one membership, also when two invite at the same moment', async () => {
    const invitation = person();
    const codes = await Promise.all([codeOf(invite(invitation)), codeOf(invite(invitation))]);
    expect(codes.sort()).toEqual(['MEMBERSHIP_EXISTS', 'none']);
    expect(await kit.root.user.count({ where: { email: invitation.email } })).toBe(1);
    expect(await kit.mailsTo(invitation.email)).toHaveLength(1);
  });

  it.each<[string, Partial<Invitation>]>([
    ['USER_INVALID', { email: 'no address' }],
    ['USER_INVALID', { name: ' ' }],
    ['USER_INVALID', { role: 'PARTNER' }],
    ['USER_INVALID', { role: 'BACK_OFFICE', partnerId: company }],
    ['PARTNER_NOT_FOUND', { role: 'PARTNER', partnerId: '01890000-0000-7000-8000-000000000000' }],
  ])('fails with %s: %j', async (code, given) => expect(await codeOf(invite(person(given)))).toBe(code));

  it('refuses a partner company of another tenant, and a disabled user', async () => {
    const foreign = await kit.addPartner('foreign', null, 'c');
    expect(await codeOf(invite(person({ role: 'PARTNER', partnerId: foreign })))).toBe('PARTNER_NOT_FOUND');
    const disabled = await kit.addUser({ brand: 'b', user: { disabledAt: new Date() } });
    expect(await codeOf(invite(person({ email: disabled.email })))).toBe('USER_DISABLED');
  });
});

describe('nobody hands out more than they have', () => {
  it('back-office and partners invite, change and disable nobody', async () => {
    const target = await kit.addUser();
    for (const by of [office, seller]) {
      expect(await codeOf(invite(person({ role: 'PARTNER', partnerId: company }), by))).toBe('FORBIDDEN');
      expect(await codeOf(assign(target.id, { role: 'BACK_OFFICE', partnerId: null }, by))).toBe('FORBIDDEN');
      expect(await codeOf(kit.as(by, (ctx) => disableUser(ctx, target.id)))).toBe('FORBIDDEN');
      expect(await codeOf(kit.as(by, (ctx) => removeMembership(ctx, target.id)))).toBe('FORBIDDEN');
      expect(await codeOf(kit.as(by, (ctx) => resetSecondFactor(ctx, target.id)))).toBe('FORBIDDEN');
    }
  });

  it('whoever may invite, but is no administrator, makes no administrator and changes none', async () => {
    const withPermission = <T>(work: Parameters<typeof kit.as<T>>[1]) =>
      kit.as(office, (ctx) => work({ ...ctx, viewer: { ...ctx.viewer, permissions: new Set([...ctx.viewer.permissions, 'user.write']) } }));
    const roles: Role[] = ['BACK_OFFICE', 'INSPECTION'];
    for (const role of roles) expect(await codeOf(withPermission((ctx) => inviteUser(ctx, person({ role }))))).toBe('none');
    expect(await codeOf(withPermission((ctx) => inviteUser(ctx, person({ role: 'TENANT_ADMIN' }))))).toBe('ROLE_BEYOND_OWN_RIGHTS');
    expect(await codeOf(withPermission((ctx) => setRole(ctx, admin.id, { role: 'BACK_OFFICE', partnerId: null })))).toBe(
      'ROLE_BEYOND_OWN_RIGHTS',
    );
    expect(await codeOf(withPermission((ctx) => disableUser(ctx, admin.id)))).toBe('ROLE_BEYOND_OWN_RIGHTS');
  });

  it('an administrator makes administrators', async () => {
    const id = await invite(person({ role: 'TENANT_ADMIN' }));
    expect(await membershipsOf(id)).toMatchObject([{ role: 'TENANT_ADMIN' }]);
  });

  it('the product itself makes the first one', async () => {
    const id = await inTransaction(await kit.ctx('c'), (ctx) => inviteUser(ctx, person({ role: 'TENANT_ADMIN' })));
    expect(await membershipsOf(id)).toMatchObject([{ memberOf: kit.brands.c, tenantId: kit.tenants.two.id }]);
  });
});

describe('changing what somebody is', () => {
  it('holds for the brand alone and is noted', async () => {
    const user = await kit.addUser();
    await invite(person({ email: user.email }), admin, 'b');
    await assign(user.id, { role: 'PARTNER', partnerId: company });
    expect((await kit.viewerOf(user))?.partnerId).toBe(company);
    expect((await kit.viewerOf(user, 'b'))?.rows).toEqual({ kind: 'all' });
    expect((await kit.audits(user.id)).at(-1)).toMatchObject({
      action: 'user.role-changed',
      before: { role: 'BACK_OFFICE', partnerId: null },
      after: { role: 'PARTNER', partnerId: company },
    });
  });

  it('does not reach members of other brands or tenants', async () => {
    for (const brand of ['b', 'c'] as const) {
      const { id } = await kit.addUser({ brand });
      expect(await codeOf(assign(id, { role: 'INSPECTION', partnerId: null }))).toBe('MEMBERSHIP_NOT_FOUND');
      expect(await codeOf(kit.as(admin, (ctx) => removeMembership(ctx, id)))).toBe('MEMBERSHIP_NOT_FOUND');
    }
    const { id } = await kit.addUser({ brand: 'c' });
    expect(await codeOf(kit.as(admin, (ctx) => disableUser(ctx, id)))).toBe('USER_NOT_FOUND');
  });

  it('keeps one administrator, also when two remove each other at the same moment', async () => {
    const fresh = await createAccessKit();
    const [one, two] = [await fresh.addUser({ role: 'TENANT_ADMIN' }), await fresh.addUser({ role: 'TENANT_ADMIN', brand: 'b' })];
    const asTwo = await fresh.ctxOf(two);
    const late = await fresh.as(one, async (ctx) => {
      await disableUser(ctx, two.id);
      const begun = codeOf(inTransaction(asTwo, (ctx) => setRole(ctx, one.id, { role: 'BACK_OFFICE', partnerId: null })));
      await delay(200); // The other one looks while this one is not committed yet.
      return { begun };
    });
    expect(await late.begun).toBe('LAST_ADMIN');
    await fresh.close();
  });
});

describe('an account', () => {
  it('that is disabled loses its sessions and its way in, until it is enabled', async () => {
    const user = await kit.addUser();
    const token = await signInAs(user.email);
    await kit.as(admin, (ctx) => disableUser(ctx, user.id));
    expect(await kit.viewerWith(token)).toBeNull();
    expect(await kit.root.session.count({ where: { userId: user.id } })).toBe(0);
    expect(await codeOf(signInAs(user.email))).toBe('SIGN_IN_FAILED');
    await kit.as(admin, (ctx) => enableUser(ctx, user.id));
    expect(await codeOf(signInAs(user.email))).toBe('none');
    expect((await kit.audits(user.id)).map(({ action }) => action)).toEqual(['user.disabled', 'user.enabled']);
  });

  it('whose owner lost the authenticator is let in again by an administrator', async () => {
    const user = await kit.addUser();
    const { secret } = await startTotp(await kit.ctx(), user.id);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: kit.kernel.clock.now().getTime() });
    await confirmTotp(await kit.ctx(), user.id, code);
    expect(await codeOf(signInAs(user.email))).toBe('TOTP_REQUIRED');
    await kit.as(admin, (ctx) => resetSecondFactor(ctx, user.id));
    expect(await codeOf(signInAs(user.email))).toBe('none');
  });

  it('without membership of the brand is outside, and keeps its other brands', async () => {
    const user = await kit.addUser();
    await invite(person({ email: user.email }), admin, 'b');
    await kit.as(admin, (ctx) => removeMembership(ctx, user.id));
    expect(await kit.viewerOf(user)).toBeNull();
    expect(await kit.viewerOf(user, 'b')).not.toBeNull();
  });
});

describe('a case', () => {
  const addOrder = async (brandId: string) =>
    (await kit.root.order.create({ data: { brandId, number: `O-${++count}`, channel: 'partner', createdBy: 'test', answers: {} } })).id;
  const casesOf = async (user: User) => (await kit.viewerOf(user))?.rows;

  it('is visible from the assignment until it is withdrawn', async () => {
    const inspector = await kit.addUser({ role: 'INSPECTION' });
    const orderId = await addOrder(kit.brands.a);
    const theCase = { userId: inspector.id, orderId };
    await kit.as(admin, (ctx) => assignCase(ctx, theCase));
    await kit.as(admin, (ctx) => assignCase(ctx, theCase));
    expect(await casesOf(inspector)).toEqual({ kind: 'orders', ids: [orderId] });
    await kit.as(admin, (ctx) => withdrawCase(ctx, theCase));
    expect(await casesOf(inspector)).toEqual({ kind: 'orders', ids: [] });
    expect((await kit.audits(orderId)).map(({ action }) => action)).toEqual(['case.assigned', 'case.withdrawn']);
  });

  it('of another brand, or for somebody who is no inspector, is refused', async () => {
    const inspector = await kit.addUser({ role: 'INSPECTION' });
    const [ours, theirs] = [await addOrder(kit.brands.a), await addOrder(kit.brands.b)];
    expect(await codeOf(kit.as(admin, (ctx) => assignCase(ctx, { userId: inspector.id, orderId: theirs })))).toBe('ORDER_NOT_FOUND');
    expect(await codeOf(kit.as(admin, (ctx) => assignCase(ctx, { userId: office.id, orderId: ours })))).toBe('INSPECTOR_NOT_FOUND');
    expect(await codeOf(kit.as(office, (ctx) => assignCase(ctx, { userId: inspector.id, orderId: ours })))).toBe('FORBIDDEN');
  });

  it('is forgotten when the inspector goes', async () => {
    const inspector = await kit.addUser({ role: 'INSPECTION' });
    await kit.as(admin, async (ctx) => assignCase(ctx, { userId: inspector.id, orderId: await addOrder(kit.brands.a) }));
    await kit.as(admin, (ctx) => removeMembership(ctx, inspector.id));
    await invite(person({ email: inspector.email, role: 'INSPECTION' }));
    expect(await casesOf(inspector)).toEqual({ kind: 'orders', ids: [] });
  });
});
