import { parse } from 'csv-parse/sync';
import { DomainError } from '../kernel/errors.ts';
import { decoded, type Encoding } from './csv.encoding.ts';
import { type Frame, frames } from './csv.framer.ts';

export const DELIMITERS = [';', ',', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A row of a file: its cells, and what is wrong with the row as such. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Codes of problems, see "problem.<code>". */
  readonly faults: readonly { readonly code: string; readonly values: Readonly<Record<string, unknown>> }[];
}

export interface CsvFile {
  /** Names of the header, each once. */
  readonly columns: readonly string[];
  /** To be read once. */
  readonly rows: AsyncIterable<CsvRow>;
}

export interface CsvOptions {
  /** Null = found out. */
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
}

const MAX_COLUMNS = 300;
const MAX_CELL = 5_000;
/** A cell that is too long is kept as far as a person needs to see which it is. */
const KEPT = 200;

/** Reads a CSV file row by row. What is wrong with the header is wrong with the file: IMPORT_NOT_CSV, IMPORT_HEADER_INVALID. */
export async function readCsv(bytes: AsyncIterable<Uint8Array>, { encoding, delimiter: given }: CsvOptions): Promise<CsvFile> {
  const texts = decoded(bytes, encoding);
  const { head, rest } = await firstLine(texts);
  refuseOtherFiles(head);
  const delimiter = given ?? delimiterOf(head);
  const all = frames(rest, delimiter);
  const columns = await readHeader(all, delimiter);
  return { columns, rows: rowsOf(all, { delimiter, columns }) };
}

/** What people send instead: workbooks (which are archives) and documents. */
const OTHERS = [
  { start: 'PK\u0003\u0004', format: 'workbook' },
  { start: '%PDF-', format: 'pdf' },
] as const;

function refuseOtherFiles(head: string): void {
  const other = OTHERS.find(({ start }) => head.startsWith(start));
  if (!other) return;
  const { format } = other;
  throw new DomainError('IMPORT_NOT_CSV', `file: is a ${format} and no CSV file; save it as CSV and send that`, { format });
}

/** Enough text to see the first line, and all of it again. */
async function firstLine(texts: AsyncGenerator<string>): Promise<{ head: string; rest: AsyncIterable<string> }> {
  let head = '';
  while (!/[\r\n]/.test(head) && head.length < 100_000) {
    const { value, done } = await texts.next();
    if (done) break;
    head += value;
  }
  async function* rest(): AsyncGenerator<string> {
    yield head.replace(/^\ufeff/, '');
    yield* texts;
  }
  return { head: head.replace(/^\ufeff/, '').split(/[\r\n]/, 1)[0] ?? '', rest: rest() };
}

/** The one that stands most often outside of quotes in the header. */
function delimiterOf(head: string): Delimiter {
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ';';
}

async function readHeader(all: AsyncGenerator<Frame>, delimiter: Delimiter): Promise<string[]> {
  const { value, done } = await all.next();
  if (done || value.fault) throw done ? headerInvalid('EMPTY', 'is empty') : headerInvalid('UNREADABLE', 'has no readable header');
  const columns = cellsOf(value.text, delimiter).map((name) => clean(name).trim());
  if (columns.length > MAX_COLUMNS) throw headerInvalid('TOO_MANY', `has more than ${MAX_COLUMNS} columns`, { maximum: MAX_COLUMNS });
  const unnamed = columns.indexOf('');
  if (unnamed !== -1) throw headerInvalid('UNNAMED', `has no name in column ${unnamed + 1}`, { column: unnamed + 1 });
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw headerInvalid('TWICE', `names "${twice.slice(0, 60)}" twice`, { column: twice.slice(0, 60) });
  return columns;
}

/** `problem` is for programs, the words are for people. */
const headerInvalid = (problem: string, words: string, values: Readonly<Record<string, unknown>> = {}): DomainError =>
  new DomainError('IMPORT_HEADER_INVALID', `file: ${words}; the first line must name every column once`, { problem, ...values });

async function* rowsOf(
  all: AsyncGenerator<Frame>,
  { delimiter, columns }: { delimiter: Delimiter; columns: readonly string[] },
): AsyncGenerator<CsvRow> {
  for await (const { text, fault } of all) {
    if (text.trim() === '' || isBlank(text, delimiter)) continue;
    yield fault
      ? { cells: [clean(text).slice(0, KEPT)], faults: [{ code: fault, values: {} }] }
      : soundRow(cellsOf(text, delimiter), columns);
  }
}

const isBlank = (text: string, delimiter: Delimiter): boolean => text.replaceAll(delimiter, '').trim() === '';

/** Most rows have no quotes, and a parser for each of them costs more than all the rest. */
const cellsOf = (text: string, delimiter: Delimiter): string[] =>
  text.includes('"') ? quotedCells(text, delimiter) : text.split(delimiter);

const quotedCells = (text: string, delimiter: Delimiter): string[] =>
  (parse(text, { delimiter, relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? [];

function soundRow(raw: readonly string[], columns: readonly string[]): CsvRow {
  const faults: CsvRow['faults'][number][] = [];
  if (raw.length !== columns.length) faults.push({ code: 'CSV_COLUMN_COUNT', values: { expected: columns.length, found: raw.length } });
  const cells = raw.slice(0, MAX_COLUMNS).map((cell, index) => {
    const column = columns[index] ?? `${index + 1}`;
    if (cell.length > MAX_CELL) {
      faults.push({ code: 'CSV_CELL_TOO_LONG', values: { column, maximum: MAX_CELL } });
      return clean(cell.slice(0, KEPT));
    }
    if (UNREADABLE.test(cell)) faults.push({ code: 'CSV_UNREADABLE', values: { column } });
    return unguarded(clean(cell));
  });
  return { cells, faults };
}

/** A NUL, half of a character, or bytes that are no letter in the file's encoding. */
const UNREADABLE = /\0|\p{Surrogate}|\ufffd/u;
const clean = (text: string): string => text.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd');

/** Exports put an apostrophe before what a spreadsheet would run; coming back it is taken away. */
const unguarded = (cell: string): string => (/^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell);
