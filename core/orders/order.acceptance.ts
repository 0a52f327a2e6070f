import type { Rows } from '../db/write-rows.sql.ts';
import type { Ctx, TxCtx } from '../kernel/context.ts';
import { decide, decideAtOnce, type Verdict } from '../kernel/hooks.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

/** What becomes of an order in review. */
export type Outcome =
  | { readonly kind: 'accept'; readonly reason: string }
  | { readonly kind: 'reject'; readonly code: string; readonly reason: string }
  | { readonly kind: 'wait'; readonly pending: readonly { readonly pluginId: string; readonly reason: string }[] };

/** Asks every active plugin. */
export const askAcceptance = async (ctx: TxCtx, facts: OrderFacts): Promise<Outcome> =>
  outcomeOf(await decide(orderAcceptance, facts, ctx), ctx.brand);

/** The same without a transaction; null = a plugin wants to look into the database. `rows` are to be written with the order. */
export async function askAtOnce(ctx: Ctx, facts: OrderFacts): Promise<{ outcome: Outcome; rows: readonly Rows[] } | null> {
  const heard = await decideAtOnce(orderAcceptance, facts, ctx);
  return heard && { outcome: outcomeOf(heard.verdict, ctx.brand), rows: heard.rows };
}

/** One rule for orders that come in and for those that are asked about again. */
function outcomeOf(verdict: Verdict, { isAcceptanceAutomatic }: { readonly isAcceptanceAutomatic: boolean }): Outcome {
  if (verdict.kind === 'deny') return { kind: 'reject', code: verdict.code, reason: verdict.message };
  if (verdict.kind === 'pend') return { kind: 'wait', pending: verdict.pending.map(({ pluginId, reason }) => ({ pluginId, reason })) };
  if (isAcceptanceAutomatic) return { kind: 'accept', reason: 'every check allows it' };
  return { kind: 'wait', pending: [{ pluginId: 'core', reason: 'order.waits-for-a-person' }] };
}
