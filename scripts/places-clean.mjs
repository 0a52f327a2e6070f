// npm run places:clean -- <folder>: makes core/places/data/places-<country>.csv from the postcode lists of GeoNames
// (<folder>/postcodes-<country>.csv with postcode,place,state,lat,lon). Run when the lists are renewed; the files are committed.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** The lists mix English and local names of the same state. */
const STATES = {
  Bavaria: 'Bayern',
  'Lower Saxony': 'Niedersachsen',
  Saxony: 'Sachsen',
  'Saxony-Anhalt': 'Sachsen-Anhalt',
  Thuringia: 'Thüringen',
  'Mecklenburg-Western Pomerania': 'Mecklenburg-Vorpommern',
  'Land Berlin': 'Berlin',
  'Capital Region': 'Region Hovedstaden',
  Zealand: 'Region Sjælland',
  'South Denmark': 'Region Syddanmark',
  'Central Jutland': 'Region Midtjylland',
  'North Denmark': 'Region Nordjylland',
  'Oslo County': 'Oslo',
};

/** What only a company, an office or an institution is called, never a village. */
const COMPANY = new RegExp(
  [
    String.raw`\b(g?GmbH|AG|KG|KGaA|SE|[oO]HG|mbH|eG|e\. ?V\.?|e\. ?K\.?|Co|aG|AöR|S\.A\.?|B\.V\.|b\.v\.|[A-Z]{3,})\b`,
    '&|Ã',
    '[Vv]ersicherung|[Kk]asse$|[Kk]asse |[Ss]parkasse|[Bb]ank( |$)|Bausparkasse',
    '[Gg]ericht( |$)|[Ff]inanzamt|[Aa]mt für|[Vv]erwaltung|[Mm]inister|[Ss]taatsanwalt|[Pp]olizei|Behörde|behörde|Justiz|Regierungs|Regierung von',
    '[Kk]linik|[Kk]rankenhaus|[Hh]ospital|[Uu]niversität|[Hh]ochschule|Institut|Stiftung|Verband|verband|[Gg]esellschaft|[Gg]enossenschaft|gewerkschaft',
    'Verlag|verlag|Zeitung|Druckerei|Versand|Lotterie|Redaktion|Agentur|Niederlassung|Postfach|Telekom|Stadtwerke|Magistrat|Rechtsanw|Notar|Dipl\\.|Handels|Vertrieb|Logistik|International|Holding|Deutschland',
  ].join('|'),
);

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Which folder holds postcodes-<country>.csv? npm run places:clean -- <folder>');
  process.exit(1);
}
for (const country of ['at', 'de', 'dk', 'no']) {
  const rows = parse(readFileSync(join(folder, `postcodes-${country}.csv`)), { columns: true, trim: true });
  const isCompany = country === 'de' ? companyPostcodes(rows) : () => false;
  const lines = rows
    .map((row) => [row.postcode, row.place, STATES[row.state] ?? row.state, row.lat, row.lon, isCompany(row) ? 'yes' : ''])
    .sort(([a, b], [c, d]) => a.localeCompare(c, 'en') || b.localeCompare(d, country));
  const text = stringify([['postcode', 'place', 'state', 'lat', 'lon', 'company'], ...lines]);
  writeFileSync(`core/places/data/places-${country}.csv`, text);
  const companies = lines.filter(([, , , , , company]) => company).length;
  console.log(
    `${country}: ${lines.length} places, ${companies} of companies, ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
  );
}

/** A German postcode is either a company's or an area's. In four large states the list names companies' states in English. */
function companyPostcodes(rows) {
  const found = new Set(
    rows.filter(({ place, state }) => COMPANY.test(place) || STATES[state] !== undefined).map(({ postcode }) => postcode),
  );
  return ({ postcode }) => found.has(postcode);
}
