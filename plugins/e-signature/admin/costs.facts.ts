import { brand } from '#admin';

/** A cost as it is typed. */
export interface CostForm {
  readonly text: string;
  readonly net: string;
  readonly vatRate: string;
}

/** Rates of value added tax by the brand's country, the usual one first. */
const RATES_OF: Readonly<Record<string, readonly string[]>> = {
  AT: ['0.2', '0.1', '0'],
  DE: ['0.19', '0.07', '0'],
  DK: ['0.25', '0'],
  NO: ['0.25', '0'],
  PL: ['0.23', '0.08', '0'],
};

export const RATES = (RATES_OF[brand.country] ?? ['0']).map((value) => ({ value, label: `${Math.round(Number(value) * 100)} %` }));

export const EMPTY_COST: CostForm = { text: '', net: '', vatRate: RATES[0]?.value ?? '0' };

/** "120", "120.50" or "120,50" in whole cents; null = it is no amount. */
export function centsOf(text: string): number | null {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
