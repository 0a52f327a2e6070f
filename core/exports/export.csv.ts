import { stringify } from 'csv-stringify/sync';
import type { ExportColumn } from './export.lists.ts';

/** How a spreadsheet of a language reads CSV. */
export interface CsvLocale {
  readonly delimiter: ',' | ';';
  readonly decimalPoint: '.' | ',';
  /** A mark at the beginning by which spreadsheets know UTF-8. */
  readonly hasMark: boolean;
}

const PLAIN: CsvLocale = { delimiter: ',', decimalPoint: '.', hasMark: false };
const SPREADSHEET: CsvLocale = { delimiter: ';', decimalPoint: ',', hasMark: true };

/** For programs: comma and point. For people in countries with a decimal comma: semicolon and comma. */
export const csvLocale = (language: string | null): CsvLocale =>
  language !== null && ['de', 'da', 'nb', 'no', 'nn', 'sv', 'pl', 'fr', 'nl', 'it', 'es'].includes(language.slice(0, 2))
    ? SPREADSHEET
    : PLAIN;

/** Rows as lines of CSV (RFC 4180). */
export const csvLines = (rows: readonly (readonly string[])[], { delimiter }: CsvLocale): string =>
  stringify(
    rows.map((row) => [...row]),
    { delimiter, record_delimiter: '\r\n' },
  );

/** A value of the API as a cell. */
export function cellOf(value: unknown, { scalar }: Pick<ExportColumn, 'scalar'>, locale: CsvLocale): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return harmless(value.map((one) => cellOf(one, { scalar }, locale)).join(', '));
  if (scalar === 'JSON') return harmless(JSON.stringify(value));
  const text = String(value);
  if (scalar === 'Decimal' || scalar === 'Float') return text.replace('.', locale.decimalPoint);
  return NUMBERS.has(scalar) ? text : harmless(text);
}

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'BigInt', 'Boolean']);

/** What a spreadsheet would take for a formula and run gets an apostrophe, which it hides. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
