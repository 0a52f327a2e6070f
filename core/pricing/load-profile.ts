import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../kernel/clock.ts';
import { fromRoot } from '../root.ts';
import type { KindOfDay, LoadDay, LoadPeriod } from './load-period.ts';

/** Standard load profiles: H households, G business, L farms, P households with solar power, S those with a battery too. */
export const LOAD_PROFILES = ['H25', 'G25', 'L25', 'P25', 'S25'] as const;
export type LoadProfile = (typeof LOAD_PROFILES)[number];

/** Households use more in winter than the table of their month says: the table is multiplied by F(t). */
const DYNAMIC: readonly LoadProfile[] = ['H25', 'P25', 'S25'];
const EDITION = 'BDEW 2025';

/** Which kind of day it is where the energy is used: a calendar of its holidays. */
export type DayKinds = (day: PlainDate) => KindOfDay;

/** How a customer of this profile uses energy from `from` to before `to`. */
export function loadPeriod(profile: LoadProfile, { from, to }: { from: PlainDate; to: PlainDate }, kindOf: DayKinds): LoadPeriod {
  const table = tableOf(profile);
  const days = daysFrom(from, to).map((date): LoadDay => {
    const day = dayOf(date, kindOf);
    const factor = DYNAMIC.includes(profile) ? dayFactor(date.dayOfYear) : 10_000;
    return { ...day, factor, quarters: table[`${day.month}-${day.kind}`] ?? [] };
  });
  return { profile, edition: EDITION, from, to, days };
}

function daysFrom(from: PlainDate, to: PlainDate): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: Math.max(0, first.until(to).days) }, (_, days) => first.add({ days }));
}

function dayOf(date: Temporal.PlainDate, kindOf: DayKinds): Pick<LoadDay, 'day' | 'month' | 'kind'> {
  const day = date.toString();
  return { day, month: date.month, kind: kindOf(day) };
}

/** A calendar year. */
export const loadYear = (profile: LoadProfile, year: number, kindOf: DayKinds): LoadPeriod =>
  loadPeriod(profile, { from: `${year}-01-01`, to: `${year + 1}-01-01` }, kindOf);

/** The same use at all times: water, heat by the day, and whatever has no profile. */
export function evenLoad({ from, to }: { from: PlainDate; to: PlainDate }, kindOf: DayKinds): LoadPeriod {
  const quarters = Array.from({ length: 96 }, () => 1);
  const days = daysFrom(from, to)
    .map((date) => dayOf(date, kindOf))
    .map((day) => ({ ...day, factor: 1, quarters }));
  return { profile: 'EVEN', edition: '1', from, to, days };
}

/**
 * F(t) in ten-thousandths, t = day of the year. Binary floating point on purpose: days 50 and 250 lie on a half, and
 * published sums (a year of H25 in 2026: 999,269.71) round them as it does.
 */
const dayFactor = (t: number): number =>
  Math.round(Number((-3.92e-10 * t ** 4 + 3.2e-7 * t ** 3 - 7.02e-5 * t ** 2 + 2.1e-3 * t + 1.24).toFixed(4)) * 10_000);

/** Month and kind of day -> 96 quarter hours, in thousandths of a kWh. */
type Table = Readonly<Record<string, readonly number[]>>;

const tables = new Map<LoadProfile, Table>();

/** Read on first use, then kept. */
function tableOf(profile: LoadProfile): Table {
  const table = tables.get(profile) ?? readTable(`core/pricing/data/${profile.toLowerCase()}.csv`);
  tables.set(profile, table);
  return table;
}

const KINDS: Readonly<Record<string, KindOfDay>> = { SA: 'saturday', FT: 'sunday', WT: 'workday' };

/** Two lines of headings (month, kind of day: three columns a month), then a line per quarter hour in kWh with three decimals. */
function readTable(file: string): Table {
  const [, kinds = [], ...rows] = readFileSync(fromRoot(file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const columns = kinds.slice(1).map((kind, index) => {
    const quarters = rows.map((row) => Math.round(Number(row[index + 1]) * 1_000));
    return [`${Math.floor(index / 3) + 1}-${KINDS[kind]}`, quarters] as const;
  });
  if (columns.length !== 36 || columns.some(([, quarters]) => quarters.length !== 96 || !quarters.every(Number.isFinite))) {
    throw new Error(`${file} does not hold 96 quarter hours for 12 months and 3 kinds of day; restore it`);
  }
  return Object.fromEntries(columns);
}
