import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';

vi.stubGlobal('document', { documentElement: { lang: 'en' } });
const { csvOf } = await import('./csv.ts');

it('every table comes back cell by cell, whatever stands in it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '7', '"', ',', ';', '\n', '\r', ' ', 'ü') });
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 3 }), { minLength: 1 }), fc.constantFrom('en', 'de'), (rows, read) => {
      const back: unknown = parse(csvOf(rows, read), { delimiter: read === 'en' ? ',' : ';', relax_column_count: true });
      expect(back).toEqual(rows.map((row) => row.map((cell) => cell.replace(/^\r/, "'\r"))));
    }),
  );
});

it.each([
  ['=1+1', "'=1+1"],
  ['-2+3', "'-2+3"],
  ['@sum', "'@sum"],
  ['-1234.50', '-1234.50'],
])('%s is no formula: %s', (given, written) => {
  expect(csvOf([[given]], 'de')).toBe(written);
});
