import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from './segments.ts';

describe('a text over the air', () => {
  it.each([
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['a'.repeat(306), 'gsm7', 2],
    ['a'.repeat(307), 'gsm7', 3],
    [`${'a'.repeat(158)}€`, 'gsm7', 1],
    [`${'a'.repeat(159)}€`, 'gsm7', 2],
    ['Grüße, æøå, ñ', 'gsm7', 1],
    ['ł', 'ucs2', 1],
    ['ł'.repeat(70), 'ucs2', 1],
    ['ł'.repeat(71), 'ucs2', 2],
    ['😀'.repeat(35), 'ucs2', 1],
    ['😀'.repeat(36), 'ucs2', 2],
    ['', 'gsm7', 0],
  ] as const)('%s is %s in %i parts', (text, encoding, count) => {
    expect(segmentsOf(text)).toMatchObject({ encoding, count });
  });

  it('never cuts a letter in two: an escape or a pair of units goes into the next part as a whole', () => {
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`).count).toBe(3); // 153 + 153 would be two
    expect(segmentsOf(`${'ł'.repeat(66)}😀${'ł'.repeat(66)}`).count).toBe(3);
  });

  it('has room for what is left, and needs one more part for one letter more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '€', 'ł', '😀', 'ß', '['), maxLength: 400 }), (text) => {
        const { encoding, count, left } = segmentsOf(text);
        if (count === 0) return;
        const letter = encoding === 'gsm7' ? 'a' : 'ł';
        expect(segmentsOf(text + letter.repeat(left)).encoding).toBe(encoding);
        expect(segmentsOf(text + letter.repeat(left)).count).toBe(count);
        expect(segmentsOf(text + letter.repeat(left + 1)).count).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});
