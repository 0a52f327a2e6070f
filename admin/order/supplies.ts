import { z } from 'zod/mini';
import type { QuoteInput } from '../../generated/admin/graphql.ts';
import { number, withUnit } from '../kit/format.ts';
import { brand } from '../kit/page-facts.ts';
import { sayCount } from '../kit/text.ts';
import type { Draft } from './draft.ts';

const COMMODITIES = ['ELECTRICITY', 'GAS', 'HEAT', 'WATER', 'SUBSCRIPTION'] as const;
export type SoldCommodity = (typeof COMMODITIES)[number];

/** What the brand has on sale and this flow asks for. */
export const SOLD: readonly SoldCommodity[] = COMMODITIES.filter((code) => brand.commodities.includes(code));

/** Whether it is delivered to an address and measured there; else it is counted in pieces. */
export const isMetered = (commodity: SoldCommodity): boolean => commodity !== 'SUBSCRIPTION';

const text = z._default(z.string(), '');
export const Address = z.object({ postcode: text, city: text, street: text, houseNumber: text });
export type Address = z.infer<typeof Address>;

export const Supply = z.object({
  commodity: z.enum(COMMODITIES),
  /** Where this one is supplied; null = at the order's address. */
  address: z._default(z.nullable(Address), null),
  /** How the use is told. */
  by: z.enum(['kwh', 'household', 'bill']),
  /** A year in the commodity's unit, whatever it is. */
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

export const newSupply = (commodity: SoldCommodity = SOLD[0] ?? 'ELECTRICITY', address: Address | null = null): Supply => ({
  ...{ commodity, address: isMetered(commodity) ? address : null, by: 'kwh', kwh: isMetered(commodity) ? '' : '1', persons: '', bill: '' },
  ...{ municipality: '', quoteId: null, offerId: null, tariffName: '' },
});

/** The contract that is asked about. */
export const supplyOf = ({ supplies, at }: Draft): Supply => supplies[at] ?? supplies[0] ?? newSupply();

/** Where a contract is supplied. */
export const addressOf = ({ address }: Pick<Draft, 'address'>, supply: Supply): Address => supply.address ?? address;

export const addressText = ({ street, houseNumber, postcode, city }: Address): string => `${street} ${houseNumber}, ${postcode} ${city}`;

/** What tells a contract from the others of its order: its tariff, and its address where that is another one. */
export const titleOf = ({ supplies }: Draft, at: number): string => {
  const { tariffName = '', address = null } = supplies[at] ?? {};
  return address ? `${tariffName}, ${address.street} ${address.houseNumber}` : tariffName;
};

const isSameAddress = (one: Address, other: Address): boolean => addressText(one) === addressText(other);

/** Another address of the contract that is asked about, and of those that share it; their prices are asked for anew. */
export function withAddress(draft: Draft, address: Address): Pick<Draft, 'address' | 'supplies'> {
  const asked = supplyOf(draft);
  const isOtherPlace = address.postcode !== addressOf(draft, asked).postcode;
  const moved = (supply: Supply): Supply => ({ ...supply, quoteId: null, municipality: isOtherPlace ? '' : supply.municipality });
  if (asked.address === null)
    return { address, supplies: draft.supplies.map((supply) => (supply.address === null ? moved(supply) : supply)) };
  return { address: draft.address, supplies: draft.supplies.map((supply) => (supply === asked ? { ...moved(supply), address } : supply)) };
}

/** A change of one contract, as a change of the draft. */
export const withSupply = ({ supplies }: Draft, at: number, change: Partial<Supply>): Pick<Draft, 'supplies'> => ({
  supplies: supplies.map((supply, place) => (place === at ? { ...supply, ...change } : supply)),
});

/** What all prices depend on has changed: they are asked for anew, and the same tariffs are chosen again. */
export const withoutQuotes = ({ supplies }: Draft): Pick<Draft, 'supplies'> => ({
  supplies: supplies.map((supply) => ({ ...supply, quoteId: null })),
});

/** One contract less, with its answers; those behind it move up. The order is where its first contract is. */
export function withoutSupply({ address, supplies, answers }: Draft, at: number): Pick<Draft, 'address' | 'supplies' | 'at' | 'answers'> {
  const moved = Object.entries(answers).flatMap(([path, value]) => {
    const [, place, rest] = /^contracts\.(\d+)\.(.*)$/.exec(path) ?? [];
    if (place === undefined || Number(place) < at) return [[path, value] as const];
    return Number(place) === at ? [] : [[`contracts.${Number(place) - 1}.${rest}`, value] as const];
  });
  const left = supplies.filter((_supply, place) => place !== at);
  const home = left.some((supply) => supply.address === null) ? address : (left[0]?.address ?? address);
  return {
    address: home,
    supplies: left.map((supply) => (supply.address && isSameAddress(supply.address, home) ? { ...supply, address: null } : supply)),
    at: 0,
    answers: Object.fromEntries(moved),
  };
}

/** What the brand sells besides, for the address of the contract that is asked about. */
export function furtherCommodities(draft: Draft): readonly SoldCommodity[] {
  const here = addressOf(draft, supplyOf(draft));
  const isSoldHere = (code: SoldCommodity): boolean =>
    draft.supplies.some((supply) => supply.commodity === code && (!isMetered(code) || isSameAddress(addressOf(draft, supply), here)));
  return SOLD.filter((code) => !isSoldHere(code));
}

/** The unit in which a use is told. */
export const unitOf = (commodity: SoldCommodity): string => (commodity === 'WATER' ? 'm³' : 'kWh');

/** "3,500 kWh", "3 pieces". */
export const amountText = (amount: number, commodity: SoldCommodity): string =>
  isMetered(commodity) ? withUnit(number(amount), unitOf(commodity)) : sayCount('order.pieces', amount);

/** Whole cents of an amount as people type it: "1.234,50", "1234.5", "980"; null where it is none. No floats on the way. */
export function centsOf(typed: string): number | null {
  const amount = typed.trim().replace(/^€\s*|\s*€$/g, '');
  const [, whole, separator, part = ''] = /^(\d{1,3}(?:([.,' ])\d{3}(?:\2\d{3})*)|\d+)(?:[.,](\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined || (separator !== undefined && amount[whole.length] === separator)) return null;
  return Number(whole.replace(/\D/g, '')) * 100 + Number(part.padEnd(2, '0'));
}

/** What prices are asked for: to the door, so that nobody has to be asked for the municipality where the address says it. */
export function quoteInput(draft: Draft, supply: Supply): QuoteInput {
  const { street, houseNumber, postcode, city } = addressOf(draft, supply);
  return {
    commodity: supply.commodity,
    segment: draft.segment,
    address: { street: street.trim(), houseNumber: houseNumber.trim(), postcode: postcode.trim(), city: city.trim() },
    ...consumptionIn(supply),
    ...(supply.municipality !== '' && { municipality: supply.municipality }),
  };
}

function consumptionIn({ by, kwh, persons, bill }: Supply): Partial<QuoteInput> {
  if (by === 'household') return { householdSize: Number(persons) };
  return by === 'bill' ? { lastBill: { amountCents: centsOf(bill) ?? 0 } } : { annualKwh: Number(kwh) };
}
