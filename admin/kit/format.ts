import { brand, now } from './page-facts.ts';
import { localeTag, say, sayCount } from './text.ts';

/** Narrow and not broken: between a number and its unit. */
const GAP = '\u202f';
const MINUS = '\u2212';
const numbers = new Map<string, Intl.NumberFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = numbers.get(key) ?? new Intl.NumberFormat(localeTag, options);
  numbers.set(key, known);
  return known;
}

function dayFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = days.get(key) ?? new Intl.DateTimeFormat(localeTag, options);
  days.set(key, known);
  return known;
}

/** Digits after the comma: always `least`, at most `most`. */
export const number = (value: number, least = 0, most = least): string =>
  numberFormat(`${least}-${most}`, { minimumFractionDigits: least, maximumFractionDigits: most }).format(value).replace('-', MINUS);

/** Cents of the brand's currency: "€796.72", "796,72 €". */
export const money = (cents: number): string =>
  numberFormat('money', { style: 'currency', currency: brand.currency })
    .format(cents / 100)
    .replace('-', MINUS);

export const withUnit = (text: string, unit: string): string => `${text}${GAP}${unit}`;
export const kwh = (value: number): string => withUnit(number(value), 'kWh');

/** A decimal number of the API: its own digits, two at least and four at most. */
export const decimal = (text: string): string => number(Number(text), 2, 4);

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A plain day in a sentence: "1 Dec 2026", "1.12.2026". */
export const day = (plain: string): string =>
  dayFormat('text', { day: 'numeric', month: localeTag === 'de-DE' ? 'numeric' : 'short', year: 'numeric', timeZone: 'UTC' }).format(
    asDate(plain),
  );

/** The same with figures below each other: "01 Dec 2026", "01.12.2026". */
export const dayInColumn = (plain: string): string =>
  dayFormat('column', { day: '2-digit', month: localeTag === 'de-DE' ? '2-digit' : 'short', year: 'numeric', timeZone: 'UTC' }).format(
    asDate(plain),
  );

/** Today where the brand is, as a plain day. */
export const today = (): string => dayOfInstant(now().toISOString());

/** The plain day of an instant where the brand is. */
export const dayOfInstant = (instant: string): string => plainDays.format(new Date(instant));

/** Made once: a list asks for a day in each of its rows. */
const plainDays = new Intl.DateTimeFormat('en-CA', { timeZone: brand.timeZone });

export const time = (instant: string): string =>
  dayFormat('time', { hour: '2-digit', minute: '2-digit', timeZone: brand.timeZone }).format(new Date(instant));

/** The day of an instant, with the time where that still matters: today and yesterday. */
export function moment(instant: string): string {
  const plain = dayOfInstant(instant);
  return distance(plain, today()) >= -1 ? `${day(plain)}, ${time(instant)}` : day(plain);
}

/** Whole days from one plain day to another; negative = before it. */
export const distance = (to: string, from: string): number => Math.round((asDate(to).getTime() - asDate(from).getTime()) / 86_400_000);

export const addDays = (plain: string, count: number): string =>
  new Date(asDate(plain).getTime() + count * 86_400_000).toISOString().slice(0, 10);

/** "today", "in 9 days", "overdue 2 days": for deadlines. */
export function untilDay(plain: string): string {
  const count = distance(plain, today());
  if (count === 0) return say('kit.today');
  return count > 0 ? sayCount('kit.inDays', count) : sayCount('kit.overdue', -count);
}
