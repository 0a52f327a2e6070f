import { addressKey } from '../customers/customer.keys.ts';
import type { Ctx } from '../kernel/context.ts';
import { collected } from '../kernel/hooks.ts';
import { COUNTRIES } from './countries.ts';
import { folded } from './fold.ts';
import { addressCompletion } from './place.points.ts';
import { placesBeginning, placesOf } from './place.sql.ts';
import { postcodeKey } from './postcode.ts';

/** A street address as somebody wrote it. */
export interface StreetAddress {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
}

export interface CheckedAddress {
  /** Id in the official register that knows exactly this address; null where none answers, or it was built too lately. */
  readonly registerId: string | null;
  /** The place lies elsewhere: what lies at the postcode instead. Null = it lies there, or nobody knows of it. */
  readonly placesInstead: readonly string[] | null;
}

/** So many answers of a register are looked at: house numbers with additions stand beside each other. */
const LOOKED_AT = 10;

/** Looks an address up: in the official registers that plugins ask, and whether the place lies at the postcode. */
export async function checkAddress(ctx: Ctx, address: StreetAddress, country: string): Promise<CheckedAddress> {
  const registerId = await registered(ctx, address, country);
  return { registerId, placesInstead: registerId === null ? await placesInstead(ctx, address, country) : null };
}

async function registered(ctx: Ctx, address: StreetAddress, country: string): Promise<string | null> {
  const { street, houseNumber, postcode, city } = address;
  const question = { country, text: `${street} ${houseNumber}, ${postcode} ${city}`, first: LOOKED_AT };
  const answers = await collected(addressCompletion, question, ctx);
  const key = addressKey({ ...address, country });
  const found = answers
    .flatMap(({ value }) => value?.suggestions ?? [])
    .find(
      ({ street, houseNumber, postcode }) =>
        street !== null && houseNumber !== null && addressKey({ street, houseNumber, postcode, country }) === key,
    );
  return found?.registerId ?? null;
}

/** A hamlet that the list does not know is taken as it is; a place that lies at other postcodes alone is a mistake. */
async function placesInstead(ctx: Ctx, { postcode, city }: StreetAddress, country: string): Promise<readonly string[] | null> {
  if (!COUNTRIES.includes(country)) return null;
  const there = await placesOf(ctx, { country, postcode: postcodeKey(postcode) });
  const name = folded(city);
  if (there.length === 0 || there.some((place) => isCalled(place.name, name))) return null;
  const [elsewhere] = await placesBeginning(ctx, { country, digits: '', words: name, first: 1 });
  return elsewhere && isCalled(elsewhere.name, name) ? there.map((place) => place.name) : null;
}

/** "Wien, Innere Stadt" is called Wien; "Wien" is not called Wiener Neustadt. */
const isCalled = (place: string, name: string): boolean => folded(place) === name || `${folded(place)} `.startsWith(`${name} `);
