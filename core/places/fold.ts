/** Letters that are written in several ways. Long before short: "ø" is no accent, "å" is written "aa" as well. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/ø/g, 'o'],
  [/ð/g, 'd'],
  [/þ/g, 'th'],
  [/ł/g, 'l'],
  [/\p{Diacritic}/gu, ''],
  [/[^\p{Letter}\p{Number}]+/gu, ' '],
  [/\bst(?= )/g, 'sankt'],
  [/([aou])e+/g, '$1'],
  [/aa+/g, 'a'],
];

/**
 * A name as it is compared: small letters without accents, ö = oe = o, å = aa = a, ß = ss, "St. " = "Sankt ", one blank between words.
 * The beginning of a name folds to the beginning of the folded name, so that one may search while typing.
 */
export const folded = (text: string): string =>
  SPELLINGS.reduce((current, [pattern, letters]) => current.replace(pattern, letters), text.toLowerCase().normalize('NFD')).trim();
