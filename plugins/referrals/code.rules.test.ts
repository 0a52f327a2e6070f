import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeForPeople, newCode, readCode } from './code.rules.ts';

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const code = fc.array(fc.nat(ALPHABET.length - 1), { minLength: 8, maxLength: 8 }).map((drawn) => {
  const left = [...drawn];
  return newCode(() => left.shift() ?? 0);
});
const place = fc.nat(8);

describe('a code', () => {
  it('is read however it is typed', () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(readCode(codeForPeople(made))).toBe(made);
        expect(readCode(` ${made.toLowerCase().slice(0, 4)} ${made.slice(4)}`)).toBe(made);
      }),
    );
  });

  it('holds nothing that is taken for something else', () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(made).toMatch(/^[2-9A-HJKMNP-Z]{9}$/);
      }),
    );
  });

  it('with one wrong character is none', () => {
    fc.assert(
      fc.property(code, place, fc.constantFrom(...ALPHABET), (made, at, wrong) => {
        fc.pre(made[at] !== wrong);
        expect(readCode(made.slice(0, at) + wrong + made.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('with two characters in each other’s place is none', () => {
    fc.assert(
      fc.property(code, place, place, (made, one, other) => {
        const swapped = [...made];
        [swapped[one], swapped[other]] = [made[other] ?? '', made[one] ?? ''];
        fc.pre(made[one] !== made[other]);
        expect(readCode(swapped.join(''))).toBeNull();
      }),
    );
  });

  it('is none where characters are missing, too many, or not of its alphabet', () => {
    for (const text of ['', 'K7Q', 'K7QM4RT8XX2', 'O0I-1L1-O0I', '{code}']) expect([text, readCode(text)]).toEqual([text, null]);
  });
});
