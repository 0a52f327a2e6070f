import { type Ctx, customerOverview, DomainError, hook, inTransaction, todayIn } from '#core';
import { codeForPeople } from './code.rules.ts';
import { codeOf, isActiveCustomer, mailInvitation } from './code.service.ts';

/**
 * A person invites a customer: the code is made where there is none, and mailed once more. Fails with REFERRALS_CUSTOMER_NOT_FOUND,
 * _NOT_ACTIVE and _NOT_MAILED.
 */
export const inviteCustomer = (ctx: Ctx, customerId: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const customer = await ctx.tx.customer.findUnique({ where: { id: customerId }, select: { id: true } });
    if (!customer)
      throw new DomainError('REFERRALS_CUSTOMER_NOT_FOUND', `customerId: there is no customer ${customerId}; look them up again`, {
        customerId,
      });
    if (!(await isActiveCustomer(ctx, customerId)))
      throw new DomainError('REFERRALS_NOT_ACTIVE', 'customerId: a code is for customers in supply; come back when supply has started');
    const { id } = await codeOf(ctx, customerId, todayIn(ctx.clock, ctx.brand.timeZone));
    const code = await ctx.tx.referralsCode.update({ where: { id }, data: { mailedAt: null } });
    await mailInvitation(ctx, code);
    const mailed = await ctx.tx.referralsCode.findUniqueOrThrow({ where: { id } });
    if (mailed.mailedAt === null)
      throw new DomainError(
        'REFERRALS_NOT_MAILED',
        'customerId: no mail was sent: no campaign runs, the code is shut, or the customer wants no such mails',
        { customerId },
      );
    return id;
  });

/** A person shuts a code, or opens it again: orders with a shut one are told so in the form. Fails with REFERRALS_CODE_NOT_FOUND. */
export const shutCode = (ctx: Ctx, customerId: string, isShut: boolean): Promise<string> =>
  inTransaction(ctx, async ({ tx, clock, viewer }) => {
    const code = await tx.referralsCode.findFirst({ where: { customerId }, select: { id: true } });
    if (!code) throw new DomainError('REFERRALS_CODE_NOT_FOUND', 'customerId: this customer has no code', { customerId });
    const data = isShut ? { endedAt: clock.now(), endedBy: viewer.name } : { endedAt: null, endedBy: null };
    await tx.referralsCode.update({ where: { id: code.id }, data });
    return code.id;
  });

/** On the page that shows everything about a customer; who may not see the plugin's rows sees none. */
export const tellOfCustomer = hook(customerOverview, async ({ customerId }, { db, texts, viewer }) => {
  if (!viewer.permissions.has('referrals.read')) return [];
  const [code, recommended, paid, came] = await Promise.all([
    db.referralsCode.findFirst({ where: { customerId } }),
    db.referralsCase.count({ where: { referrerId: customerId } }),
    db.referralsCase.count({ where: { referrerId: customerId, state: 'PAID' } }),
    db.referralsCase.count({ where: { referredId: customerId, state: { not: 'REJECTED' } } }),
  ]);
  const say = (key: string, values = {}) => texts(viewer.language, `referrals.overview.${key}`, values) ?? key;
  const rows = [
    ...(code?.code ? [{ label: say('code'), value: codeForPeople(code.code) + (code.endedAt ? ` (${say('shut')})` : '') }] : []),
    ...(recommended > 0 ? [{ label: say('recommended'), value: say('recommendedOf', { count: recommended, paid }) }] : []),
    ...(came > 0 ? [{ label: say('came'), value: say('byCode') }] : []),
  ];
  return rows.length === 0 ? [] : [{ title: say('title'), rows }];
});
