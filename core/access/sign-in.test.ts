import * as argon2 from '@node-rs/argon2';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { codeOf, createAccessKit, PASSWORD } from './access.kit.ts';
import { signIn } from './sign-in.ts';

// The real thing, counted.
vi.mock('@node-rs/argon2', { spy: true });

const kit = await createAccessKit();
afterAll(() => kit.close());

const attempt = async (email: string, password = PASSWORD, brand: 'a' | 'b' | 'c' = 'a') =>
  signIn(await kit.ctx(brand), { email, password, totp: null });
const fail = async (email: string, times: number) => {
  for (let n = 0; n < times; n++) expect(await codeOf(attempt(email, 'wrong'))).toBe('SIGN_IN_FAILED');
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'let in',
    (error: Error) => ({ ...error, message: error.message }),
  );

describe('signing in with a password', () => {
  it('opens a session whose token stands in the database as a hash alone', async () => {
    const user = await kit.addUser();
    const token = await attempt(user.email);
    const [session] = await kit.root.session.findMany({ where: { userId: user.id } });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(session?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await kit.viewerWith(token))?.id).toBe(user.id);
  });

  it('takes the address in any case', async () => {
    const user = await kit.addUser();
    expect(await codeOf(attempt(` ${user.email.toUpperCase()} `))).toBe('none');
  });

  it('gives one and the same answer to an unknown address, a wrong password, a locked, a disabled and a foreign account, after one hash each', async () => {
    const locked = await kit.addUser({ user: { lockedUntil: new Date('2026-03-03T00:00:00Z') } });
    const disabled = await kit.addUser({ user: { disabledAt: new Date('2026-03-01T00:00:00Z') } });
    const invited = await kit.addUser({ user: { passwordHash: null } });
    const ofOtherBrand = await kit.addUser({ brand: 'b' });
    const right = await kit.addUser();
    const attempts = [
      ['nobody@example.com', PASSWORD],
      [right.email, 'wrong'],
      [locked.email, PASSWORD],
      [disabled.email, PASSWORD],
      [invited.email, PASSWORD],
      [ofOtherBrand.email, PASSWORD],
    ] as const;

    const answers: unknown[] = [];
    for (const [email, password] of attempts) {
      vi.mocked(argon2.verify).mockClear();
      answers.push(await refusal(attempt(email, password)));
      expect(argon2.verify).toHaveBeenCalledTimes(1);
    }
    expect(answers[0]).toMatchObject({ code: 'SIGN_IN_FAILED' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("tells two tenants' users with the same address apart", async () => {
    const email = 'same@example.com';
    const ours = await kit.addUser({ user: { email } });
    const theirs = await kit.addUser({ brand: 'c', user: { email, passwordHash: await argon2.hash('seven white swans') } });
    expect((await kit.viewerWith(await attempt(email)))?.id).toBe(ours.id);
    expect(await codeOf(attempt(email, PASSWORD, 'c'))).toBe('SIGN_IN_FAILED');
    expect((await kit.viewerWith(await attempt(email, 'seven white swans', 'c'), 'c'))?.id).toBe(theirs.id);
    expect(await kit.userNow(ours.id)).toMatchObject({ failedSignIns: 0 });
  });

  it('makes a hash with old parameters anew', async () => {
    const user = await kit.addUser({ user: { passwordHash: await argon2.hash(PASSWORD, { memoryCost: 8_192 }) } });
    await attempt(user.email);
    expect((await kit.userNow(user.id)).passwordHash).toContain('m=19456,t=2,p=1');
    expect(await codeOf(attempt(user.email))).toBe('none');
  });
});

describe('the lock after failures', () => {
  it('closes at the fifth, also for the right password, and opens after 15 minutes', async () => {
    const { email } = await kit.addUser();
    await fail(email, 5);
    expect(await codeOf(attempt(email))).toBe('SIGN_IN_FAILED');
    kit.pass(14.9);
    expect(await codeOf(attempt(email))).toBe('SIGN_IN_FAILED');
    kit.pass(0.1);
    expect(await codeOf(attempt(email))).toBe('none');
  });

  it('does not close at four, and success begins the count anew', async () => {
    const { email } = await kit.addUser();
    for (let round = 0; round < 3; round++) {
      await fail(email, 4);
      expect(await codeOf(attempt(email))).toBe('none');
    }
  });

  it('doubles with every further failure, up to a day', async () => {
    const { id, email } = await kit.addUser();
    await fail(email, 4);
    const minutes: number[] = [];
    for (let n = 0; n < 9; n++) {
      await fail(email, 1);
      const until = (await kit.userNow(id)).lockedUntil;
      const lock = until === null ? 0 : (until.getTime() - kit.kernel.clock.now().getTime()) / 60_000;
      minutes.push(lock);
      kit.pass(lock);
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  it('stays a day after a thousand failures', async () => {
    const { id, email } = await kit.addUser({ user: { failedSignIns: 1_000 } });
    await fail(email, 1);
    expect((await kit.userNow(id)).lockedUntil).toEqual(new Date(kit.kernel.clock.now().getTime() + 24 * 3_600_000));
  });

  it('counts guesses that come at the same moment: of twenty, five are looked at', async () => {
    const { id, email } = await kit.addUser();
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(attempt(email, 'wrong'))));
    expect(new Set(codes)).toEqual(new Set(['SIGN_IN_FAILED']));
    expect(await kit.userNow(id)).toMatchObject({ failedSignIns: 5 });
    expect(await codeOf(attempt(email))).toBe('SIGN_IN_FAILED');
  });

  it('is not lengthened by tries while it is closed', async () => {
    const { email } = await kit.addUser();
    await fail(email, 12);
    kit.pass(15);
    expect(await codeOf(attempt(email))).toBe('none');
  });
});
