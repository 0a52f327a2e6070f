import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';

/** Where a day is a working day or not. */
export interface Region {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Second half of ISO 3166-2, "BY" for Bavaria; "by" and "DE-BY" are read as well. Without one, the holidays of the whole country. Only Germany's states have their own. */
  readonly state?: string | null | undefined;
}

/** Countries whose public holidays are known, and their states with holidays of their own. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  DE: ['BB', 'BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'MV', 'NI', 'NW', 'RP', 'SH', 'SL', 'SN', 'ST', 'TH'],
  AT: [],
  DK: [],
  NO: [],
  PL: [],
};

/** The holidays of a region and a year: asked a thousand times a quote, so kept. A few hundred at most: regions × years. */
const known = new Map<string, ReadonlySet<PlainDate>>();

/**
 * Is it a public holiday there? What banks, schools and custom keep (24 and 31 December) does not count.
 * Throws CALENDAR_UNKNOWN for a country or state without a calendar.
 */
export function isPublicHoliday(day: PlainDate, region: Region): boolean {
  const place = placeOf(region);
  const key = `${place.join('-')} ${day.slice(0, 4)}`;
  const holidays = known.get(key) ?? read(place, Number(day.slice(0, 4)));
  known.set(key, holidays);
  return holidays.has(day);
}

function placeOf({ country, state: given }: Region): readonly [country: string, state?: string] {
  const state = given?.toUpperCase().replace(`${country}-`, '');
  const states = STATES[country];
  if (!states) throw unknown('country', country, Object.keys(STATES));
  if (!state || states.length === 0) return [country];
  if (!states.includes(state)) throw unknown('state', `${country}-${state}`, states);
  return [country, state];
}

function read([country, state]: readonly [string, string?], year: number): ReadonlySet<PlainDate> {
  const Calendar = load();
  const calendar = state === undefined ? new Calendar(country) : new Calendar(country, state);
  return new Set(
    calendar
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
}

/** The rules of all the world's holidays cost 0.2 s and 25 MB: read when the first day is asked for, not at the start. */
const load = (): typeof Holidays => createRequire(import.meta.url)('date-holidays') as typeof Holidays;

const unknown = (field: 'country' | 'state', value: string, choices: readonly string[]): DomainError =>
  new DomainError('CALENDAR_UNKNOWN', `${field}: there is no calendar of holidays for ${value}; name one of ${choices.join(', ')}`, {
    field,
    value,
    choices,
  });
