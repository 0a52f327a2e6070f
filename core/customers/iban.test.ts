import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../root.ts';
import { ibanFault, normaliseIban } from './iban.ts';

const vectors = z
  .array(z.object({ country: z.string(), length: z.number(), iban: z.string(), valid: z.literal(true) }))
  .parse(JSON.parse(readFileSync(fromRoot('core/customers/test-data/iban-examples.json'), 'utf8')));
const faultOf = (text: string) => ibanFault(normaliseIban(text))?.code ?? null;

/** The check digits that make mod 97 right, whatever stands behind them. */
function withCheckDigits(country: string, rest: string): string {
  const digits = [...`${rest}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${rest}`;
}

describe('an IBAN', () => {
  it.each(vectors.map(({ iban }) => [iban]))('%s of the registry is right, with blanks and in small letters too', (iban) => {
    expect(faultOf(iban)).toBeNull();
    expect(faultOf(` ${iban.toLowerCase().replace(/(.{4})/g, '$1 ')}`)).toBeNull();
  });

  it('is refused by its country, its length, its structure or its check digits, and the fault says by which', () => {
    expect(faultOf('')).toBe('REQUIRED');
    expect(faultOf('XX89370400440532013000')).toBe('IBAN_COUNTRY_UNKNOWN');
    expect(ibanFault('DE893704004405320130')).toEqual({ code: 'IBAN_LENGTH_WRONG', values: { country: 'DE', expected: 22, given: 20 } });
    expect(faultOf('NL9112340417164300')).toBe('IBAN_STRUCTURE_WRONG');
    expect(faultOf('DEA9370400440532013000')).toBe('IBAN_STRUCTURE_WRONG');
    expect(faultOf('DE89370400440532013001')).toBe('IBAN_CHECK_DIGITS_WRONG');
  });

  it('of a wrong length or structure is refused although mod 97 agrees', () => {
    expect(withCheckDigits('DE', '370400440532013000')).toBe('DE89370400440532013000');
    expect(faultOf(withCheckDigits('DE', '3704004405320130'))).toBe('IBAN_LENGTH_WRONG');
    expect(faultOf(withCheckDigits('AT', '19043002345732ABCD'.slice(0, 16)))).toBe('IBAN_STRUCTURE_WRONG');
  });

  it('with one wrong digit, or two neighbours swapped, is always noticed', () => {
    const anywhere = fc.record({ of: fc.constantFrom(...vectors), at: fc.nat(40), shift: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(anywhere, ({ of: { iban }, at, shift }) => {
        const characters = [...iban];
        const position = 4 + (at % (iban.length - 5));
        const digit = characters[position] ?? '';
        fc.pre(/\d/.test(digit));
        expect(faultOf(characters.with(position, String((Number(digit) + shift) % 10)).join(''))).not.toBeNull();
        const next = characters[position + 1] ?? '';
        fc.pre(digit !== next);
        expect(
          faultOf(
            characters
              .with(position, next)
              .with(position + 1, digit)
              .join(''),
          ),
        ).not.toBeNull();
      }),
    );
  });

  it('never stands in what is said about it', () => {
    for (const iban of ['DE89370400440532013001', 'NL9112340417164300', 'DE893704004405320130', '370400440532013000'])
      expect(JSON.stringify(ibanFault(iban))).not.toMatch(/\d{3}/);
  });
});
