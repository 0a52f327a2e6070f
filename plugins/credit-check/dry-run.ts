import type { Ctx } from '#core';
import type { BandRule } from './band-rules.ts';
import { outcomeByScore } from './bands.ts';
import { policyNow } from './policy.ts';

/** Past checks that are looked at, newest first, and changed ones that are listed. */
const AT_MOST = 10_000;
const LISTED = 200;
const SLICE = 2_000;
const DAY_MS = 86_400_000;

type PastCheck = Parameters<typeof outcomeByScore>[0] & { readonly orderId: string };
type Decided = ReturnType<typeof outcomeByScore>;

export interface ChangedDecision {
  readonly orderId: string;
  readonly score: number;
  readonly before: Decided;
  readonly after: Decided;
}

export interface DryRun {
  /** Past answers that were looked at. */
  readonly looked: number;
  /** How many decisions would differ, by what they were and would be. */
  readonly counts: readonly { readonly before: Decided; readonly after: Decided; readonly count: number }[];
  /** The newest of them. */
  readonly changed: readonly ChangedDecision[];
}

/** What other bands would have made of the answers of the last days, beside those that hold now. Nothing is written. */
export async function dryRun(
  { db, clock, activation }: Pick<Ctx, 'db' | 'clock' | 'activation'>,
  { rules, days }: { readonly rules: readonly BandRule[]; readonly days: number },
): Promise<DryRun> {
  const now = await policyNow({ activation, clock }, db);
  const since = new Date(clock.now().getTime() - days * DAY_MS);
  const counts = new Map<string, { before: Decided; after: Decided; count: number }>();
  const changed: ChangedDecision[] = [];
  let looked = 0;
  for (let after: string | null = null; looked < AT_MOST; ) {
    const checks: readonly PastCheck[] = await db.creditCheck.findMany({
      where: { state: 'SCORED', answeredAt: { gte: since }, ...(after !== null && { orderId: { lt: after } }) },
      orderBy: { orderId: 'desc' },
      take: SLICE,
      select: {
        orderId: true,
        state: true,
        bureau: true,
        product: true,
        segment: true,
        commodity: true,
        valueCents: true,
        score: true,
        doubts: true,
      },
    });
    for (const check of checks) {
      const [before, then] = [outcomeByScore(check, now), outcomeByScore(check, { ...now, rules })];
      if (before === then || check.score === null) continue;
      const key = `${before} ${then}`;
      counts.set(key, { before, after: then, count: (counts.get(key)?.count ?? 0) + 1 });
      if (changed.length < LISTED) changed.push({ orderId: check.orderId, score: check.score, before, after: then });
    }
    looked += checks.length;
    if (checks.length < SLICE) break;
    after = checks.at(-1)?.orderId ?? null;
  }
  return { looked, counts: [...counts.values()].sort((a, b) => b.count - a.count), changed };
}
