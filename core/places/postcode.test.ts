import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postcodeKey } from './postcode.ts';

describe('a postcode as it is compared', () => {
  it.each([
    ['1010', ['A-1010', 'a 1010', 'AT-1010', ' 1010 ', 'A1010', 'AT – 1010']],
    ['80331', ['D-80331', 'DE 80331', '80 331']],
    ['0150', ['N-0150', 'NO-0150']],
    ['8000', ['DK-8000', 'dk8000']],
    ['00950', ['00-950', 'PL-00-950', '00 950']],
    ['12345', ['SE-123 45', 'S-12345', '123 45']],
    ['1234AB', ['1234 AB', '1234ab']],
    ['SW1A1AA', ['SW1A 1AA', 'sw1a1aa']],
    ['N19GU', ['N1 9GU']],
  ])('is %s however it is written', (key, spellings) => {
    expect(spellings.map(postcodeKey)).toEqual(spellings.map(() => key));
  });

  it('does not change when it is made again', () => {
    const written = fc.record({
      before: fc.constantFrom('', 'A-', 'at ', 'DK', 'SE-', 'PL-'),
      digits: fc.stringMatching(/^\d{2,3}[ -]?\d{2}$/),
    });
    fc.assert(
      fc.property(written, ({ before, digits }) => {
        expect(postcodeKey(`${before}${digits}`)).toMatch(/^\d{4,5}$/);
        expect(postcodeKey(postcodeKey(digits))).toBe(postcodeKey(digits));
      }),
    );
  });
});
