import type { Decimal } from '../kernel/money.ts';
import { type Amount, amountOf, amountOfNet, exact, type PriceBasis, product, quotient, sumOf, times } from './amount.ts';
import { graduatedParts, type Tier, volumeParts } from './tiers.ts';

/** A surcharge on what others charge: the same for each unit, or by the tier that the quantity reaches. */
export type Markup = { readonly amount: string } | { readonly tiers: readonly Tier[] };

/** How a product that is not measured energy alone is priced. Amounts are EUR as they were published. */
export type PriceModel =
  | { readonly kind: 'per-unit'; readonly amount: string }
  /** All units at the price of the tier that one purchase reaches. */
  | { readonly kind: 'volume'; readonly tiers: readonly Tier[] }
  /** Each tier's units at the tier's price. */
  | { readonly kind: 'graduated'; readonly tiers: readonly Tier[] }
  /** One fee by the tier that is reached, however many units these are. */
  | { readonly kind: 'flat-fee'; readonly tiers: readonly Tier[] }
  /** A market's price (net) of a unit + a markup. */
  | { readonly kind: 'market'; readonly marketPrice: string; readonly markup: string }
  /** A fee that others charge (net) + markups: a fee of the whole purchase that is spread over its units, or one of the period. */
  | {
      readonly kind: 'external-fee';
      readonly fee: Decimal;
      readonly per: 'unit' | 'period';
      readonly markup: Markup;
      readonly furtherMarkups: readonly string[];
    };

export interface Purchase {
  /** Units in one purchase: what was measured in a period, or 1. Selects the tier. */
  readonly units: Decimal.Value;
  /** How many purchases. */
  readonly count: Decimal.Value;
}

/** Units at one price. */
export interface PricePart {
  readonly quantity: Decimal;
  readonly unit: Amount;
}

/** What a purchase is charged for: one part, or one for each tier of a graduated price. Nothing is rounded to cents. */
export function priceParts(model: PriceModel, { units, count }: Purchase, basis: PriceBasis): PricePart[] {
  const all = product(units, count);
  switch (model.kind) {
    case 'per-unit':
      return [{ quantity: all, unit: amountOf(model.amount, basis) }];
    case 'volume':
      return volumeParts(model.tiers, units).map(({ price }) => ({ quantity: all, unit: amountOf(price, basis) }));
    case 'graduated':
      return graduatedParts(model.tiers, units).map(({ quantity, price }) => ({
        quantity: product(quantity, count),
        unit: amountOf(price, basis),
      }));
    case 'flat-fee':
      return volumeParts(model.tiers, units).map(({ price }) => ({ quantity: exact(count), unit: amountOf(price, basis) }));
    case 'market':
      return [{ quantity: all, unit: marketUnit(model, basis) }];
    case 'external-fee':
      return [{ quantity: model.per === 'period' ? exact(count) : all, unit: externalUnit(model, units, basis).unit }];
  }
}

/** The amount of all parts. */
export const totalOf = (parts: readonly PricePart[]): Amount => sumOf(parts.map(({ quantity, unit }) => times(unit, quantity)));

/** The markup is as it was published, so the market's price is put on its basis. */
function marketUnit({ marketPrice, markup }: Extract<PriceModel, { kind: 'market' }>, basis: PriceBasis): Amount {
  const market = amountOfNet(exact(marketPrice), basis);
  return amountOf((basis.basis === 'GROSS' ? market.gross : market.net).plus(exact(markup)), basis);
}

/** What a unit costs that passes on the fee of others, and what it is made of. */
export interface ExternalUnit {
  readonly unit: Amount;
  readonly fee: Amount;
  readonly markup: Amount;
  readonly allMarkups: Amount;
}

/** Tax is put on the net sum of fee and markups. */
export function externalUnit(model: Extract<PriceModel, { kind: 'external-fee' }>, units: Decimal.Value, basis: PriceBasis): ExternalUnit {
  const fee = amountOfNet(model.per === 'period' ? exact(model.fee) : quotient(model.fee, units), basis);
  const markup = amountOf(markupOf(model.markup, units), basis);
  const allMarkups = sumOf([markup, ...model.furtherMarkups.map((amount) => amountOf(amount, basis))]);
  return { unit: amountOfNet(fee.net.plus(allMarkups.net), basis), fee, markup, allMarkups };
}

const markupOf = (markup: Markup, units: Decimal.Value): Decimal.Value =>
  'amount' in markup ? markup.amount : (volumeParts(markup.tiers, units)[0]?.price ?? 0);
