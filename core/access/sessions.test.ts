import { afterAll, describe, expect, it } from 'vitest';
import { createAccessKit } from './access.kit.ts';
import { sessionCookie } from './session-cookie.ts';
import { createSession, endSession, endSessionsOf } from './sessions.ts';

const kit = await createAccessKit();
afterAll(() => kit.close());

const open = async (userId: string, brand: 'a' | 'b' | 'c' = 'a') =>
  createSession((await kit.ctx(brand)).db, { userId, now: kit.kernel.clock.now() });
const isOpen = async (token: string) => (await kit.viewerWith(token)) !== null;

describe('a session', () => {
  it('ends after twelve hours without a request', async () => {
    const { id } = await kit.addUser();
    const token = await open(id);
    kit.pass(12 * 60 - 1);
    expect(await isOpen(token)).toBe(true);
    kit.pass(12 * 60 - 1);
    expect(await isOpen(token)).toBe(true);
    kit.pass(12 * 60);
    expect(await isOpen(token)).toBe(false);
  });

  it('ends after fourteen days, however busy it is', async () => {
    const { id } = await kit.addUser();
    const token = await open(id);
    for (let hours = 0; hours < 14 * 24 - 8; hours += 8) {
      kit.pass(8 * 60);
      expect(await isOpen(token)).toBe(true);
    }
    kit.pass(8 * 60);
    expect(await isOpen(token)).toBe(false);
  });

  it('notes the last request at most once a minute', async () => {
    const { id } = await kit.addUser();
    const token = await open(id);
    const lastSeen = async () => (await kit.root.session.findFirstOrThrow({ where: { userId: id } })).lastSeenAt;
    const opened = await lastSeen();
    kit.pass(0.9);
    await isOpen(token);
    expect(await lastSeen()).toEqual(opened);
    kit.pass(0.1);
    await isOpen(token);
    expect(await lastSeen()).toEqual(kit.kernel.clock.now());
  });

  it('ends at signing out, and only that one', async () => {
    const { id } = await kit.addUser();
    const [here, there] = [await open(id), await open(id)];
    await endSession((await kit.ctx()).db, here);
    expect([await isOpen(here), await isOpen(there)]).toEqual([false, true]);
  });

  it('of another tenant cannot be ended or used here', async () => {
    const { id } = await kit.addUser({ brand: 'c' });
    const token = await open(id, 'c');
    const { db } = await kit.ctx('a');
    await endSession(db, token);
    await endSessionsOf(db, id);
    expect(await isOpen(token)).toBe(false);
    expect((await kit.viewerWith(token, 'c'))?.id).toBe(id);
  });

  it("takes the user's dead ones away when a new one opens", async () => {
    const { id } = await kit.addUser();
    await open(id);
    kit.pass(12 * 60);
    await open(id);
    expect(await kit.root.session.count({ where: { userId: id } })).toBe(1);
  });
});

describe('the session cookie', () => {
  it('belongs to this very host behind https', () => {
    expect(sessionCookie('https://a.example')).toEqual({
      name: '__Host-vk',
      attributes: { path: '/', httpOnly: true, sameSite: 'lax', secure: true, maxAge: 14 * 24 * 3_600 },
    });
  });

  it('works without https on the own machine', () => {
    expect(sessionCookie('http://localhost:3000')).toMatchObject({ name: 'vk', attributes: { secure: false, httpOnly: true } });
  });
});
