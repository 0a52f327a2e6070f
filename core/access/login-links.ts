import type { LoginPurpose, User } from '#prisma';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { AccessMail } from '../mail/access-mail.texts.ts';
import { accessMail } from '../mail/access-mails.ts';
import { countAttempt } from './attempts.sql.ts';
import { mayEnter, normalEmail } from './members.ts';
import { setPassword } from './own-password.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { acceptCode, totpRequired, totpWrong } from './second-factor.ts';
import { createSession } from './sessions.ts';
import { signInFailed } from './sign-in.ts';
import { randomToken, sha256 } from './tokens.ts';

interface LinkKind {
  readonly purpose: LoginPurpose;
  /** Page of the brand's site that takes the token. */
  readonly path: string;
  readonly minutes: number;
  readonly mail: AccessMail;
}

export const MAGIC_LINK: LinkKind = { purpose: 'MAGIC_LINK', path: '/sign-in', minutes: 15, mail: 'login-link' };
export const PASSWORD_RESET: LinkKind = { purpose: 'PASSWORD_RESET', path: '/reset-password', minutes: 60, mail: 'password-reset' };
/** The first password of somebody who was invited: the same as a reset, with a week's time. */
export const INVITATION: LinkKind = { purpose: 'PASSWORD_RESET', path: '/reset-password', minutes: 7 * 24 * 60, mail: 'invitation' };

/** More links than this an hour would only fill a stranger's mailbox. */
const LINKS_AN_HOUR = 5;
/** No user's id: a stranger's address costs the same look. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Used and dead links are kept for a day, then they go. */
const KEEP_MS = 24 * 3_600_000;

/** Mails a link to whoever may enter the brand under this address, and says nothing about whether there is somebody. */
export const requestLink = (ctx: Ctx, email: string, kind: LinkKind): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const user = await ctx.tx.user.findFirst({ where: { email: normalEmail(email), ...mayEnter(ctx.brand) } });
    const hourAgo = new Date(ctx.wallClock.now().getTime() - 3_600_000);
    const recent = await ctx.tx.loginToken.count({
      where: { userId: user?.id ?? NOBODY, purpose: kind.purpose, createdAt: { gt: hourAgo } },
    });
    if (user && recent < LINKS_AN_HOUR) await sendLink(ctx, user, kind);
  });

/** Makes a link and mails it, in the open transaction. */
export async function sendLink(
  ctx: TxCtx,
  user: Pick<User, 'id' | 'email' | 'language'>,
  { purpose, path, minutes, mail }: LinkKind,
): Promise<void> {
  const { tx, wallClock, brand, mailer } = asBrand(ctx);
  const now = wallClock.now();
  const token = randomToken();
  await tx.loginToken.deleteMany({ where: { userId: user.id, expiresAt: { lt: new Date(now.getTime() - KEEP_MS) } } });
  await tx.loginToken.create({
    data: { userId: user.id, purpose, tokenHash: sha256(token), createdAt: now, expiresAt: new Date(now.getTime() + minutes * 60_000) },
    select: { id: true },
  });
  const link = `${brand.url}${path}?token=${token}`;
  await mailer.send(ctx, {
    to: user.email,
    ...accessMail(mail, user.language, { brand: brand.name, link, minutes, days: minutes / 1_440 }),
  });
}

/** Signs in with a mailed link; a second factor is asked for as with a password. Returns the session's token. */
export async function signInWithLink(ctx: Ctx, { token, totp }: { token: string; totp: string | null }): Promise<string> {
  const user = await holderOf(ctx, token, 'MAGIC_LINK');
  if (user.totpConfirmedAt) {
    if (totp === null) throw totpRequired();
    if (!(await countAttempt(ctx, user.id))) throw signInFailed();
    if (!(await acceptCode(ctx, user, totp))) throw totpWrong();
  }
  return inTransaction(ctx, async (ctx) => {
    await spend(ctx, token, 'MAGIC_LINK');
    const { count } = await ctx.tx.user.updateMany({
      where: { id: user.id, disabledAt: null },
      data: { failedSignIns: 0, lockedUntil: null },
    });
    if (count === 0) throw linkInvalid();
    return createSession(ctx.tx, { userId: user.id, now: ctx.wallClock.now() });
  });
}

/**
 * Sets a new password with a mailed link and ends all sessions. It signs nobody in, so a second factor still stands in the way;
 * for the same reason the lock of an account that has one stays. Errors: LINK_INVALID, PASSWORD_UNFIT.
 */
export async function resetPassword(ctx: Ctx, { token, password }: { token: string; password: string }): Promise<void> {
  const user = await holderOf(ctx, token, 'PASSWORD_RESET');
  checkNewPassword(password, user.email);
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    await spend(ctx, token, 'PASSWORD_RESET');
    await ctx.tx.user.updateMany({ where: { id: user.id, totpConfirmedAt: null }, data: { failedSignIns: 0, lockedUntil: null } });
    await setPassword(ctx, user.id, passwordHash);
  });
}

async function holderOf({ db, brand, wallClock }: Ctx, token: string, purpose: LoginPurpose): Promise<User> {
  const link = await db.loginToken.findFirst({
    where: { tokenHash: sha256(token), purpose, usedAt: null, expiresAt: { gt: wallClock.now() }, user: mayEnter(brand) },
    include: { user: true },
  });
  if (!link) throw linkInvalid();
  return link.user;
}

/** Of two at the same moment one wins. */
async function spend({ tx, wallClock }: TxCtx, token: string, purpose: LoginPurpose): Promise<void> {
  const now = wallClock.now();
  const { count } = await tx.loginToken.updateMany({
    where: { tokenHash: sha256(token), purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) throw linkInvalid();
}

const linkInvalid = (): DomainError =>
  new DomainError('LINK_INVALID', 'token: this link was used, is too old or was never sent; ask for a new one', { field: 'token' });
