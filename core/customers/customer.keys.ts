import { folded } from '../places/fold.ts';
import { postcodeKey } from '../places/postcode.ts';

/** Keys by which customers are found again, however somebody writes them. Equal keys are a hint for a person, never a proof. */

const TITLES: ReadonlySet<string> = new Set(['dr', 'prof', 'mag', 'ing', 'dipl', 'dkfm', 'msc', 'bsc', 'mba', 'phd']);

/** Of a person: all names in alphabetical order, so that "Muster, Ada" is "Ada Muster"; without academic titles. */
export function personKey({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }): string {
  const words = folded(`${firstName} ${lastName}`)
    .split(' ')
    .filter(Boolean)
    .map((word) => (word === 'st' ? 'sankt' : word));
  const names = words.filter((word) => !TITLES.has(word));
  return (names.length > 0 ? names : words).sort().join(' ');
}

const LEGAL_FORM =
  /\b(?:gmbh|gesmbh|gesellschaft mit beschrankter haftung|(?:gesellschaft|ges) m b h|mbh|ag|kg|og|ohg|eu|e u|ek|e k|ug|se|aps|as|a s|sp z o o|spzoo|sa|co)\b/g;

/** Of a company: its name without its legal form ("Muster GmbH & Co KG" is "Muster"). */
export function companyKey(name: string): string {
  const whole = folded(name);
  return whole.replace(LEGAL_FORM, ' ').replace(/\s+/g, ' ').trim() || whole;
}

export interface Place {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Short forms of streets: the long one, and what stands for both. Longest first. */
const STREETS: readonly (readonly [RegExp, string])[] = [
  [/^(ulica|ul) /, ''],
  [/^(aleja|aleje|al) /, ''],
  [/strass?e?$|strass?e? |str$|str /g, 'str '],
  [/gasse$/, 'g'],
  [/platz$/, 'pl'],
  [/(veien|vegen|vei|veg|vej)$/, 'v'],
  [/(gaten|gata|gate|gt)$/, 'gt'],
];

/** Of an address: country, postcode, street without blanks and in its short form, house number ("12 A" is "12a", "5/2" is "5-2"). */
export function addressKey({ street, houseNumber, postcode, country }: Place): string {
  const name = STREETS.reduce((text, [long, short]) => text.replace(long, short).trim(), folded(street)).replaceAll(' ', '');
  const number = folded(houseNumber)
    .replace(/(\d) (?=\p{L})/gu, '$1')
    .replaceAll(' ', '-');
  return [country.toUpperCase(), postcodeKey(postcode), name, number].join('|');
}

/** Of an e-mail address: lower case. Dots and "+tags" are left alone, because whether they matter is the mail server's to say. */
export const emailKey = (email: string): string => email.trim().toLowerCase();

const DIALLING_CODES: Readonly<Record<string, string>> = { AT: '43', DE: '49', DK: '45', NO: '47', PL: '48' };

/** Of a phone number: digits with the country's code, from "+43 (0)660 …", "0043 660 …" and "0660 …" alike. */
export function phoneKey(phone: string, country: string): string {
  const text = phone.replace(/\(0\)/g, '').trim();
  const digits = text.replace(/\D/g, '');
  if (digits === '') return '';
  if (text.startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  return `${DIALLING_CODES[country] ?? ''}${digits.replace(/^0/, '')}`;
}
