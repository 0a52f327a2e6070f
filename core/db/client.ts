import type { Prisma, PrismaClient } from '#prisma';
import type { Scope } from '../access/scope.ts';
import { type Args, batchedLookUp } from './batch.ts';
import { narrow, OPERATIONS } from './narrow.ts';
import { type Cell, readRows } from './root-client.ts';
import { models } from './shape.ts';
import { collectTidings, kindOfOperation, kindsOfModels, kindsOfStatement, tell } from './tidings.ts';

/**
 * A client that cannot leave its viewer's brand and rows. Raw SQL through it stands in `*.sql.ts` files alone
 * and carries `scope.sql(alias)`.
 */
export type Db = Omit<
  PrismaClient,
  '$on' | '$connect' | '$disconnect' | '$extends' | '$transaction' | '$executeRawUnsafe' | '$queryRawUnsafe'
>;

type Raw = PrismaClient | Prisma.TransactionClient;

/** What must be done before the first statement of a client; done once, however often it is called. */
export type Before = () => Promise<unknown>;

/** Behind each scoped client: where it came from. Nobody outside this file can get at it. */
const rawOf = new WeakMap<object, Raw>();
const beforeOf = new WeakMap<object, Before>();
/** Prisma's own clients of open transactions. */
const transactions = new WeakSet<object>();

const MODELS: ReadonlyMap<string, string> = new Map(models.map((model) => [model.charAt(0).toLowerCase() + model.slice(1), model]));
const RAW_SQL: ReadonlySet<string | symbol> = new Set(['$queryRaw', '$executeRaw']);

export function scopedDb(raw: Raw, scope: Scope, before?: Before): Db {
  const tables = new Map<string, object>();
  // What is not named here does not exist: Prisma has ways round any list of exceptions (`Contract`, `contract.$parent`, …).
  const db = new Proxy(Object.create(null) as Db, {
    has: (_target, property) => RAW_SQL.has(property) || MODELS.has(String(property)),
    get(_target, property) {
      if (RAW_SQL.has(property)) return rawSql(raw, property, { scope, before });
      const model = typeof property === 'string' ? MODELS.get(property) : undefined;
      if (model === undefined) return undefined;
      const table = tables.get(model) ?? scopedTable(Reflect.get(raw, property) as object, { raw, scope, model, before });
      tables.set(model, table);
      return table;
    },
    set: () => false,
    defineProperty: () => false,
  });
  rawOf.set(db, raw);
  if (before) beforeOf.set(db, before);
  return db;
}

/** The same connection or transaction, seen by another viewer. What must come before its first statement goes along. */
export function rescoped(db: Db, scope: Scope, before = beforeOf.get(db)): Db {
  return scopedDb(origin(db), scope, before);
}

interface View {
  readonly scope: Scope;
  readonly before: Before | undefined;
}

function rawSql(raw: Raw, property: string | symbol, { scope, before }: View): unknown {
  const run = (Reflect.get(raw, property) as (...args: unknown[]) => Promise<unknown>).bind(raw);
  return (...args: unknown[]) => {
    const kinds = kindsOfStatement(textOf(args[0]));
    if (!before && kinds.length === 0) return run(...args);
    return plain(run(...args), { before, after: () => tell(raw, scope.viewer.brandId, kinds) });
  };
}

/** Of `Prisma.sql` or of a template. */
function textOf(statement: unknown): string {
  if (Array.isArray(statement)) return statement.join('');
  return typeof statement === 'object' && statement !== null && 'sql' in statement ? String(statement.sql) : '';
}

/** Opens a transaction on the scoped client's connection pool. Inside a transaction there is no second one. */
export async function transactionOf<T>(db: Db, scope: Scope, work: (tx: Db) => Promise<T>): Promise<T> {
  const raw = origin(db);
  if (transactions.has(raw) || !('$transaction' in raw)) throw new Error('A transaction inside a transaction: pass the open one on');
  let tidings: ReturnType<typeof collectTidings> = new Map();
  const run = (tx: Prisma.TransactionClient): Promise<T> => {
    transactions.add(tx);
    tidings = collectTidings(tx);
    return work(scopedDb(tx, scope));
  };
  const result = await raw.$transaction(run, { timeout: 15_000, maxWait: 10_000 });
  for (const { kind, brandId } of tidings.values()) tell(raw, brandId, [kind]);
  return result;
}

/**
 * Rows as arrays by a statement that stays prepared, outside of transactions; null where there is no such way.
 * As with `$queryRaw`, the statement itself carries brand and row limit.
 */
export const preparedRows = (db: Db, statement: Prisma.Sql): Promise<Cell[][] | null> => readRows(origin(db), statement);

/** As `preparedRows`, for a statement that writes rows of these tables. */
export async function preparedWrite(db: Db, statement: Prisma.Sql, { scope, models }: { scope: Scope; models: readonly string[] }) {
  const rows = await preparedRows(db, statement);
  if (rows) tell(origin(db), scope.viewer.brandId, kindsOfModels(models));
  return rows;
}

function origin(db: Db): Raw {
  const raw = rawOf.get(db);
  if (!raw) throw new Error('Not a scoped client');
  return raw;
}

type Operation = (args?: Args) => Promise<unknown>;

/** One table: every operation's arguments are narrowed on their way in. */
function scopedTable(table: object, { raw, scope, model, before }: View & { raw: Raw; model: string }): object {
  const run = (operation: string, args: Args): Promise<unknown> => {
    const narrowed = narrow({ scope, model, operation, args });
    const kind = kindOfOperation(model, operation);
    const after = kind && (() => tell(raw, scope.viewer.brandId, [kind]));
    return plain((Reflect.get(table, operation) as Operation).call(table, narrowed), { before, after });
  };
  const operations = OPERATIONS.map((operation): [string, Operation] => [operation, (args = {}) => run(operation, args)]);
  const isLimited = scope.rows(model) !== undefined;
  const lookUp: [string, Operation][] = isLimited ? [['findUnique', batchedLookUp(run)]] : [];
  return Object.freeze(Object.fromEntries([...operations, ...lookUp]));
}

/** Prisma's promise without its ways on to related rows (`findUnique(…).contracts()`): they would go round the row limit. */
function plain(
  promise: Promise<unknown>,
  { before, after }: { before: Before | undefined; after: (() => void) | undefined },
): Promise<unknown> {
  const begun = () => (before ? before().then(() => promise) : promise);
  const started = async () => {
    const result = await begun();
    after?.();
    return result;
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: it starts the statement when somebody waits for it, as Prisma's own does
    then: (...handlers) => started().then(...handlers),
    catch: (handler) => started().catch(handler),
    finally: (handler) => started().finally(handler),
    [Symbol.toStringTag]: 'Promise',
  };
}
