import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '#prisma';
import { statementNames } from './prepared.ts';

/** Told of every statement: its text, and how long it took, ms. */
export type NoteStatement = (sql: string, ms: number) => void;

interface Connections {
  readonly pool: pg.Pool;
  readonly nameOf: (sql: string) => string;
  readonly note: NoteStatement;
}

/** Behind each root client: the connections that it shares with the prepared reads. */
const connectionsOf = new WeakMap<object, Connections>();

/** The unscoped client, and below it one pool of connections on which statements that come again stay prepared. */
export function createRootClient(connectionString: string, note: NoteStatement): PrismaClient {
  const pool = new pg.Pool({ connectionString, max: 20, application_name: 'voltkontor' });
  const nameOf = statementNames();
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: ({ sql }) => nameOf(sql) });
  const root = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  root.$on('query', ({ query, duration }) => note(query, duration));
  connectionsOf.set(root, { pool, nameOf, note });
  return root;
}

export type Cell = string | number | boolean | Date | object | null;

/** Instants as Date, whole numbers, booleans and JSON as such; everything else (days, decimals, large numbers, ids) as PostgreSQL's text. */
const PARSED: ReadonlySet<number> = new Set<number>([
  pg.types.builtins.BOOL,
  pg.types.builtins.INT2,
  pg.types.builtins.INT4,
  pg.types.builtins.FLOAT8,
  pg.types.builtins.JSON,
  pg.types.builtins.JSONB,
  pg.types.builtins.TIMESTAMPTZ,
]);
const asText = (text: string): string => text;
const types = {
  getTypeParser: (oid: number) => (PARSED.has(oid) ? pg.types.getTypeParser(oid) : asText),
} as pg.CustomTypesConfig;

/**
 * Rows as arrays, past Prisma's engine: for what is hot, where its way of a statement costs more than the statement. Null where
 * the client has no pool of its own (a transaction, a test's client): then there is no such way.
 */
export async function readRows(root: object, { text, values }: Prisma.Sql): Promise<Cell[][] | null> {
  const connections = connectionsOf.get(root);
  if (!connections) return null;
  const start = performance.now();
  const name = connections.nameOf(text);
  const query = { ...(name !== '' && { name }), text, values, rowMode: 'array', types };
  const { rows } = await connections.pool.query<Cell[]>(query).catch(inPrismasWords);
  connections.note(text, performance.now() - start);
  return rows;
}

/** As `readRows`, of a client that has that way for certain. */
export async function readCells(root: object, statement: Prisma.Sql): Promise<Cell[][]> {
  const rows = await readRows(root, statement);
  if (!rows) throw new Error('This needs the client of the process, no transaction');
  return rows;
}

/** One list of faults knows both ways to the database. PostgreSQL's own message may quote a row, so it is left behind. */
function inPrismasWords(cause: unknown): never {
  if (!(cause instanceof pg.DatabaseError)) throw cause;
  const meta = { driverAdapterError: { cause: { originalCode: cause.code } } };
  const clientVersion = Prisma.prismaVersion.client;
  throw new Prisma.PrismaClientKnownRequestError('A statement failed', { code: 'P2010', clientVersion, meta });
}
