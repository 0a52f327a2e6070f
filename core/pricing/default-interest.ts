import { daysBetween, type PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { Decimal, toCents } from '../kernel/money.ts';

/** A yearly rate of interest on the days [from, to). */
export interface InterestRate {
  readonly from: PlainDate;
  /** null: until something else is known. */
  readonly to: PlainDate | null;
  /** 7.27 = 7.27 % a year. */
  readonly percent: Decimal;
}

export interface Debt {
  readonly principalCents: number;
  /** First day that bears interest, and the first that does not any more. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** What was paid on the principal; a payment counts from its day on. */
  readonly payments: readonly { readonly on: PlainDate; readonly cents: number }[];
}

/** Days of one principal and one rate. */
export interface InterestLine {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: number;
  readonly principalCents: number;
  readonly percent: Decimal;
  /** EUR, or the debt's currency; not rounded. */
  readonly amount: Decimal;
}

/**
 * Simple interest, actual days / 365, never on interest; rounded once. Throws INTEREST_RATE_UNKNOWN where a day has no
 * rate: an estimate is no claim.
 */
export function defaultInterest(debt: Debt, rates: readonly InterestRate[]): { lines: InterestLine[]; cents: number } {
  const borders = bordersOf(debt, rates);
  const lines = borders.slice(0, -1).map((from, index) => lineOf(from, borders[index + 1] ?? debt.to, { debt, rates }));
  return { lines, cents: toCents(lines.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0))) };
}

/** All days on which principal or rate change, with both ends. */
function bordersOf({ from, to, payments }: Debt, rates: readonly InterestRate[]): PlainDate[] {
  const changes = [...rates.flatMap((rate) => [rate.from, rate.to ?? to]), ...payments.map(({ on }) => on)];
  return [...new Set([from, ...changes.filter((day) => day > from && day < to), ...(to > from ? [to] : [])])].sort();
}

function lineOf(from: PlainDate, to: PlainDate, { debt, rates }: { debt: Debt; rates: readonly InterestRate[] }): InterestLine {
  const rate = rates.find((one) => one.from <= from && (one.to === null || one.to > from));
  if (!rate) {
    throw new DomainError(
      'INTEREST_RATE_UNKNOWN',
      `rates: no rate of default interest is known for ${from}; enter it before interest is claimed`,
      {
        field: 'rates',
        day: from,
      },
    );
  }
  const paid = debt.payments.filter(({ on }) => on <= from).reduce((sum, { cents }) => sum + cents, 0);
  const principalCents = Math.max(0, debt.principalCents - paid);
  const days = daysBetween(from, to);
  const amount = new Decimal(principalCents).div(100).times(rate.percent).div(100).times(days).div(365);
  return { from, to, days, principalCents, percent: rate.percent, amount };
}
