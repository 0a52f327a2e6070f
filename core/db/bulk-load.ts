import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { from as copyFrom } from 'pg-copy-streams';
import { connectAtBoot } from './connect.ts';

export interface BulkLoad {
  /** One statement with parameters. */
  readonly query: <Row extends Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Writes lines into a table, "place (country, postcode)", in one COPY: a hundred times as fast as rows one by one. */
  readonly copyInto: (target: string, lines: readonly (readonly string[])[]) => Promise<void>;
  /** All of it or nothing. */
  readonly inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Loads reference data that belongs to no brand, at the start, on a connection of its own. */
export async function withBulkLoad<T>(connectionString: string, work: (load: BulkLoad) => Promise<T>): Promise<T> {
  const client = await connectAtBoot(connectionString);
  try {
    return await work({
      query: async (sql, values = []) => (await client.query(sql, [...values])).rows,
      // An empty text is quoted: unquoted it would be null.
      copyInto: (target, lines) =>
        pipeline(
          Readable.from([
            stringify(
              lines.map((line) => [...line]),
              { quoted_empty: true },
            ),
          ]),
          client.query(copyFrom(`copy ${target} from stdin (format csv)`)),
        ),
      async inTransaction(steps) {
        await client.query('begin'); // no rollback: after a failure the connection is closed, which rolls back
        const result = await steps();
        await client.query('commit');
        return result;
      },
    });
  } finally {
    await client.end();
  }
}
