import { randomInt } from 'node:crypto';

/** Digits and capitals without those that are taken for each other (0 O, 1 I L): 31 of them, a prime number. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31^8 are 39 bits: nobody finds one by trying, and nine characters are said on the phone in three groups. */
const DRAWN = 8;

/** A personal code: eight characters by chance and one that is reckoned from them. */
export function newCode(draw: (below: number) => number = randomInt): string {
  const drawn = Array.from({ length: DRAWN }, () => ALPHABET.charAt(draw(ALPHABET.length))).join('');
  return drawn + checkOf(drawn);
}

/** The code in what somebody typed, with or without blanks and dashes; null where it cannot be one. */
export function readCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '');
  if (code.length !== DRAWN + 1 || [...code].some((character) => !ALPHABET.includes(character))) return null;
  return checkOf(code.slice(0, DRAWN)) === code.slice(DRAWN) ? code : null;
}

/** For people: "K7Q-M4R-T8X". */
export const codeForPeople = (code: string): string => code.replace(/(.{3})(?=.)/g, '$1-');

/**
 * Each place weighs differently, modulo a prime: one wrong character, or two that changed places, are always found. What
 * remains is one slip in 31 of larger ones, and those meet a code that does not exist.
 */
function checkOf(drawn: string): string {
  const sum = [...drawn].reduce((total, character, place) => total + (place + 2) * ALPHABET.indexOf(character), 0);
  return ALPHABET.charAt(sum % ALPHABET.length);
}
