import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type BulkLoad, withBulkLoad } from '../db/bulk-load.ts';
import { fromRoot } from '../root.ts';
import { COUNTRIES } from './countries.ts';
import { FOLD_VERSION, folded } from './fold.ts';

const Lines = z.array(
  z.object({
    postcode: z.string().min(3),
    place: z.string().min(1),
    state: z.string(),
    lat: z.string().regex(/^-?\d+(\.\d+)?$/),
    lon: z.string().regex(/^-?\d+(\.\d+)?$/),
    company: z.enum(['', 'yes']),
  }),
);

export interface PlaceLoadOptions {
  readonly connectionString: string;
  readonly log: { readonly info: (text: string) => void };
  /** Where places-<country>.csv lie. */
  readonly folder?: string;
}

/**
 * Fills the table of places from the files that come with the product, where a file differs from what the table was loaded from.
 * A country is loaded whole or not at all. Names the countries that were loaded. Run by one process at a time.
 */
export function loadPlaces({ connectionString, log, folder = fromRoot('core/places/data') }: PlaceLoadOptions): Promise<string[]> {
  const files = COUNTRIES.map((country) => readCountry(country, folder));
  return withBulkLoad(connectionString, async (load) => {
    const known = await load.query<{ country: string; version: string }>('select country, version from place_source');
    const versions = new Map(known.map(({ country, version }) => [country, version]));
    const changed = files.filter(({ country, version }) => versions.get(country) !== version);
    for (const file of changed) {
      await load.inTransaction(() => replaceCountry(load, file));
      log.info(`Places of ${file.country} loaded`);
    }
    if (changed.length > 0) await load.query('analyze place');
    return changed.map(({ country }) => country);
  });
}

interface CountryFile {
  readonly country: string;
  /** SHA-256 of the file and of how names are folded. */
  readonly version: string;
  readonly text: Buffer;
}

function readCountry(country: string, folder: string): CountryFile {
  const text = readFileSync(join(folder, `places-${country.toLowerCase()}.csv`));
  return { country, text, version: createHash('sha256').update(text).update(String(FOLD_VERSION)).digest('hex') };
}

async function replaceCountry(load: BulkLoad, { country, version, text }: CountryFile): Promise<void> {
  await load.query('delete from place where country = $1', [country]);
  await load.copyInto('place (country, postcode, name, search, state, latitude, longitude, weight, is_company)', linesOf(country, text));
  await load.query(
    `insert into place_source (country, version) values ($1, $2)
     on conflict (country) do update set version = excluded.version, loaded_at = now()`,
    [country, version],
  );
}

function linesOf(country: string, text: Buffer): string[][] {
  const rows = Lines.parse(parse(text, { columns: true }));
  const weights = weightsOf(rows);
  return rows.map(({ postcode, place, state, lat, lon, company }, index) => [
    country,
    postcode,
    place,
    folded(place),
    state,
    lat,
    lon,
    String(weights[index] ?? 0),
    company === 'yes' ? 't' : 'f',
  ]);
}

/** How many postcodes a town has, at its first line; 0 at its others. "Wien, Innere Stadt" is of Wien. */
function weightsOf(rows: readonly { readonly place: string; readonly state: string; readonly postcode: string }[]): number[] {
  const towns = rows.map(({ place, state }) => `${place.split(',')[0]} ${state}`);
  const postcodes = new Map<string, Set<string>>();
  for (const [index, town] of towns.entries()) postcodes.set(town, (postcodes.get(town) ?? new Set()).add(rows[index]?.postcode ?? ''));
  const seen = new Set<string>();
  return towns.map((town) => {
    const isFirst = !seen.has(town);
    seen.add(town);
    return isFirst ? (postcodes.get(town)?.size ?? 0) : 0;
  });
}
