import { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

/** Failures in a row after which an account is locked, for how long at first and at most. Each further failure doubles it. */
const FAILURES = 5;
const FIRST_LOCK = '15 minutes';
const LONGEST_LOCK = '1 day';
/** 15 minutes doubled seven times is more than a day; higher powers only overflow. */
const MOST_DOUBLINGS = 7;

type Around = Pick<Ctx, 'db' | 'brand' | 'wallClock'>;

/**
 * Counts an attempt as failed before the secret is looked at, in one statement: of a hundred guesses at the same moment
 * five get through. False when the account is locked or disabled; then nobody may look at the secret.
 */
export async function countAttempt({ db, brand, wallClock }: Around, userId: string): Promise<boolean> {
  const now = wallClock.now();
  const counted = await db.$executeRaw(Prisma.sql`
    update app_user u set
      failed_sign_ins = u.failed_sign_ins + 1,
      locked_until = case when u.failed_sign_ins + 1 >= ${FAILURES}::int then ${now}::timestamptz
        + least(${FIRST_LOCK}::interval * power(2, least(u.failed_sign_ins + 1 - ${FAILURES}::int, ${MOST_DOUBLINGS}::int)), ${LONGEST_LOCK}::interval) end
    where u.tenant_id = ${brand.tenantId}::uuid and u.id = ${userId}::uuid
      and u.disabled_at is null and (u.locked_until is null or u.locked_until <= ${now}::timestamptz)`);
  return counted === 1;
}

/** Takes back one counted attempt that turned out to be no guess: the password was right, the code is still to come. */
export async function forgiveAttempt({ db, brand }: Around, userId: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update app_user u set failed_sign_ins = greatest(u.failed_sign_ins - 1, 0), locked_until = null
    where u.tenant_id = ${brand.tenantId}::uuid and u.id = ${userId}::uuid`);
}
