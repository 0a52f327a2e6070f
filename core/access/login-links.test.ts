import { afterAll, describe, expect, it } from 'vitest';
import { codeOf, createAccessKit, PASSWORD } from './access.kit.ts';
import { MAGIC_LINK, PASSWORD_RESET, requestLink, resetPassword, signInWithLink } from './login-links.ts';
import { changePassword } from './own-password.ts';
import { createSession } from './sessions.ts';
import { signIn } from './sign-in.ts';

const kit = await createAccessKit();
afterAll(() => kit.close());

type Brand = 'a' | 'b' | 'c';
const NEXT = 'seven white swans';
const ask = async (email: string, kind = MAGIC_LINK, brand: Brand = 'a') => requestLink(await kit.ctx(brand), email, kind);
const follow = async (token: string, brand: Brand = 'a') => signInWithLink(await kit.ctx(brand), { token, totp: null });
const reset = async (token: string, password = NEXT, brand: Brand = 'a') => resetPassword(await kit.ctx(brand), { token, password });
const attempt = async (email: string, password = PASSWORD) => signIn(await kit.ctx(), { email, password, totp: null });
const askedFor = async (email: string, kind = MAGIC_LINK, brand: Brand = 'a') => {
  await ask(email, kind, brand);
  return kit.tokenFor(email);
};

describe('a link to sign in', () => {
  it("comes by mail in the reader's language, with the brand's address, and signs in", async () => {
    const { id, email } = await kit.addUser({ user: { language: 'de' } });
    await ask(email);
    const [mail] = await kit.mailsTo(email);
    expect(mail?.subject).toBe('Ihr Link zur Anmeldung');
    expect(mail?.text).toMatch(/Brand a an:\nhttps:\/\/a\.example\/sign-in\?token=[\w-]{43}\n\nEr gilt einmal und 15 Minuten/);
    expect((await kit.viewerWith(await follow(await kit.tokenFor(email))))?.id).toBe(id);
  });

  it('stands in the database as a hash alone', async () => {
    const { id, email } = await kit.addUser();
    const token = await askedFor(email);
    const [row] = await kit.root.loginToken.findMany({ where: { userId: id } });
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('works once', async () => {
    const { email } = await kit.addUser();
    const token = await askedFor(email);
    expect(await codeOf(follow(token))).toBe('none');
    expect(await codeOf(follow(token))).toBe('LINK_INVALID');
  });

  it('works once, also when it is followed three times at the same moment', async () => {
    const { id, email } = await kit.addUser();
    const token = await askedFor(email);
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(follow(token))));
    expect(codes.sort()).toEqual(['LINK_INVALID', 'LINK_INVALID', 'none']);
    expect(await kit.root.session.count({ where: { userId: id } })).toBe(1);
  });

  it('works for fifteen minutes', async () => {
    const { email } = await kit.addUser();
    const [first, second] = [await askedFor(email), await askedFor(email)];
    kit.pass(14.9);
    expect(await codeOf(follow(first))).toBe('none');
    kit.pass(0.1);
    expect(await codeOf(follow(second))).toBe('LINK_INVALID');
  });

  it('does not set a password, nor does a link for a password sign in', async () => {
    const { email } = await kit.addUser();
    expect(await codeOf(reset(await askedFor(email)))).toBe('LINK_INVALID');
    expect(await codeOf(follow(await askedFor(email, PASSWORD_RESET)))).toBe('LINK_INVALID');
  });

  it('is good for the tenant that sent it alone, also where the address is the same', async () => {
    const email = 'same@example.com';
    await kit.addUser({ user: { email } });
    const theirs = await kit.addUser({ brand: 'c', user: { email } });
    const token = await askedFor(email, MAGIC_LINK, 'c');
    expect(await codeOf(follow(token, 'a'))).toBe('LINK_INVALID');
    expect((await kit.viewerWith(await follow(token, 'c'), 'c'))?.id).toBe(theirs.id);
  });

  it('lets nobody into a brand without access to it', async () => {
    const { email } = await kit.addUser();
    expect(await codeOf(follow(await askedFor(email), 'b'))).toBe('LINK_INVALID');
  });

  it('goes to nobody unknown, disabled or without access, without a word about it', async () => {
    const disabled = await kit.addUser({ user: { disabledAt: new Date() } });
    const ofOtherBrand = await kit.addUser({ brand: 'b' });
    for (const email of ['nobody@example.com', disabled.email, ofOtherBrand.email]) {
      expect(await ask(email)).toBeUndefined();
      expect(await kit.mailsTo(email)).toEqual([]);
    }
  });

  it('is no way in for somebody who was disabled meanwhile', async () => {
    const { id, email } = await kit.addUser();
    const token = await askedFor(email);
    await kit.root.user.update({ where: { id }, data: { disabledAt: new Date() } });
    expect(await codeOf(follow(token))).toBe('LINK_INVALID');
  });

  it('is the way in for somebody whose account strangers locked', async () => {
    const { email } = await kit.addUser();
    for (let n = 0; n < 5; n++) await codeOf(attempt(email, 'wrong'));
    expect(await codeOf(follow(await askedFor(email)))).toBe('none');
    expect(await codeOf(attempt(email))).toBe('none');
  });

  it('is mailed five times an hour at most', async () => {
    const { email } = await kit.addUser();
    for (let n = 0; n < 8; n++) await ask(email);
    expect(await kit.mailsTo(email)).toHaveLength(5);
    kit.pass(60);
    await ask(email);
    expect(await kit.mailsTo(email)).toHaveLength(6);
  });
});

describe('a new password by mail', () => {
  it('replaces the old one, ends all sessions and open links, and is told by mail and in the audit log', async () => {
    const { id, email } = await kit.addUser();
    const session = await createSession((await kit.ctx()).db, { userId: id, now: kit.kernel.clock.now() });
    const magic = await askedFor(email);
    await reset(await askedFor(email, PASSWORD_RESET));

    expect(await kit.viewerWith(session)).toBeNull();
    expect(await codeOf(follow(magic))).toBe('LINK_INVALID');
    expect(await codeOf(attempt(email))).toBe('SIGN_IN_FAILED');
    expect(await codeOf(attempt(email, NEXT))).toBe('none');
    expect((await kit.mailsTo(email)).at(-1)?.subject).toBe('Your password was changed');
    expect((await kit.audits(id)).map(({ action }) => action)).toEqual(['user.password-changed']);
  });

  it('works once, also twice at the same moment, and for sixty minutes', async () => {
    const { email } = await kit.addUser();
    const token = await askedFor(email, PASSWORD_RESET);
    const codes = await Promise.all([codeOf(reset(token, 'first of two passwords')), codeOf(reset(token, 'second of two passwords'))]);
    expect(codes.sort()).toEqual(['LINK_INVALID', 'none']);
    const late = await askedFor(email, PASSWORD_RESET);
    kit.pass(60);
    expect(await codeOf(reset(late))).toBe('LINK_INVALID');
  });

  it('is not spent on a password that is refused', async () => {
    const { email } = await kit.addUser();
    const token = await askedFor(email, PASSWORD_RESET);
    expect(await codeOf(reset(token, 'short'))).toBe('PASSWORD_UNFIT');
    expect(await codeOf(reset(token))).toBe('none');
  });

  it('opens a locked account', async () => {
    const { email } = await kit.addUser();
    for (let n = 0; n < 5; n++) await codeOf(attempt(email, 'wrong'));
    await reset(await askedFor(email, PASSWORD_RESET));
    expect(await codeOf(attempt(email, NEXT))).toBe('none');
  });

  it('wins over a sign-in with the old password that is under way', async () => {
    const { id, email } = await kit.addUser();
    const token = await askedFor(email, PASSWORD_RESET);
    await Promise.allSettled([attempt(email), attempt(email), reset(token), attempt(email)]);
    const sessions = await kit.root.session.count({ where: { userId: id } });
    expect(sessions).toBe(0);
  });
});

describe("changing one's own password", () => {
  it('ends all sessions but the one it returns', async () => {
    const { id, email } = await kit.addUser();
    const old = await createSession((await kit.ctx()).db, { userId: id, now: kit.kernel.clock.now() });
    const token = await changePassword(await kit.ctx(), id, { current: PASSWORD, next: NEXT });
    expect(await kit.viewerWith(old)).toBeNull();
    expect((await kit.viewerWith(token))?.id).toBe(id);
    expect(await codeOf(attempt(email, NEXT))).toBe('none');
  });

  it('needs the current one, and guesses at it count', async () => {
    const { id } = await kit.addUser();
    const change = async (current: string) => codeOf(changePassword(await kit.ctx(), id, { current, next: NEXT }));
    for (let n = 0; n < 5; n++) expect(await change('wrong')).toBe('PASSWORD_WRONG');
    expect(await change(PASSWORD)).toBe('PASSWORD_WRONG');
    kit.pass(15);
    expect(await change(PASSWORD)).toBe('none');
  });
});
