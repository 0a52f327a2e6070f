import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DomainError } from '../kernel/errors.ts';

/** A row to be copied: column -> value; text arrays are lists. All rows have the same columns. */
export type CopyRow = Readonly<Record<string, string | number | null | readonly string[]>>;

/**
 * Writes many rows of one brand with COPY, in a transaction of its own: all of them or none. Holds one row at a time, and reads
 * the next when the database has taken it. Answers with their number. Errors: TRY_AGAIN while too many others copy.
 */
export type CopyRows = (brandId: string, table: 'import_row', rows: AsyncIterable<CopyRow>) => Promise<number>;

/** Uploads at once: each holds a connection beside the pool. */
const MAX_AT_ONCE = 4;

export function createCopyRows(connectionString: string): CopyRows {
  let running = 0;
  return async (brandId, table, rows) => {
    if (running >= MAX_AT_ONCE) throw new DomainError('TRY_AGAIN', 'Too many files are uploaded at the moment; try again in a minute');
    running += 1;
    try {
      return await copy(connectionString, { brandId, table, rows });
    } finally {
      running -= 1;
    }
  };
}

interface Copy {
  readonly brandId: string;
  readonly table: string;
  readonly rows: AsyncIterable<CopyRow>;
}

async function copy(connectionString: string, { brandId, table, rows }: Copy): Promise<number> {
  const source = rows[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return 0;
  const columns = Object.keys(first.value);
  const client = new pg.Client({ connectionString, application_name: 'voltkontor copy' });
  await client.connect();
  try {
    const names = ['brand_id', ...columns].map((name) => pg.escapeIdentifier(name)).join(', ');
    const target = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
    let count = 0;
    async function* lines(): AsyncGenerator<string> {
      for (let next: IteratorResult<CopyRow> = first; !next.done; next = await source.next()) {
        const { value } = next;
        count += 1;
        yield `${[brandId, ...columns.map((name) => value[name] ?? null)].map(copyText).join('\t')}\n`;
      }
    }
    await pipeline(Readable.from(lines()), target);
    return count;
  } finally {
    await client.end();
  }
}

const copyText = (value: CopyRow[string]): string => {
  if (value === null) return String.raw`\N`;
  return escaped(typeof value === 'object' ? arrayText(value) : String(value));
};

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replaceAll(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter);
const arrayText = (items: readonly string[]): string => `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
