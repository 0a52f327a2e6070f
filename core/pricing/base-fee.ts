import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../kernel/clock.ts';
import { Decimal } from '../kernel/money.ts';
import { oncePer } from '../kernel/once-per.ts';
import type { BaseFee } from '../tariffs/tariff.components.ts';
import type { Component } from './block.ts';

/** Days [from, to), within a period that begins on `periodFrom`. */
export interface PartOfPeriod {
  readonly periodFrom: PlainDate;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The line of a base fee for a year, or for a part of a period. The parts of a year are together the year. */
export const baseFeeLine = (fee: BaseFee, { isGross, part }: { isGross: boolean; part?: PartOfPeriod }): Component =>
  part ? lineOf(fee, isGross, part) : (isGross ? grossYear : netYear)(fee);

/** A whole year depends on nothing else. */
const [netYear, grossYear] = [oncePer((fee: BaseFee) => lineOf(fee, false)), oncePer((fee: BaseFee) => lineOf(fee, true))];

function lineOf(fee: BaseFee, isGross: boolean, part?: PartOfPeriod): Component {
  const perYear = fee.per === 'month' ? 12 : 1;
  const unitPrice = new Decimal(fee.amount);
  const ofPart = (whole: Decimal): Decimal => (part === undefined ? whole : partOf(whole, shareOfYear(fee.proration, part)));
  return {
    code: 'base-price',
    quantity: ofPart(new Decimal(perYear)),
    unit: fee.per,
    unitPrice,
    priceUnit: `EUR/${fee.per}`,
    amount: ofPart(unitPrice.times(perYear)),
    isGross,
    isFirstYearOnly: false,
    source: null,
  };
}

const partOf = (whole: Decimal, { count, of }: { count: number; of: number }): Decimal => whole.times(count).div(of);

/** As a fraction, so that nothing is lost by dividing early. */
function shareOfYear(proration: BaseFee['proration'], { periodFrom, from, to }: PartOfPeriod): { count: number; of: number } {
  if (proration === 'months') return { count: monthsBegun(periodFrom, to) - monthsBegun(periodFrom, from), of: 12 };
  const yearFrom = Temporal.PlainDate.from(periodFrom);
  return { count: Temporal.PlainDate.from(from).until(to).days, of: yearFrom.until(yearFrom.add({ years: 1 })).days };
}

/** How many months of the period have begun before a day: a month belongs to the part in which it begins. */
function monthsBegun(periodFrom: PlainDate, day: PlainDate): number {
  if (day <= periodFrom) return 0;
  const first = Temporal.PlainDate.from(periodFrom);
  const { months, days } = first.until(day, { largestUnit: 'months' });
  return days === 0 ? months : months + 1;
}
