import type { User } from '#prisma';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { audit } from './audit.ts';
import { type NewTotp, newTotp, totpStep } from './totp.ts';

type Holder = Pick<User, 'id' | 'totpSecret' | 'totpConfirmedAt'>;

/** Makes a secret for an authenticator app. It counts from the first right code on (`confirmTotp`). */
export async function startTotp({ db, brand, vault }: Ctx, userId: string): Promise<NewTotp> {
  const { email } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  const totp = newTotp({ issuer: brand.name, label: email });
  const { count } = await db.user.updateMany({
    where: { id: userId, totpConfirmedAt: null },
    data: { totpSecret: vault.encrypt(totp.secret), totpLastStep: null },
  });
  if (count === 0) throw new DomainError('TOTP_ALREADY_ON', 'A second factor is set already; remove it before you set another one');
  return totp;
}

/** Switches the second factor on. Errors: TOTP_NOT_STARTED, TOTP_WRONG. */
export async function confirmTotp(ctx: Ctx, userId: string, code: string): Promise<void> {
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  if (!user.totpSecret || user.totpConfirmedAt)
    throw new DomainError('TOTP_NOT_STARTED', 'There is no new second factor to confirm; start with totp/start');
  if (!(await acceptCode(ctx, user, code))) throw totpWrong();
  await inTransaction(ctx, async (ctx) => {
    await ctx.tx.user.updateMany({ where: { id: userId, totpSecret: user.totpSecret }, data: { totpConfirmedAt: ctx.wallClock.now() } });
    await audit(ctx, { action: 'user.totp-confirmed', subject: userId });
  });
}

/** Switches the second factor off. The caller has checked that this person may. */
export async function removeTotp(ctx: TxCtx, userId: string): Promise<void> {
  await asBrand(ctx).tx.user.updateMany({ where: { id: userId }, data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null } });
  await audit(ctx, { action: 'user.totp-removed', subject: userId });
}

/** Is it a code of now? Each time step is accepted once, also when two come at the same moment. */
export async function acceptCode({ db, vault, wallClock }: Ctx, { id, totpSecret }: Holder, code: string): Promise<boolean> {
  if (totpSecret === null) return false;
  const step = totpStep({ secret: vault.decrypt(totpSecret), code, now: wallClock.now() });
  if (step === null) return false;
  const { count } = await db.user.updateMany({
    where: { id, totpSecret, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

export const totpRequired = (): DomainError =>
  new DomainError('TOTP_REQUIRED', 'totp: send the code that your authenticator app shows', { field: 'totp' });

export const totpWrong = (): DomainError =>
  new DomainError('TOTP_WRONG', 'totp: the code is wrong, over or used already; wait for the next one', { field: 'totp' });
