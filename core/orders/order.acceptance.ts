import type { TxCtx } from '../kernel/context.ts';
import { decide, type Verdict } from '../kernel/hooks.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

/** What becomes of an order in review. */
export type Outcome =
  | { readonly kind: 'accept'; readonly reason: string }
  | { readonly kind: 'reject'; readonly code: string; readonly reason: string }
  | { readonly kind: 'wait'; readonly pending: readonly { readonly pluginId: string; readonly reason: string }[] };

/** Asks every active plugin. Nobody is asked where nobody speaks: then an outcome needs no transaction, see `outcomeOf`. */
export const askAcceptance = async (ctx: TxCtx, facts: OrderFacts): Promise<Outcome> =>
  outcomeOf(await decide(orderAcceptance, facts, ctx), ctx.brand);

/** One rule for orders that come in and for those that are asked about again. */
export function outcomeOf(verdict: Verdict, { isAcceptanceAutomatic }: { readonly isAcceptanceAutomatic: boolean }): Outcome {
  if (verdict.kind === 'deny') return { kind: 'reject', code: verdict.code, reason: verdict.message };
  if (verdict.kind === 'pend') return { kind: 'wait', pending: verdict.pending.map(({ pluginId, reason }) => ({ pluginId, reason })) };
  if (isAcceptanceAutomatic) return { kind: 'accept', reason: 'every check allows it' };
  return { kind: 'wait', pending: [{ pluginId: 'core', reason: 'order.waits-for-a-person' }] };
}
