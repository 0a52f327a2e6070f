import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../root.ts';
import { meteringPointCodeFault, normaliseMeteringPointCode } from './metering-point-code.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(fromRoot(`core/metering-points/test-data/${name}`), 'utf8'));
const isValid = (country: string, code: string) => meteringPointCodeFault(country, code) === null;

describe('a metering point code', () => {
  it('of Germany agrees with the vectors of the industry', () => {
    const { malo } = z.object({ malo: z.array(z.object({ id: z.string(), valid: z.boolean() })) }).parse(read('malo-melo-vectors.json'));
    expect(malo.map(({ id }) => isValid('DE', id))).toEqual(malo.map(({ valid }) => valid));
  });

  it('of Denmark has the right digit and prefix', () => {
    const vectors = z.array(z.object({ gsrn: z.string(), valid: z.boolean() })).parse(read('gsrn-vectors.json'));
    for (const { gsrn, valid } of vectors) expect([gsrn, isValid('DK', gsrn)]).toEqual([gsrn, valid && gsrn.startsWith('5713')]);
  });

  it('of Norway and Poland agrees with the worked examples', () => {
    expect(isValid('NO', '707057500000001237')).toBe(true);
    expect(isValid('NO', '707057500000001234')).toBe(false);
    expect(isValid('PL', '590543500000001237')).toBe(true);
  });

  it('of Austria has 33 characters', () => {
    expect(isValid('AT', 'AT0031000000000000000000012345678')).toBe(true);
    for (const wrong of ['AT003100000000000000000001234567', 'DE0031000000000000000000012345678', 'AT00310000000000000000000123456a8', ''])
      expect(isValid('AT', wrong)).toBe(false);
  });

  it('loses its check when one digit is changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const code = [...'571313180400014602'];
        code[position] = String((Number(code[position]) + shift) % 10);
        return !isValid('DK', code.join(''));
      }),
    );
  });

  it('may be typed with blanks, dots and small letters', () => {
    expect(normaliseMeteringPointCode('at 0031000.00000 0000000000012345678')).toBe('AT0031000000000000000000012345678');
  });

  it('of a country nobody knows is refused by name', () => {
    expect(() => meteringPointCodeFault('XX', '1')).toThrow('XX');
  });
});
