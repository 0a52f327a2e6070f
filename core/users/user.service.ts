import { z } from 'zod';
import type { Role, User } from '#prisma';
import { audit } from '../access/audit.ts';
import { INVITATION, sendLink } from '../access/login-links.ts';
import { normalEmail } from '../access/members.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { accessMail } from '../mail/access-mails.ts';
import { refuseBeyondOwnRights } from './rights.ts';
import { keepAnAdmin } from './user-state.service.ts';

export interface Assignment {
  readonly role: Role;
  /** The company a PARTNER works for; null for the other roles. */
  readonly partnerId: string | null;
}

export interface Invitation extends Assignment {
  readonly email: string;
  readonly name: string;
  /** null = the brand's. */
  readonly language: string | null;
}

/**
 * Gives somebody access to the caller's brand: finds or makes the user in the tenant and mails a link for the first password.
 * Returns the user's id. Errors: FORBIDDEN, ROLE_BEYOND_OWN_RIGHTS, USER_INVALID, USER_DISABLED, MEMBERSHIP_EXISTS, PARTNER_NOT_FOUND.
 */
export async function inviteUser(ctx: TxCtx, { email, name, language, ...assignment }: Invitation): Promise<string> {
  refuseBeyondOwnRights(ctx, [assignment.role]);
  await checkAssignment(ctx, assignment);
  const user = await findOrCreate(ctx, { email: checkedEmail(email), name: checkedName(name), language: language ?? ctx.brand.language });
  if (user.disabledAt)
    throw new DomainError('USER_DISABLED', 'email: this user is disabled; enable the account first', { userId: user.id });

  const { count } = await asBrand(ctx).tx.membership.createMany({
    data: [{ userId: user.id, memberOf: ctx.brand.id, role: assignment.role, worksFor: assignment.partnerId }],
    skipDuplicates: true,
  });
  if (count === 0)
    throw new DomainError('MEMBERSHIP_EXISTS', 'email: this user has access to the brand already; change the role instead', {
      userId: user.id,
    });
  await audit(ctx, { action: 'user.invited', subject: user.id, after: { ...assignment } });

  if (user.passwordHash === null) await sendLink(ctx, user, INVITATION);
  else
    await ctx.mailer.send(ctx, {
      to: user.email,
      ...accessMail('access-given', user.language, { brand: ctx.brand.name, link: `${ctx.brand.url}/sign-in` }),
    });
  return user.id;
}

/** Changes what a user is in the caller's brand. Errors: as inviteUser, MEMBERSHIP_NOT_FOUND, LAST_ADMIN. */
export async function setRole(ctx: TxCtx, userId: string, assignment: Assignment): Promise<void> {
  await keepAnAdmin(ctx, async () => {
    const before = await membershipOf(ctx, userId);
    refuseBeyondOwnRights(ctx, [before.role, assignment.role]);
    await checkAssignment(ctx, assignment);
    await asBrand(ctx).tx.membership.updateMany({
      where: { id: before.id },
      data: { role: assignment.role, worksFor: assignment.partnerId },
    });
    if (assignment.role !== 'INSPECTION') await forgetCases(ctx, userId);
    await audit(ctx, {
      action: 'user.role-changed',
      subject: userId,
      before: { role: before.role, partnerId: before.worksFor },
      after: { ...assignment },
    });
  });
}

/** Takes the access to the caller's brand away; the account and its other brands stay. Errors: MEMBERSHIP_NOT_FOUND, LAST_ADMIN, … */
export async function removeMembership(ctx: TxCtx, userId: string): Promise<void> {
  await keepAnAdmin(ctx, async () => {
    const { id, role, worksFor } = await membershipOf(ctx, userId);
    refuseBeyondOwnRights(ctx, [role]);
    await asBrand(ctx).tx.membership.deleteMany({ where: { id } });
    await forgetCases(ctx, userId);
    await audit(ctx, { action: 'user.membership-removed', subject: userId, before: { role, partnerId: worksFor } });
  });
}

/** Who comes back as an inspector starts without the cases of before. */
const forgetCases = (ctx: TxCtx, userId: string) => asBrand(ctx).tx.caseAssignment.deleteMany({ where: { userId } });

async function membershipOf(ctx: TxCtx, userId: string) {
  const membership = await asBrand(ctx).tx.membership.findFirst({ where: { userId, memberOf: ctx.brand.id } });
  if (!membership) throw new DomainError('MEMBERSHIP_NOT_FOUND', `userId: ${userId} has no access to this brand; invite them`, { userId });
  return membership;
}

async function checkAssignment(ctx: TxCtx, { role, partnerId }: Assignment): Promise<void> {
  if ((role === 'PARTNER') !== (partnerId !== null)) {
    throw new DomainError('USER_INVALID', 'partnerId: name the partner company for the role PARTNER, and for no other role', {
      field: 'partnerId',
    });
  }
  if (partnerId !== null && !(await asBrand(ctx).tx.partner.findUnique({ where: { id: partnerId }, select: { id: true } }))) {
    throw new DomainError('PARTNER_NOT_FOUND', `partnerId: there is no partner ${partnerId}`, { field: 'partnerId', partnerId });
  }
}

/** Two invitations at the same moment make one user. */
async function findOrCreate(ctx: TxCtx, person: { email: string; name: string; language: string }): Promise<User> {
  const { tx } = asBrand(ctx);
  await tx.user.createMany({ data: [{ ...person, createdAt: ctx.wallClock.now() }], skipDuplicates: true });
  return tx.user.findFirstOrThrow({ where: { email: person.email } });
}

function checkedEmail(email: string): string {
  const parsed = z.email().max(254).safeParse(normalEmail(email));
  if (!parsed.success)
    throw new DomainError('USER_INVALID', 'email: this is not an e-mail address; write it like name@example.com', { field: 'email' });
  return parsed.data;
}

function checkedName(name: string): string {
  const parsed = z.string().trim().min(1).max(200).safeParse(name);
  if (!parsed.success) throw new DomainError('USER_INVALID', 'name: is empty or longer than 200 characters; correct it', { field: 'name' });
  return parsed.data;
}
