import { isRecord } from '#admin';
import type { CreditCheckBandsQuery } from '#operations/credit-check';
import { say, sayIfKnown } from './texts.ts';

export type Version = CreditCheckBandsQuery['creditCheckBands'][number];
export type Bureau = CreditCheckBandsQuery['creditCheckBureaus'][number];

/** Worst first, as the server reads them. */
export const OUTCOMES = ['reject', 'review', 'prepayment', 'deposit', 'direct-debit', 'accept'] as const;

/** A rule as it is edited: numbers are texts until they are sent. */
export interface EditedRule {
  readonly key: number;
  readonly bureau: string;
  /** "" = any. */
  readonly product: string;
  readonly segment: string;
  readonly commodity: string;
  /** Value of the first year in whole units of the currency. */
  readonly fromValue: string;
  readonly bands: readonly { readonly key: number; readonly from: string; readonly outcome: string }[];
}

let keys = 0;
export const nextKey = (): number => ++keys;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Rules of the server, to be edited. */
export const editedRules = (rules: unknown): EditedRule[] =>
  (Array.isArray(rules) ? rules : []).filter(isRecord).map((rule) => ({
    key: nextKey(),
    ...{ bureau: text(rule.bureau), product: text(rule.product), segment: text(rule.segment), commodity: text(rule.commodity) },
    fromValue: String(numberIn(rule.fromCents) / 100),
    bands: (Array.isArray(rule.bands) ? rule.bands : [])
      .filter(isRecord)
      .map(({ from, outcome }) => ({ key: nextKey(), from: String(numberIn(from)), outcome: text(outcome) })),
  }));

/** The same as the server reads them; what is no number stays a text, and the server says so. */
export const sentRules = (rules: readonly EditedRule[]) =>
  rules.map(({ bureau, product, segment, commodity, fromValue, bands }) => ({
    bureau,
    ...{ product: product || null, segment: segment || null, commodity: commodity || null },
    fromCents: sentNumber(fromValue, 100),
    bands: bands.map(({ from, outcome }) => ({ from: sentNumber(from, 1), outcome })),
  }));

/** What is no number stays a text. */
export function sentNumber(given: string, times: number): number | string {
  const read = Number(given.trim().replace(',', '.'));
  return given.trim() === '' || Number.isNaN(read) ? given : Math.round(read * times);
}

export const outcomeText = (outcome: string): string => sayIfKnown(`credit-check.outcome.${outcome}`) ?? outcome;

/** The scale of a product or, where it is left open, of the first; null = there is no such bureau. */
export function scaleOf(bureaus: readonly Bureau[], { bureau, product }: Pick<EditedRule, 'bureau' | 'product'>) {
  const products = bureaus.find(({ code }) => code === bureau)?.products ?? [];
  return products.find(({ code }) => code === product) ?? products[0] ?? null;
}

/** "100 to 600, lower is better". */
export function scaleText(bureaus: readonly Bureau[], rule: Pick<EditedRule, 'bureau' | 'product'>): string {
  const one = scaleOf(bureaus, rule);
  if (!one) return '';
  const values = { minimum: one.minimum, maximum: one.maximum };
  return say(one.isLowerBetter ? 'credit-check.bands.lowerBetter' : 'credit-check.bands.higherBetter', values);
}
