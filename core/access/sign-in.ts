import type { User } from '#prisma';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { countAttempt, forgiveAttempt } from './attempts.sql.ts';
import { mayEnter, normalEmail } from './members.ts';
import { hashPassword, isOutdated, verifyPassword } from './passwords.ts';
import { acceptCode, totpRequired, totpWrong } from './second-factor.ts';
import { createSession } from './sessions.ts';

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  readonly totp: string | null;
}

/**
 * Signs in with a password and, where one is set, a second factor. Returns the session's token. `ctx` is the product itself.
 * One answer for an unknown address, a wrong password, a locked and a disabled account and one without access to this
 * brand: SIGN_IN_FAILED, after the same one hash. TOTP_REQUIRED and TOTP_WRONG come to whoever knows the password.
 */
export async function signIn(ctx: Ctx, { email, password, totp }: SignInRequest): Promise<string> {
  const user = await ctx.db.user.findFirst({ where: { email: normalEmail(email), ...mayEnter(ctx.brand) } });
  if (!(await isPasswordOf(ctx, user, password)) || user?.passwordHash == null) throw signInFailed();

  if (user.totpConfirmedAt) {
    if (totp === null) {
      await forgiveAttempt(ctx, user.id);
      throw totpRequired();
    }
    if (!(await acceptCode(ctx, user, totp))) throw totpWrong();
  }
  return enter(ctx, user, isOutdated(user.passwordHash) ? await hashPassword(password) : user.passwordHash);
}

/** Counts the attempt first, computes one hash in any case. False also when the account is locked. */
export async function isPasswordOf(ctx: Ctx, user: Pick<User, 'id' | 'passwordHash'> | null, password: string): Promise<boolean> {
  const isOpen = user !== null && (await countAttempt(ctx, user.id));
  return verifyPassword(isOpen ? user.passwordHash : null, password);
}

/** Only with the very password hash that was checked: a reset in between wins, and its end of all sessions holds. */
const enter = (ctx: Ctx, { id, passwordHash }: User, keptHash: string): Promise<string> =>
  inTransaction(ctx, async ({ tx, wallClock }) => {
    const { count } = await tx.user.updateMany({
      where: { id, passwordHash, disabledAt: null },
      data: { failedSignIns: 0, lockedUntil: null, passwordHash: keptHash },
    });
    if (count === 0) throw signInFailed();
    return createSession(tx, { userId: id, now: wallClock.now() });
  });

export const signInFailed = (): DomainError =>
  new DomainError(
    'SIGN_IN_FAILED',
    'E-mail address and password do not match, or the account is locked; after five failures wait 15 minutes, or ask for a link by mail',
  );
