import { language } from '../../kit/text.ts';

/** What a spreadsheet would take for a formula and run gets an apostrophe, which it hides; a negative number is none. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NEGATIVE = /^-\d[\d.,]*$/;
const harmless = (text: string): string => (FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text);

/** Rows as lines of CSV (RFC 4180), as spreadsheets of a language read it: with a decimal comma, semicolons. */
export function csvOf(rows: readonly (readonly string[])[], read = language): string {
  const delimiter = read === 'en' ? ',' : ';';
  const cell = (text: string): string => (/["\r\n,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map((text) => cell(harmless(text))).join(delimiter)).join('\r\n');
}

/** What a table shows, without what is for the eye alone: narrow spaces, the typographer's minus. */
export const cellsOf = (table: HTMLTableElement): string[][] =>
  [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll('\u2212', '-').replaceAll(/\s+/g, ' ').trim()));
