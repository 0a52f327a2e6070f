import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLines, csvLocale, harmless } from '../exports/export.csv.ts';
import { type CsvOptions, type CsvRow, readCsv } from './csv.reader.ts';

/** As a network gives them: pieces of any size. */
async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}
async function read(content: string | Uint8Array, { size = 7, ...options }: Partial<CsvOptions> & { size?: number } = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { columns, rows } = await readCsv(inPieces(bytes, size), { encoding: null, delimiter: null, ...options });
  const read: CsvRow[] = [];
  for await (const row of rows) read.push(row);
  return { columns, rows: read };
}
const faults = ({ rows }: Awaited<ReturnType<typeof read>>) => rows.map(({ faults: found }) => found.map(({ code }) => code));

describe('a CSV file', () => {
  it.each([
    ['semicolons and LF', 'a;b\n1;2\n'],
    ['commas and CRLF', 'a,b\r\n1,2\r\n'],
    ['tabs and CR, without an end', 'a\tb\r1\t2'],
    ['a mark, quotes and blank lines', '\ufeff"a";"b"\n\n;\n"1";2\n'],
  ])('is read with %s', async (_what, text) => {
    expect(await read(text)).toEqual({ columns: ['a', 'b'], rows: [{ cells: ['1', '2'], faults: [] }] });
  });

  it('is read as UTF-8, Windows-1252 or UTF-16, whichever it is', async () => {
    const text = 'Straße;Ort\nMüllergasse;Łódź\n';
    expect((await read(text)).rows[0]?.cells).toEqual(['Müllergasse', 'Łódź']);
    expect((await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).rows[0]?.cells).toEqual(['Müllergasse', 'Łódź']);
    expect(await read(Buffer.from('Straße;€\nGöß;1\n'.replace('€', '\u0080'), 'latin1'))).toMatchObject({
      columns: ['Straße', '€'],
      rows: [{ cells: ['Göß', '1'] }],
    });
  });

  it('comes back as it was written, whatever stands in its cells and however it arrives', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((text) => !/[\0\r\ufffd]|\p{Surrogate}/u.test(text) && !/^'[=+\-@\t\uff1d\uff0b\uff0d\uff20]/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('de', null),
        async (rows, size, language) => {
          const filled = rows.map(([a, b, c]) => [`x${a}`, b, c]); // a row of nothing is no row
          const text = csvLines([['one', 'two', 'three'], ...filled.map((row) => row.map(harmless))], csvLocale(language));
          const back = await read(text, { size });
          expect(back.rows.map(({ cells }) => cells)).toEqual(filled);
          expect(faults(back).flat()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells what is wrong with a row and goes on with the next', async () => {
    const found = await read('a;b\n1;2;3\n1\n"x"y;2\nok;1\nnul\0;2\n"open;2\nok;2\n');
    expect(faults(found)).toEqual([['CSV_COLUMN_COUNT'], ['CSV_COLUMN_COUNT'], ['CSV_QUOTES'], [], ['CSV_UNREADABLE'], ['CSV_QUOTES'], []]);
    expect(found.rows.at(-1)?.cells).toEqual(['ok', '2']);
    expect(found.rows[4]?.cells[0]).toBe('nul\ufffd');
  });

  it('is not swallowed by a cell without an end or a line without one', async () => {
    const many = Array.from({ length: 500 }, (_, n) => `${n};x`).join('\n');
    const open = await read(`a;b\n"never closed;1\n${many}\n`, { size: 10_000 });
    expect(faults(open).flat()).toEqual(['CSV_QUOTES']);
    expect(open.rows).toHaveLength(501);

    const long = await read(`a;b\n${'x'.repeat(300_000)};1\n1;2\n${'y'.repeat(6_000)};2\n`, { size: 65_536 });
    expect(faults(long)).toEqual([['CSV_ROW_TOO_LONG'], [], ['CSV_CELL_TOO_LONG']]);
    expect(JSON.stringify(long.rows).length).toBeLessThan(3_000);
  });

  it.each([
    ['nothing in it', ''],
    ['a column twice', 'a;b;a\n'],
    ['a column without a name', 'a;;b\n'],
    ['a quote without an end', '"a;b\n'],
  ])('is refused as a whole with %s', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'IMPORT_HEADER_INVALID' });
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each(['=1+1', '+49', '-1', '@x', '\t=1', '＝1'])('gets an apostrophe: %s', (text) => expect(harmless(text)).toBe(`'${text}`));
  it.each(['', 'x', '1.5', "'x", 'a=b'])('is left alone otherwise: %s', (text) => expect(harmless(text)).toBe(text));
});
