/** Before the digits: the country with a dash ("SE-123 45"), or one of ours in any way ("A 1010", "DK8000"). "1234 AB" and "SW1A 1AA" keep their letters. */
const COUNTRY = /^(?:[A-Z]{1,3}-|(?:AT?|DE?|DK|NO?|PL)-?)(?=[\d-]+$)/;

/** As postcodes are compared, however somebody writes them: capitals, without the country before them, blanks and dashes. */
export const postcodeKey = (text: string): string =>
  text
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/\p{Dash}/gu, '-')
    .replace(COUNTRY, '')
    .replaceAll('-', '');

/**
 * A list's condition on postcodes, of rows that keep their address's key (`country|postcode|…`): however the postcode was written
 * down, and however it is looked for. Rows of other countries, or still without a key, are found as they are written.
 */
export function postcodeWhere(text: string, { country, isWhole }: { readonly country: string; readonly isWhole: boolean }) {
  const [typed, key] = [text.trim(), postcodeKey(text)];
  const written = { postcode: isWhole ? typed : { startsWith: typed } };
  if (key === '') return written;
  return { OR: [written, { addressKey: { startsWith: `${country}|${key}${isWhole ? '|' : ''}` } }] };
}

const DIGITS: Readonly<Record<string, number>> = { AT: 4, DE: 5, DK: 4, NO: 4, PL: 5 };

/** Whether it may be a postcode of the country: in ours so many digits, elsewhere anything. */
export function hasPostcodeShape(country: string, postcode: string): boolean {
  const digits = DIGITS[country];
  const key = postcodeKey(postcode);
  return digits === undefined || (/^\d+$/.test(key) && key.length === digits);
}
