/** Countries whose places come with the product. */
export const COUNTRIES: readonly string[] = ['AT', 'DE', 'DK', 'NO'];

/** Second half of ISO 3166-2 of the states that have holidays of their own. */
const CODES: Readonly<Record<string, string>> = {
  Brandenburg: 'BB',
  Berlin: 'BE',
  'Baden-Württemberg': 'BW',
  Bayern: 'BY',
  Bremen: 'HB',
  Hessen: 'HE',
  Hamburg: 'HH',
  'Mecklenburg-Vorpommern': 'MV',
  Niedersachsen: 'NI',
  'Nordrhein-Westfalen': 'NW',
  'Rheinland-Pfalz': 'RP',
  'Schleswig-Holstein': 'SH',
  Saarland: 'SL',
  Sachsen: 'SN',
  'Sachsen-Anhalt': 'ST',
  Thüringen: 'TH',
};

/** The code of a German state by its name; null elsewhere. */
export const stateCode = (country: string, name: string): string | null => (country === 'DE' ? (CODES[name] ?? null) : null);
