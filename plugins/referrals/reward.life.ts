export type RewardState = 'DUE' | 'IN_PAYOUT' | 'PAID' | 'CANCELLED' | 'CLAWED_BACK';

/** What is written for one step of a reward; `entry` = in the ledger, cents with their sign, null = no money moves. */
export interface RewardTurn {
  readonly state: RewardState;
  readonly entry: { readonly kind: 'PAID' | 'CLAWED_BACK'; readonly cents: number } | null;
}
interface Held {
  readonly state: RewardState;
  /** Above 0. */
  readonly cents: number;
}

/** The customer gets it; null = it is paid already, or never will be. */
export const payTurn = ({ state, cents }: Held): RewardTurn | null =>
  state === 'DUE' || state === 'IN_PAYOUT' ? { state: 'PAID', entry: { kind: 'PAID', cents } } : null;

/** The contract did not last: what is not paid yet never will be, what is paid is asked back; null = neither. */
export function clawBackTurn({ state, cents }: Held): RewardTurn | null {
  if (state === 'DUE' || state === 'IN_PAYOUT') return { state: 'CANCELLED', entry: null };
  return state === 'PAID' ? { state: 'CLAWED_BACK', entry: { kind: 'CLAWED_BACK', cents: -cents } } : null;
}
