import { z } from 'zod/mini';
import type { QuoteInput } from '../../generated/admin/graphql.ts';
import { brand } from '../kit/page-facts.ts';
import type { Draft } from './draft.ts';

const COMMODITIES = ['ELECTRICITY', 'GAS', 'HEAT', 'WATER'] as const;
export type SoldCommodity = (typeof COMMODITIES)[number];

/** What the brand has on sale and this flow asks for: what is delivered to an address and measured. */
export const SOLD: readonly SoldCommodity[] = COMMODITIES.filter((code) => brand.commodities.includes(code));

const text = z._default(z.string(), '');
export const Supply = z.object({
  commodity: z.enum(COMMODITIES),
  /** How the use is told. */
  by: z.enum(['kwh', 'household', 'bill']),
  kwh: text,
  persons: text,
  /** Of the last year, as typed: "1.234,50". */
  bill: text,
  /** Answer to what a price depends on besides. */
  municipality: text,
  /** The quote that was shown; null = prices must be asked for. */
  quoteId: z.nullable(z.string()),
  offerId: z.nullable(z.string()),
  tariffName: text,
});
export type Supply = z.infer<typeof Supply>;

export const newSupply = (commodity: SoldCommodity = SOLD[0] ?? 'ELECTRICITY'): Supply => ({
  ...{ commodity, by: 'kwh', kwh: '', persons: '', bill: '' },
  ...{ municipality: '', quoteId: null, offerId: null, tariffName: '' },
});

/** The contract that is asked about. */
export const supplyOf = ({ supplies, at }: Draft): Supply => supplies[at] ?? supplies[0] ?? newSupply();

/** A change of one contract, as a change of the draft. */
export const withSupply = ({ supplies }: Draft, at: number, change: Partial<Supply>): Pick<Draft, 'supplies'> => ({
  supplies: supplies.map((supply, place) => (place === at ? { ...supply, ...change } : supply)),
});

/** What all prices depend on has changed: they are asked for anew, and the same tariffs are chosen again. */
export const withoutQuotes = ({ supplies }: Draft): Pick<Draft, 'supplies'> => ({
  supplies: supplies.map((supply) => ({ ...supply, quoteId: null })),
});

/** One contract less, with its answers; those behind it move up. */
export function withoutSupply({ supplies, answers }: Draft, at: number): Pick<Draft, 'supplies' | 'at' | 'answers'> {
  const moved = Object.entries(answers).flatMap(([path, value]) => {
    const [, place, rest] = /^contracts\.(\d+)\.(.*)$/.exec(path) ?? [];
    if (place === undefined || Number(place) < at) return [[path, value] as const];
    return Number(place) === at ? [] : [[`contracts.${Number(place) - 1}.${rest}`, value] as const];
  });
  return { supplies: supplies.filter((_supply, place) => place !== at), at: 0, answers: Object.fromEntries(moved) };
}

/** What the brand sells besides, for the same address. */
export const furtherCommodities = ({ supplies }: Draft): readonly SoldCommodity[] =>
  SOLD.filter((code) => !supplies.some(({ commodity }) => commodity === code));

/** The unit in which a use is told. */
export const unitOf = (commodity: SoldCommodity): string => (commodity === 'WATER' ? 'm³' : 'kWh');

/** Whole cents of an amount as people type it: "1.234,50", "1234.5", "980"; null where it is none. No floats on the way. */
export function centsOf(typed: string): number | null {
  const amount = typed.trim().replace(/^€\s*|\s*€$/g, '');
  const [, whole, separator, part = ''] = /^(\d{1,3}(?:([.,' ])\d{3}(?:\2\d{3})*)|\d+)(?:[.,](\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined || (separator !== undefined && amount[whole.length] === separator)) return null;
  return Number(whole.replace(/\D/g, '')) * 100 + Number(part.padEnd(2, '0'));
}

/** What prices are asked for: to the door, so that nobody has to be asked for the municipality where the address says it. */
export const quoteInput = ({ address, segment }: Draft, supply: Supply): QuoteInput => ({
  commodity: supply.commodity,
  segment,
  address: {
    street: address.street.trim(),
    houseNumber: address.houseNumber.trim(),
    postcode: address.postcode.trim(),
    city: address.city.trim(),
  },
  ...useOf(supply),
  ...(supply.municipality !== '' && { municipality: supply.municipality }),
});

function useOf({ by, kwh, persons, bill }: Supply): Partial<QuoteInput> {
  if (by === 'household') return { householdSize: Number(persons) };
  return by === 'bill' ? { lastBill: { amountCents: centsOf(bill) ?? 0 } } : { annualKwh: Number(kwh) };
}
