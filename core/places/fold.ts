/** Letters that are written in several ways and that Unicode does not take apart. "å" is written "aa" as well. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/ø/g, 'o'],
  [/[ðđ]/g, 'd'],
  [/þ/g, 'th'],
  [/ł/g, 'l'],
  [/ı/g, 'i'],
  [/['’`´]/g, ''],
  [/[^\p{Letter}\p{Number}]+/gu, ' '],
  [/(?<![\p{Letter}\p{Number}])st(?= )/gu, 'sankt'],
  [/([aou])e+/g, '$1'],
  [/aa+/g, 'a'],
];

/** Counts up when names fold differently: what was stored folded is then folded anew. */
export const FOLD_VERSION = 2;

/** Small letters without accents. Twice, because some signs (℡) only then come apart into letters that have small ones. */
const plain = (text: string): string => withoutAccents(withoutAccents(text));
const withoutAccents = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '');

/**
 * A name as it is compared, of places, streets, people and companies alike: small letters without accents, ö = oe = o, å = aa = a,
 * ß = ss, "St. " = "Sankt ", no apostrophes, one blank between words. The beginning of a name folds to the beginning of the folded
 * name, so that one may search while typing.
 */
export const folded = (text: string): string =>
  SPELLINGS.reduce((current, [pattern, letters]) => current.replace(pattern, letters), plain(text)).trim();
