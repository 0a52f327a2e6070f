import type { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

/** Which mails a reader of the mailbox sees. A mail may hold a link that signs its reader in: nobody gets beyond their own rights by reading an administrator's. */
export async function mailsForReader({ db, viewer }: Pick<Ctx, 'db' | 'viewer'>): Promise<Prisma.MailMessageWhereInput> {
  if (viewer.permissions.has('user.write')) return {};
  const admins = await db.user.findMany({ where: { memberships: { some: { role: 'TENANT_ADMIN' } } }, select: { email: true } });
  return { recipient: { notIn: admins.map(({ email }) => email) } };
}

/** Whether the viewer may read this mail in the mailbox: for whoever keeps a copy of it. */
export async function mayReadMail(ctx: Pick<Ctx, 'db' | 'viewer'>, mailId: string): Promise<boolean> {
  if (!ctx.viewer.permissions.has('mailbox.read')) return false;
  const seen = await ctx.db.mailMessage.findFirst({ where: { AND: [{ id: mailId }, await mailsForReader(ctx)] }, select: { id: true } });
  return seen !== null;
}
