import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { accessMail } from '../mail/access-mails.ts';
import { audit } from './audit.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { createSession, endSessionsOf } from './sessions.ts';
import { isPasswordOf } from './sign-in.ts';

/** Whoever is signed in proves it once more. Counts as an attempt, so a stolen session guesses no password. Error: PASSWORD_WRONG. */
export async function provePassword(ctx: Ctx, userId: string, password: string): Promise<void> {
  const user = await ctx.db.user.findUnique({ where: { id: userId } });
  if (!(await isPasswordOf(ctx, user, password))) {
    throw new DomainError('PASSWORD_WRONG', 'password: this is not your password, or the account is locked after too many failures', {
      field: 'password',
    });
  }
  await ctx.db.user.updateMany({ where: { id: userId }, data: { failedSignIns: 0, lockedUntil: null } });
}

/** Ends all sessions of the user and starts one for the browser that asks; returns its token. Errors: PASSWORD_WRONG, PASSWORD_UNFIT. */
export async function changePassword(ctx: Ctx, userId: string, { current, next }: { current: string; next: string }): Promise<string> {
  const { email } = await ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  checkNewPassword(next, email);
  await provePassword(ctx, userId, current);
  const passwordHash = await hashPassword(next);
  return inTransaction(ctx, async (ctx) => {
    await setPassword(ctx, userId, passwordHash);
    return createSession(ctx.tx, { userId, now: ctx.wallClock.now() });
  });
}

/** Sets the hash, ends all sessions and open links, tells the user by mail and the audit log. */
export async function setPassword(ctx: TxCtx, userId: string, passwordHash: string): Promise<void> {
  const { tx } = asBrand(ctx);
  const user = await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { email: true, language: true } });
  await endSessionsOf(tx, userId);
  await tx.loginToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: ctx.wallClock.now() } });
  await ctx.mailer.send(ctx, {
    to: user.email,
    ...accessMail('password-changed', user.language, { brand: ctx.brand.name, link: `${ctx.brand.url}/sign-in` }),
  });
  await audit(ctx, { action: 'user.password-changed', subject: userId });
}
