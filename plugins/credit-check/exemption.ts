import type { Ctx } from '#core';
import { settings } from './settings.ts';
import { subjectKeys, subjectsOf } from './subjects.ts';

const DAY_MS = 86_400_000;

/** Who said of this customer, not long ago, that a score was wrong about them; null = nobody did. */
export async function exemptionOf(
  ctx: Pick<Ctx, 'db' | 'clock' | 'activation' | 'vault'>,
  orderId: string,
): Promise<{ readonly by: string; readonly orderId: string } | null> {
  const { validityDays } = ctx.activation.settings(settings);
  const since = new Date(ctx.clock.now().getTime() - validityDays * DAY_MS);
  const recent = { isGranted: true, decidedAt: { gte: since }, subjectKey: { not: null } };
  if (!(await ctx.db.creditCheckContest.findFirst({ where: recent, select: { id: true } }))) return null;
  const [customer] = await subjectsOf(ctx, orderId);
  if (!customer) return null;
  const granted = await ctx.db.creditCheckContest.findFirst({ where: { ...recent, subjectKey: { in: subjectKeys(ctx, customer) } } });
  return granted?.decidedBy ? { by: granted.decidedBy, orderId: granted.orderId } : null;
}
