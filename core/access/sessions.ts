import type { PrismaClient } from '#prisma';
import type { Db } from '../db/client.ts';
import { type SessionRow, sessionRows } from './sessions.sql.ts';
import { randomToken, sha256 } from './tokens.ts';

/** A session ends after two weeks, and after half a day without a request. */
export const SESSION_SECONDS = 14 * 24 * 3_600;
const IDLE_MS = 12 * 3_600_000;
/** The last request is noted at most once a minute. */
const TOUCH_MS = 60_000;

/** Signs a user in; the user's dead sessions go. Returns the token for the cookie. `db` is a scoped client of the product itself. */
export async function createSession(db: Db, { userId, now }: { userId: string; now: Date }): Promise<string> {
  const isDead = [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: new Date(now.getTime() - IDLE_MS) } }];
  await db.session.deleteMany({ where: { userId, OR: isDead } });
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1_000);
  await db.session.create({ data: { userId, tokenHash: sha256(token), createdAt: now, lastSeenAt: now, expiresAt }, select: { id: true } });
  return token;
}

/** What the user behind a cookie's token is in which brand; empty when the session is unknown, over or another tenant's. */
export async function membershipsOfSession(
  root: PrismaClient,
  { token, tenantId, now }: { token: string; tenantId: string; now: Date },
): Promise<SessionRow[]> {
  const seenAfter = new Date(now.getTime() - IDLE_MS);
  const rows = await sessionRows(root, { tokenHash: sha256(token), tenantId, now, seenAfter });
  const minuteAgo = new Date(now.getTime() - TOUCH_MS);
  const [session] = rows;
  if (session && session.lastSeenAt <= minuteAgo) {
    await root.session.updateMany({
      where: { id: session.sessionId, tenantId, lastSeenAt: { lte: minuteAgo } },
      data: { lastSeenAt: now },
    });
  }
  return rows;
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: sha256(token) } });
}

export async function endSessionsOf(db: Db, userId: string): Promise<void> {
  await db.session.deleteMany({ where: { userId } });
}
