import type { Db } from '../db/client.ts';

/**
 * A to-one relation that may lie outside of the viewer's rows: read by its id through the scoped client, null when it does.
 * (A joined row would go round the row limit; the scoped client refuses that join.) Many parents in one tick become one statement.
 */
export const oneById =
  <Row>(table: (db: Db) => { findUnique: (args: never) => PromiseLike<Row | null> }) =>
  (query: object, id: string | null, { db }: { db: Db }): Promise<Row | null> => {
    // Spread also when there is nothing to look up: Pothos takes a query that nobody looks at for a mistake.
    const args = { ...query, where: { id } };
    return Promise.resolve(id === null ? null : table(db).findUnique(args as never));
  };
