import { Decimal } from '../kernel/money.ts';
import type { KindOfDay, LoadDay, LoadPeriod } from './load-period.ts';

/** Quarter hours of the day from `from` to before `to`, over midnight too; the whole day where they are equal. */
export interface Window {
  /** "22:00"; full quarter hours. */
  readonly from: string;
  readonly to: string;
  /** Kinds of day it holds on; empty = all. */
  readonly days: readonly KindOfDay[];
  /** 1 to 12; empty = all. */
  readonly months: readonly number[];
}

/** The part of a period's use in each window, not rounded; a quarter hour counts for the first window that fits. */
export function windowShares(load: LoadPeriod, windows: readonly Window[]): readonly Decimal[] {
  const known = remembered.get(load) ?? new Map<string, readonly Decimal[]>();
  remembered.set(load, known);
  const key = JSON.stringify(windows.map(({ from, to, days, months }) => [from, to, days, months]));
  const shares = known.get(key) ?? countShares(load, windows);
  known.set(key, shares);
  return shares;
}

/** A quote asks for the same windows of the same period for many tariffs. */
const remembered = new WeakMap<LoadPeriod, Map<string, readonly Decimal[]>>();

function countShares(load: LoadPeriod, windows: readonly Window[]): Decimal[] {
  const weights = windows.map(() => 0);
  let whole = 0;
  for (const { sample, factor } of sameDays(load)) {
    const windowOf = windowsOfDay(windows, sample);
    sample.quarters.forEach((quarter, index) => {
      const weight = quarter * factor;
      const window = windowOf[index];
      whole += weight;
      if (window !== undefined) weights[window] = (weights[window] ?? 0) + weight;
    });
  }
  return weights.map((weight) => new Decimal(weight).div(whole));
}

/** Days of one month and kind differ in their factor alone: 36 groups instead of 365 days. */
function sameDays({ days }: LoadPeriod): { sample: LoadDay; factor: number }[] {
  const groups = new Map<string, { sample: LoadDay; factor: number }>();
  for (const day of days) {
    const key = `${day.month}-${day.kind}`;
    const group = groups.get(key);
    if (group) group.factor += day.factor;
    else groups.set(key, { sample: day, factor: day.factor });
  }
  return [...groups.values()];
}

/** Per quarter hour the first window that holds; undefined where none does. */
function windowsOfDay(windows: readonly Window[], { kind, month }: LoadDay): (number | undefined)[] {
  const holding = windows.map((window, index) => ({ window, index })).filter(({ window }) => holdsOn(window, kind, month));
  return Array.from({ length: 96 }, (_, quarter) => holding.find(({ window }) => holdsAt(window, quarter))?.index);
}

const holdsOn = ({ days, months }: Window, kind: KindOfDay, month: number): boolean =>
  (days.length === 0 || days.includes(kind)) && (months.length === 0 || months.includes(month));

function holdsAt({ from, to }: Window, quarter: number): boolean {
  const [first, end] = [quarterOf(from), quarterOf(to)];
  return first < end ? quarter >= first && quarter < end : quarter >= first || quarter < end;
}

const quarterOf = (time: string): number => Number(time.slice(0, 2)) * 4 + Number(time.slice(3, 5)) / 15;
