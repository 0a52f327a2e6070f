import { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

/** Places belong to no brand: the same rows for all, so no statement here carries a scope. */
export interface PlaceRow {
  readonly country: string;
  readonly postcode: string;
  readonly name: string;
  readonly state: string;
  readonly latitude: string;
  readonly longitude: string;
}

interface Begun {
  readonly country: string;
  /** First digits of a postcode; '' = none were written. */
  readonly digits: string;
  /** Beginning of a name or of a word in it, folded: letters, digits and blanks alone; '' = none was written. */
  readonly words: string;
  readonly first: number;
}

/** A word within a name is looked for from so many letters on: fewer are in every second name. */
const WORD_LETTERS = 3;

const COLUMNS = Prisma.sql`country, postcode, name, state, latitude::text as latitude, longitude::text as longitude`;

/** Places whose postcode and name begin like this: whole names, then beginnings, then words within; large towns first, companies last. */
export function placesBeginning({ db }: Pick<Ctx, 'db'>, { country, digits, words, first }: Begun): Promise<PlaceRow[]> {
  const byPostcode = digits === '' ? Prisma.empty : Prisma.sql`and postcode like ${`${digits}%`}`;
  const within = words.length < WORD_LETTERS ? Prisma.empty : Prisma.sql`or search like ${`% ${words}%`}`;
  const byName = words === '' ? Prisma.empty : Prisma.sql`and (search like ${`${words}%`} ${within})`;
  const nearness = Prisma.sql`case when search = ${words} or search like ${`${words} %`} then 0 when search like ${`${words}%`} then 1 else 2 end`;
  const order =
    digits === '' ? Prisma.sql`weight desc, length(search), search, postcode` : Prisma.sql`postcode, weight desc, length(search), search`;
  return db.$queryRaw(Prisma.sql`
    select ${COLUMNS} from place where country = ${country} ${byPostcode} ${byName}
    order by is_company, ${nearness}, ${order} limit ${first}::int`);
}

/** Towns that are written nearly like this. `swapped`: the same letters with two neighbours exchanged. */
export function placesAlike(
  { db }: Pick<Ctx, 'db'>,
  { country, words, swapped, first }: Omit<Begun, 'digits'> & { readonly swapped: readonly string[] },
): Promise<PlaceRow[]> {
  const exchanged =
    swapped.length === 0
      ? Prisma.sql`false`
      : Prisma.join(
          swapped.map((one) => Prisma.sql`search like ${`${one}%`}`),
          ' or ',
        );
  return db.$queryRaw(Prisma.sql`
    select ${COLUMNS} from place
    where country = ${country} and weight > 0 and not is_company and (search % ${words} or ${words} <% search or ${exchanged})
    order by case when ${exchanged} then 0 else 1 end, greatest(similarity(search, ${words}), 0.9 * word_similarity(${words}, search)) desc, weight desc, search
    limit ${first}::int`);
}

export const placesOf = ({ db }: Pick<Ctx, 'db'>, { country, postcode }: { country: string; postcode: string }): Promise<PlaceRow[]> =>
  db.$queryRaw(Prisma.sql`
    select ${COLUMNS} from place where country = ${country} and postcode = ${postcode}
    order by is_company, search limit 200`);

/** Whether a postcode is given out; null where the country has no places here. */
export const isGivenOut = (
  { db }: Pick<Ctx, 'db'>,
  { country, postcode }: { country: string; postcode: string },
): Promise<{ isKnown: boolean | null }[]> =>
  db.$queryRaw(Prisma.sql`
    select case when exists (select from place where country = ${country} and postcode = ${postcode}) then true
      when exists (select from place where country = ${country}) then false end as "isKnown"`);

/** The state in which most places of a postcode lie, as a value in a statement; null where that is not known. */
export const mostlyIn = (country: string, postcode: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select l.state from place l where l.country = ${country} and l.postcode = ${postcode} and l.state <> ''
  group by l.state order by count(*) desc, l.state limit 1)`;

export const stateOf = (
  { db }: Pick<Ctx, 'db'>,
  { country, postcode }: { country: string; postcode: string },
): Promise<{ state: string | null }[]> => db.$queryRaw(Prisma.sql`select ${mostlyIn(country, Prisma.sql`${postcode}`)} as state`);
