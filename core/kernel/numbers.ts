import { randomInt } from 'node:crypto';
import type { BrandFacts } from './context.ts';

/** Without letters that are read wrongly (I, L, O, U). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A number for people to say on the phone: "O-7KQ2M-9XD3F", "GF-O-7KQ2M-9XD3F" where the brand has a prefix. Random, so that it tells nothing about how much a brand sells
 * and nobody waits for a counter; 50 bits, and unique in the database.
 */
export const newNumber = (kind: 'A' | 'C' | 'K' | 'M' | 'O', { numberPrefix }: Pick<BrandFacts, 'numberPrefix'>): string => {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [numberPrefix, kind, group(), group()].filter((part) => part !== '').join('-');
};
