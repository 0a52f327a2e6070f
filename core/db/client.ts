import type { Prisma, PrismaClient } from '#prisma';
import type { Scope } from '../access/scope.ts';
import { narrow } from './narrow.ts';
import { models } from './shape.ts';

/**
 * A client that cannot leave its viewer's brand and rows. Raw SQL through it stands in `*.sql.ts` files alone
 * and carries `scope.sql(alias)`.
 */
export type Db = Omit<
  PrismaClient,
  '$on' | '$connect' | '$disconnect' | '$extends' | '$transaction' | '$executeRawUnsafe' | '$queryRawUnsafe'
>;

type Raw = PrismaClient | Prisma.TransactionClient;

/** Behind each scoped client: where it came from. Nobody outside this file can get at it. */
const rawOf = new WeakMap<object, Raw>();

const MODELS: ReadonlyMap<string, string> = new Map(models.map((model) => [model.charAt(0).toLowerCase() + model.slice(1), model]));

export function scopedDb(raw: Raw, scope: Scope): Db {
  const delegates = new Map<string, object>();
  const db = new Proxy(raw, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      const model = typeof property === 'string' ? MODELS.get(property) : undefined;
      if (!model) return FORBIDDEN.has(property) ? undefined : typeof member === 'function' ? member.bind(target) : member;
      const known = delegates.get(model);
      if (known) return known;
      const delegate = scopedDelegate(member as object, scope, model);
      delegates.set(model, delegate);
      return delegate;
    },
  });
  rawOf.set(db, raw);
  return db;
}

/** The same connection or transaction, seen by another viewer. */
export function rescoped(db: Db, scope: Scope): Db {
  return scopedDb(origin(db), scope);
}

/** Opens a transaction on the scoped client's connection pool. Inside a transaction there is no second one. */
export function transactionOf<T>(db: Db, scope: Scope, work: (tx: Db) => Promise<T>): Promise<T> {
  const raw = origin(db);
  if (!('$transaction' in raw)) throw new Error('A transaction inside a transaction: pass the open one on');
  return raw.$transaction((tx) => work(scopedDb(tx, scope)), { timeout: 15_000, maxWait: 10_000 });
}

const FORBIDDEN: ReadonlySet<string | symbol> = new Set([
  '$on', '$connect', '$disconnect', '$extends', '$transaction', '$executeRawUnsafe', '$queryRawUnsafe',
]);

function origin(db: Db): Raw {
  const raw = rawOf.get(db);
  if (!raw) throw new Error('Not a scoped client');
  return raw;
}

type Operation = (args?: Readonly<Record<string, unknown>>) => unknown;

/** Wraps one table: every operation's arguments are narrowed on their way in. */
function scopedDelegate(delegate: object, scope: Scope, model: string): object {
  const wrapped = new Map<string | symbol, unknown>();
  return new Proxy(delegate, {
    get(target, property) {
      if (wrapped.has(property)) return wrapped.get(property);
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function' || typeof property === 'symbol') return member;
      const operation = member as Operation;
      const scoped: Operation = (args = {}) => operation.call(target, narrow({ scope, model, operation: property, args }));
      wrapped.set(property, scoped);
      return scoped;
    },
  });
}
