import { Secret, TOTP } from 'otpauth';
import { afterAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../kernel/context.ts';
import { createVault } from '../kernel/vault.ts';
import { codeOf, createAccessKit, PASSWORD } from './access.kit.ts';
import { MAGIC_LINK, PASSWORD_RESET, requestLink, resetPassword, signInWithLink } from './login-links.ts';
import { confirmTotp, removeTotp, startTotp } from './second-factor.ts';
import { signIn } from './sign-in.ts';

const kit = await createAccessKit();
afterAll(() => kit.close());

/** What an authenticator app shows, so many seconds from now. */
const codeFrom = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: kit.kernel.clock.now().getTime() + seconds * 1_000 });
const attempt = async (email: string, totp: string | null, password = PASSWORD) => signIn(await kit.ctx(), { email, password, totp });

async function addHolder() {
  const user = await kit.addUser();
  const { secret } = await startTotp(await kit.ctx(), user.id);
  await confirmTotp(await kit.ctx(), user.id, codeFrom(secret));
  kit.pass(1);
  return { ...user, secret };
}
const wrongCode = (secret: string) => String((Number(codeFrom(secret)) + 500_000) % 1_000_000).padStart(6, '0');

describe('setting a second factor', () => {
  it('counts from the first right code on', async () => {
    const { id, email } = await kit.addUser();
    const { secret, otpauthUrl } = await startTotp(await kit.ctx(), id);
    expect(otpauthUrl).toContain(encodeURIComponent(email));
    expect(await codeOf(attempt(email, null))).toBe('none');
    expect(await codeOf(confirmTotp(await kit.ctx(), id, wrongCode(secret)))).toBe('TOTP_WRONG');
    await confirmTotp(await kit.ctx(), id, codeFrom(secret));
    expect(await codeOf(attempt(email, null))).toBe('TOTP_REQUIRED');
    expect((await kit.audits(id)).map(({ action }) => action)).toEqual(['user.totp-confirmed']);
  });

  it('is not done twice, nor confirmed without a start', async () => {
    const { id } = await addHolder();
    expect(await codeOf(startTotp(await kit.ctx(), id))).toBe('TOTP_ALREADY_ON');
    expect(await codeOf(confirmTotp(await kit.ctx(), id, '000000'))).toBe('TOTP_NOT_STARTED');
    expect(await codeOf(confirmTotp(await kit.ctx(), (await kit.addUser()).id, '000000'))).toBe('TOTP_NOT_STARTED');
  });

  it('keeps the secret encrypted', async () => {
    const { id, secret } = await addHolder();
    expect((await kit.userNow(id)).totpSecret).toMatch(/^v1\./);
    expect((await kit.userNow(id)).totpSecret).not.toContain(secret);
  });

  it("survives a change of the installation's key, as long as the former one is named behind it", async () => {
    const { email, secret } = await addHolder();
    const rotated = { ...(await kit.ctx()), vault: createVault(['second-secret-of-the-tests', 'first-secret-of-the-tests']) };
    expect(await codeOf(signIn(rotated, { email, password: PASSWORD, totp: codeFrom(secret) }))).toBe('none');
    const lost = { ...(await kit.ctx()), vault: createVault(['second-secret-of-the-tests']) };
    await expect(signIn(lost, { email, password: PASSWORD, totp: codeFrom(secret) })).rejects.toThrow('SECRET_KEY');
  });

  it('is undone by removing it', async () => {
    const { id, email } = await addHolder();
    await inTransaction(await kit.ctx(), (ctx) => removeTotp(ctx, id));
    expect(await codeOf(attempt(email, null))).toBe('none');
  });
});

describe('signing in with a second factor', () => {
  it('takes a code once', async () => {
    const { email, secret } = await addHolder();
    expect(await codeOf(attempt(email, codeFrom(secret)))).toBe('none');
    expect(await codeOf(attempt(email, codeFrom(secret)))).toBe('TOTP_WRONG');
    expect(await codeOf(attempt(email, codeFrom(secret, -30)))).toBe('TOTP_WRONG');
    expect(await codeOf(attempt(email, codeFrom(secret, 30)))).toBe('none');
  });

  it('takes a code once, also when it comes twice at the same moment', async () => {
    const { email, secret } = await addHolder();
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(attempt(email, codeFrom(secret)))));
    expect(codes.sort()).toEqual(['TOTP_WRONG', 'TOTP_WRONG', 'none']);
  });

  it('asks for the code of whoever knows the password, and of nobody else', async () => {
    const { email } = await addHolder();
    expect(await codeOf(attempt(email, null))).toBe('TOTP_REQUIRED');
    expect(await codeOf(attempt(email, null, 'wrong'))).toBe('SIGN_IN_FAILED');
  });

  it('does not count the question for the code as a failure', async () => {
    const { id, email, secret } = await addHolder();
    for (let n = 0; n < 8; n++) expect(await codeOf(attempt(email, null))).toBe('TOTP_REQUIRED');
    expect(await kit.userNow(id)).toMatchObject({ failedSignIns: 0, lockedUntil: null });
    expect(await codeOf(attempt(email, codeFrom(secret)))).toBe('none');
  });

  it('locks after five wrong codes, and asking in between does not begin the count anew', async () => {
    const { email, secret } = await addHolder();
    for (let n = 0; n < 5; n++) {
      expect(await codeOf(attempt(email, wrongCode(secret)))).toBe('TOTP_WRONG');
      if (n < 4) expect(await codeOf(attempt(email, null))).toBe('TOTP_REQUIRED');
    }
    expect(await codeOf(attempt(email, codeFrom(secret)))).toBe('SIGN_IN_FAILED');
  });

  it('asks for it with a mailed link too, without spending the link, and counts wrong codes', async () => {
    const { id, email, secret } = await addHolder();
    await requestLink(await kit.ctx(), email, MAGIC_LINK);
    const token = await kit.tokenFor(email);
    const follow = async (totp: string | null) => codeOf(signInWithLink(await kit.ctx(), { token, totp }));
    expect(await follow(null)).toBe('TOTP_REQUIRED');
    expect(await follow(wrongCode(secret))).toBe('TOTP_WRONG');
    expect(await kit.userNow(id)).toMatchObject({ failedSignIns: 1 });
    expect(await follow(codeFrom(secret))).toBe('none');
    expect(await follow(codeFrom(secret, 30))).toBe('LINK_INVALID');
  });

  it('keeps the lock through a password reset: a mailbox alone buys no further guesses', async () => {
    const { email, secret } = await addHolder();
    for (let n = 0; n < 5; n++) await codeOf(attempt(email, wrongCode(secret)));
    await requestLink(await kit.ctx(), email, PASSWORD_RESET);
    await resetPassword(await kit.ctx(), { token: await kit.tokenFor(email), password: 'seven white swans' });
    expect(await codeOf(attempt(email, codeFrom(secret), 'seven white swans'))).toBe('SIGN_IN_FAILED');
    await requestLink(await kit.ctx(), email, MAGIC_LINK);
    expect(await codeOf(signInWithLink(await kit.ctx(), { token: await kit.tokenFor(email), totp: codeFrom(secret) }))).toBe(
      'SIGN_IN_FAILED',
    );
    kit.pass(15);
    expect(await codeOf(attempt(email, codeFrom(secret), 'seven white swans'))).toBe('none');
  });
});
