import { randomInt } from 'node:crypto';

/** Without letters that are read wrongly (I, L, O, U). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A number for people to say on the phone: "O-7KQ2M-9XD3F". Random, so that it tells nothing about how much a brand sells
 * and nobody waits for a counter; 50 bits, and unique in the database.
 */
export const newNumber = (prefix: string): string => {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${prefix}-${group()}-${group()}`;
};
