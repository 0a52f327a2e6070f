import { Decimal } from '../kernel/money.ts';

/** A sum of money in EUR with its tax, exact to twelve decimals. Cents are made of it once, at the end, by `toCents`. */
export interface Amount {
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly gross: Decimal;
}

/** How a price was published. */
export interface PriceBasis {
  readonly basis: 'NET' | 'GROSS';
  /** 0.2 = 20 %. */
  readonly taxRate: Decimal;
}

/** Sums of many exact amounts need more digits than the kernel's. */
const Exact = Decimal.clone({ precision: 60 });

/** Twelve decimals, halves to the even digit: over many lines neither side wins. */
export const exact = (value: Decimal.Value): Decimal => new Exact(value).toDecimalPlaces(12, Decimal.ROUND_HALF_EVEN);

export const product = (a: Decimal.Value, b: Decimal.Value): Decimal => exact(new Exact(a).times(b));
export const quotient = (a: Decimal.Value, b: Decimal.Value): Decimal => exact(new Exact(a).div(b));

/** The side that was published stays as it is; the other follows from it. */
export function amountOf(published: Decimal.Value, { basis, taxRate }: PriceBasis): Amount {
  const price = exact(published);
  if (basis === 'NET') {
    const tax = product(price, taxRate);
    return { net: price, tax, gross: price.plus(tax) };
  }
  const net = quotient(price, taxRate.plus(1));
  return { net, tax: price.minus(net), gross: price };
}

/** Net first: for what is net by its nature, a market price or a fee of others. */
export function amountOfNet(net: Decimal, { taxRate }: PriceBasis): Amount {
  const gross = product(net, taxRate.plus(1));
  return { net, tax: gross.minus(net), gross };
}

export const times = ({ net, tax, gross }: Amount, quantity: Decimal.Value): Amount => ({
  net: product(net, quantity),
  tax: product(tax, quantity),
  gross: product(gross, quantity),
});

export const sumOf = (amounts: readonly Amount[]): Amount =>
  amounts.reduce((sum, { net, tax, gross }) => ({ net: sum.net.plus(net), tax: sum.tax.plus(tax), gross: sum.gross.plus(gross) }), NOTHING);

export const NOTHING: Amount = { net: exact(0), tax: exact(0), gross: exact(0) };
