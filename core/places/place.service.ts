import { z } from 'zod';
import type { Region } from '../calendar/holidays.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { collected } from '../kernel/hooks.ts';
import { COUNTRIES, stateCode } from './countries.ts';
import { folded } from './fold.ts';
import {
  type AddressAnswer,
  type AddressQuestion,
  type AddressRegister,
  type AddressSuggestion,
  addressCompletion,
} from './place.points.ts';
import { isGivenOut, type PlaceRow, placesAlike, placesBeginning, placesOf, stateOf } from './place.sql.ts';
import { postcodeKey } from './postcode.ts';

const SOURCE = 'Places and postcodes: GeoNames (https://www.geonames.org), CC BY 4.0';
const MOST = 50;

const wish = z.object({
  text: z.string().trim().min(1, 'is empty; write the beginning of a postcode or a name').max(100, 'is longer than an address; write less'),
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country; write two capitals as in "AT"'),
  first: z.int().min(1, 'must be above 0').max(MOST, `is more than ${MOST}; type on instead`),
});

export interface Places {
  readonly suggestions: readonly AddressSuggestion[];
  /** Who must be named where they are shown. */
  readonly sources: readonly string[];
}

/** Addresses that begin like a text: from official registers where plugins ask them, else from the list of places. */
export async function completePlace(ctx: Ctx, given: AddressQuestion): Promise<Places> {
  const question = parsed(wish, given);
  const registers = await collected(addressCompletion, question, ctx);
  const official = registers.flatMap(({ value }) => (value && value.suggestions.length > 0 ? [value] : []));
  const answers = official.length > 0 ? official : [await listOfPlaces.complete(question, ctx)].filter((answer) => answer !== null);
  if (answers.length === 0 && registers.every(({ value }) => value === null)) throw countryUnknown(question.country);
  return {
    suggestions: answers.flatMap(({ suggestions }) => suggestions).slice(0, question.first),
    sources: [...new Set(answers.map(({ source }) => source))],
  };
}

/** The product's own register: postcodes and places, no streets. */
export const listOfPlaces: AddressRegister = {
  async complete({ country, text, first }, ctx): Promise<AddressAnswer | null> {
    if (!COUNTRIES.includes(country)) return null;
    const { digits, words } = partsOf(text);
    if (digits === '' && words === '') return { suggestions: [], source: SOURCE };
    const begun = await placesBeginning(ctx, { country, digits, words, first });
    const isTypo = begun.length < first && digits === '' && words.length >= 3;
    const alike = isTypo ? await placesAlike(ctx, { country, words, first, swapped: swappedLetters(words) }) : [];
    return {
      suggestions: distinct([...begun, ...alike])
        .slice(0, first)
        .map(suggestionOf),
      source: SOURCE,
    };
  },
};

/** Every place with this postcode; none where the postcode is not given out. */
export async function placesWith(ctx: Ctx, { country, postcode }: { country: string; postcode: string }): Promise<Places> {
  if (!COUNTRIES.includes(country)) throw countryUnknown(country);
  const rows = await placesOf(ctx, { country, postcode: postcodeKey(postcode) });
  return { suggestions: rows.map(suggestionOf), sources: [SOURCE] };
}

/** A postcode as the list of places writes it; null where it is not given out. Where there is no list, it stays as somebody wrote it. */
export async function knownPostcode(
  ctx: Pick<Ctx, 'db'>,
  { country, postcode }: { country: string; postcode: string },
): Promise<string | null> {
  if (!COUNTRIES.includes(country)) return postcode;
  const key = postcodeKey(postcode);
  const [found] = await isGivenOut(ctx, { country, postcode: key });
  return found?.isKnown === false ? null : found?.isKnown ? key : postcode;
}

/** Whose holidays count at a place of supply: the state of most places with its postcode, the whole country where that is not known. */
export async function regionOf(ctx: Pick<Ctx, 'db'>, { country, postcode }: { country: string; postcode: string }): Promise<Region> {
  const [found] = await stateOf(ctx, { country, postcode: postcodeKey(postcode) });
  return { country, state: found?.state ? stateCode(country, found.state) : null };
}

/** "A-1010 Wien" -> 1010, "wien"; words after the digits or before them. */
function partsOf(text: string): { digits: string; words: string } {
  const tokens = folded(text.replace(/^\s*[A-Z]{1,2}-(?=\d)/i, '')).split(' ');
  const digits = tokens.find((token) => /^\d+$/.test(token)) ?? '';
  return { digits, words: tokens.filter((token) => token !== digits).join(' ') };
}

/** "wein" -> "ewin", "wien", "weni": two neighbouring letters exchanged, the typo that shares too few groups of letters. */
function swappedLetters(words: string): string[] {
  const letters = [...words.slice(0, 20)];
  return letters.slice(1).flatMap((letter, index) => {
    const before = letters[index] ?? '';
    return before === letter ? [] : [[...letters.slice(0, index), letter, before, ...letters.slice(index + 2)].join('')];
  });
}

const distinct = (rows: readonly PlaceRow[]): PlaceRow[] => [...new Map(rows.map((row) => [`${row.postcode} ${row.name}`, row])).values()];

const suggestionOf = ({ name, ...row }: PlaceRow): AddressSuggestion => ({
  ...row,
  place: name,
  street: null,
  houseNumber: null,
  text: `${row.postcode} ${name}`,
  registerId: null,
});

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new DomainError('BAD_USER_INPUT', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });
}

const countryUnknown = (country: string): DomainError =>
  new DomainError('PLACES_UNKNOWN', `country: there is no list of places for ${country}; name one of ${COUNTRIES.join(', ')}`, {
    country,
    countries: COUNTRIES.join(', '),
  });
