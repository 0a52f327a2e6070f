import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../root.ts';
import { meteringLocationProblem, meteringPointCodeProblem, normaliseMeteringPointCode } from './metering-point-code.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(fromRoot(`core/metering-points/test-data/${name}`), 'utf8'));
const problemOf = (country: string, code: string, commodity = 'ELECTRICITY') =>
  meteringPointCodeProblem('code', { country, commodity, code });
const isValid = (country: string, code: string) => problemOf(country, code) === null;

const german = z.array(z.object({ id: z.string(), valid: z.boolean() }));
const { malo, melo } = z.object({ malo: german, melo: german }).parse(read('malo-melo-vectors.json'));
const gsrns = z.array(z.object({ gsrn: z.string(), valid: z.boolean() })).parse(read('gsrn-vectors.json'));

describe('a metering point code', () => {
  it.each(malo)('of Germany: $id is valid: $valid, as the industry says', ({ id, valid }) => {
    expect(isValid('DE', id)).toBe(valid);
  });

  it.each(melo)('of a German device: $id is valid: $valid', ({ id, valid }) => {
    expect(meteringLocationProblem('meteringLocation', 'DE', id) === null).toBe(valid);
  });

  it('of a device exists in Germany alone', () => {
    expect(meteringLocationProblem('meteringLocation', 'AT', 'AT0031000000000000000000012345678')).toMatchObject({
      code: 'METERING_LOCATION_UNKNOWN',
    });
  });

  it.each(gsrns)('of Denmark: $gsrn has the right digit: $valid, and needs the right prefix', ({ gsrn, valid }) => {
    expect(isValid('DK', gsrn)).toBe(valid && gsrn.startsWith('5713'));
  });

  it('of Norway and Poland agrees with the worked examples', () => {
    expect(isValid('NO', '707057500000001237')).toBe(true);
    expect(problemOf('NO', '707057500000001234')?.values).toEqual({ expected: 7, given: 4 });
    expect(isValid('PL', '590543500000001237')).toBe(true);
    expect(isValid('NO', '590543500000001237')).toBe(false);
    expect(isValid('DK', '590543500000001237')).toBe(false);
  });

  it('of Austria has 33 characters', () => {
    expect(isValid('AT', 'AT0031000000000000000000012345678')).toBe(true);
    for (const wrong of ['AT003100000000000000000001234567', 'DE0031000000000000000000012345678', 'AT00310000000000000000000123456a8', ''])
      expect(problemOf('AT', wrong)).toMatchObject({ field: 'code', code: 'METERING_POINT_CODE_INVALID', values: { country: 'AT' } });
  });

  it.each([
    ['DE', '78889918283', 1],
    ['DE', '41373559240', 1],
    ['DK', '571313180000000001', 5],
  ])('of %s: %s of the published samples is refused, and the right digit named', (country, code, expected) => {
    expect(problemOf(country, code)).toMatchObject({ code: 'METERING_POINT_CHECK_DIGIT_WRONG', values: { expected } });
  });

  it('of the published request of a Danish supplier is refused by its prefix already', () => {
    expect(problemOf('DK', '579999993331812345')).toMatchObject({ code: 'METERING_POINT_CODE_INVALID' });
  });

  const right = [
    ['DE', '41373559241'],
    ['DK', '571313180400014602'],
    ['NO', '707057500000001237'],
    ['PL', '590543500000001237'],
  ] as const;

  it('loses its check when one digit is changed, whichever', () => {
    fc.assert(
      fc.property(fc.constantFrom(...right), fc.nat(17), fc.integer({ min: 1, max: 9 }), ([country, code], at, shift) => {
        const digits = [...code];
        const position = at % code.length;
        digits[position] = String((Number(digits[position]) + shift) % 10);
        // Doubling 5 adds a whole ten to the German sum, which its check cannot see.
        fc.pre(!(country === 'DE' && position % 2 === 1 && shift === 5));
        return !isValid(country, digits.join(''));
      }),
    );
  });

  it('is right with exactly one last digit, and the problem names that one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...right), fc.integer({ min: 0, max: 999_999 }), ([country, code], serial) => {
        const stem = `${code.slice(0, -7)}${String(serial).padStart(6, '0')}`;
        const problems = Array.from({ length: 10 }, (_, digit) => problemOf(country, `${stem}${digit}`));
        const rightDigit = problems.indexOf(null);
        expect(problems.filter((problem) => problem === null)).toHaveLength(1);
        for (const problem of problems) if (problem) expect(problem.values).toMatchObject({ expected: rightDigit });
      }),
    );
  });

  it('may be typed with blanks, dots and small letters', () => {
    expect(normaliseMeteringPointCode('at 0031000.00000 0000000000012345678')).toBe('AT0031000000000000000000012345678');
  });

  it('is the supplier’s own word where the market numbers nothing', () => {
    expect(problemOf('AT', 'HEIZKREIS7', 'HEAT')).toBeNull();
    expect(problemOf('XX', 'W1', 'WATER')).toBeNull();
    expect(problemOf('AT', '', 'WATER')).toMatchObject({ code: 'REQUIRED' });
    expect(problemOf('AT', 'HEIZKREIS7', 'GAS')).toMatchObject({ code: 'METERING_POINT_CODE_INVALID' });
  });

  it('of a country nobody knows is refused by name', () => {
    expect(() => problemOf('XX', '1')).toThrow('XX');
  });
});
