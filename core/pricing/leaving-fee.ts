import { daysBetween, type PlainDate } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import type { LeavingFeeTerms } from '../tariffs/leaving-fee.terms.ts';
import type { EnergyRate } from '../tariffs/tariff.components.ts';
import { inCents } from './block.ts';
import { energyLines } from './energy-rates.ts';
import { plainUsage } from './usage.ts';

/** Who leaves a term early, and what of it remains. */
export interface EarlyLeave {
  readonly agreed: LeavingFeeTerms;
  /** First day not supplied. */
  readonly endsOn: PlainDate;
  /** First day after the term, later than `endsOn`. */
  readonly termEndsOn: PlainDate;
  /** Expected consumption; null = nobody knows it. */
  readonly annualKwh: number | null;
  /** The energy price, where it can be told ahead; null = it cannot. */
  readonly rate: EnergyRate | null;
}

/** One line of the explanation: quantity × price = amount. */
export interface LeavingFeeLine {
  /** "fixed", "remaining-kwh", "remaining-energy", "percent", "cap". */
  readonly code: string;
  readonly quantity: string;
  /** "kWh", "EUR" or "1". */
  readonly unit: string;
  readonly price: string;
  /** "ct/kWh", "%" or "EUR". */
  readonly priceUnit: string;
  /** EUR in whole cents. */
  readonly amount: string;
}

export interface ComputedFee {
  /** EUR in whole cents; null = it depends on a consumption or a price that nobody knows. */
  readonly amount: string | null;
  readonly remainingDays: number;
  /** Whole kWh. */
  readonly remainingKwh: number | null;
  readonly lines: readonly LeavingFeeLine[];
}

/** A day of a year, whatever its length: a leap year's term is a day longer, not cheaper by the day. */
const YEAR_DAYS = 365;

/**
 * What leaving costs by the agreed formula, with how it comes about. Energy is counted by days, whole kWh half up; each line of money
 * is rounded once. Prices stay on the basis on which they were published, and no tax is added: a penalty is no supply.
 */
export function leavingFee({ agreed, endsOn, termEndsOn, annualKwh, rate }: EarlyLeave): ComputedFee {
  const remainingDays = daysBetween(endsOn, termEndsOn);
  const remainingKwh =
    annualKwh === null
      ? null
      : new Decimal(annualKwh).times(remainingDays).div(YEAR_DAYS).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  const lines = linesOf({ agreed, annualKwh, remainingKwh, rate });
  const last = lines.at(-1);
  if (!last) return { amount: null, remainingDays, remainingKwh, lines };
  const all = agreed.cap !== null && new Decimal(last.amount).gt(agreed.cap) ? [...lines, capped(agreed.cap)] : lines;
  return { amount: all.at(-1)?.amount ?? null, remainingDays, remainingKwh, lines: all };
}

const capped = (cap: string): LeavingFeeLine =>
  line({ code: 'cap', quantity: 1, unit: '1', price: cap, priceUnit: 'EUR' }, new Decimal(cap));

type Volume = Pick<EarlyLeave, 'agreed' | 'annualKwh' | 'rate'> & Pick<ComputedFee, 'remainingKwh'>;

function linesOf({ agreed: { form, amount }, annualKwh, remainingKwh, rate }: Volume): LeavingFeeLine[] {
  if (form === 'FIXED') return [line({ code: 'fixed', quantity: 1, unit: '1', price: amount, priceUnit: 'EUR' }, new Decimal(amount))];
  if (annualKwh === null || remainingKwh === null) return [];
  const kwh = { quantity: remainingKwh, unit: 'kWh', priceUnit: 'ct/kWh' };
  if (form === 'PER_KWH') return [line({ ...kwh, code: 'remaining-kwh', price: amount }, new Decimal(amount).times(remainingKwh).div(100))];
  if (rate === null || annualKwh === 0) return [];
  // The mean price of a year: tiers count by the year's use, not by what is left of it.
  const year = energyLines(rate, plainUsage(annualKwh), false).reduce((sum, one) => sum.plus(one.amount), new Decimal(0));
  const price = year.times(100).div(annualKwh);
  const energy = line({ ...kwh, code: 'remaining-energy', price: price.toString() }, year.times(remainingKwh).div(annualKwh));
  const percent = { code: 'percent', quantity: energy.amount, unit: 'EUR', price: amount, priceUnit: '%' };
  return [energy, line(percent, new Decimal(energy.amount).times(amount).div(100))];
}

type Factors = Omit<LeavingFeeLine, 'quantity' | 'amount'> & { readonly quantity: Decimal.Value };

const line = ({ quantity, ...rest }: Factors, amount: Decimal): LeavingFeeLine => ({
  ...rest,
  quantity: String(quantity),
  amount: inCents(amount).toFixed(2),
});
