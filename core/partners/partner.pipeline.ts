import type { Pipeline } from './partner.sql.ts';

/** Percent of what was decided that was accepted; what is being decided counts for neither. Null = nothing was decided. */
export function conversionOf({ waiting, supply, ended, refused }: Omit<Pipeline, 'open' | 'review'>): number | null {
  const accepted = waiting + supply + ended;
  return accepted + refused === 0 ? null : (accepted / (accepted + refused)) * 100;
}
