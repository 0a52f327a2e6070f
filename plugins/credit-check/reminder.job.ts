import { addDays, inTransaction, job, type TxCtx, toDbDate, todayIn, z } from '#core';
import { duePeople } from './credit-check.queue.ts';
import { settings } from './settings.ts';
import { wordsIn } from './words.ts';

/** How many days before the last one somebody is reminded. */
const AHEAD_DAYS = 1;

/** Each morning: tells whoever the settings name how many decisions are due by tomorrow, each order once. */
export const remindOfDue = job({
  name: 'credit-check.remind',
  input: z.object({}),
  schedule: '0 7 * * *',
  attempts: 3,
  run: async (_input, ctx) => {
    const { remindAt } = ctx.activation.settings(settings);
    if (remindAt === '') return;
    const until = toDbDate(addDays(todayIn(ctx.clock, ctx.brand.timeZone), AHEAD_DAYS));
    const due = await duePeople(ctx.db, until);
    const fresh = due.filter(({ remindedAt }) => remindedAt === null);
    if (fresh.length > 0)
      await inTransaction(ctx, (tx) => remind(tx, { to: remindAt, due: due.length, orderIds: fresh.map(({ orderId }) => orderId) }));
  },
});

async function remind(
  ctx: TxCtx,
  { to, due, orderIds }: { readonly to: string; readonly due: number; readonly orderIds: readonly string[] },
): Promise<void> {
  const say = wordsIn(ctx, null);
  const values = { n: due, brand: ctx.brand.name, link: `${ctx.brand.url}/p/credit-check/queue` };
  await ctx.tx.creditCheck.updateMany({ where: { orderId: { in: [...orderIds] } }, data: { remindedAt: ctx.clock.now() } });
  await ctx.mailer.send(ctx, {
    kind: 'credit-check.due',
    to,
    subject: say('credit-check.mail.due.subject', values),
    text: say('credit-check.mail.due', values),
  });
}
