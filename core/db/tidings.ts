import type { Prisma, PrismaClient } from '#prisma';

/** Written rows that somebody waits for: events to deliver, jobs to hand over, changes to number, work that is watched. */
export interface Tiding {
  readonly kind: 'outbox' | 'job' | 'change' | 'progress';
  readonly brandId: string;
}
type Kind = Tiding['kind'];
type Listener = (tiding: Tiding) => void;

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['OutboxEvent', 'outbox'],
  ['JobRequest', 'job'],
  // Their triggers note a change (see the fence migration).
  ['Order', 'change'],
  ['Contract', 'change'],
  ['Customer', 'change'],
  ['ImportRun', 'progress'],
]);
const KINDS_BY_TABLE: ReadonlyMap<string, Kind> = new Map([
  ['outbox_event', 'outbox'],
  ['job_request', 'job'],
  ['order', 'change'],
  ['contract', 'change'],
  ['customer', 'change'],
]);
const WRITING = /^(create|update|upsert)/;
const WRITTEN_TABLE = /\b(?:insert\s+into|update)\s+"?(outbox_event|job_request|order|contract|customer)\b/gi;

const listeners = new WeakMap<object, Listener>();
/** What an open transaction wrote: it is news when it commits, and never if it does not. */
const open = new WeakMap<object, Map<string, Tiding>>();

/**
 * `listener` is told after the commit of what this client, its transactions and everything made from them wrote.
 * Not by a NOTIFY in the transaction itself: PostgreSQL lets such transactions commit one after the other only,
 * each with its own wait for the disk.
 */
export const listenToTidings = (root: PrismaClient, listener: Listener): void => void listeners.set(root, listener);

/** Keeps the tidings of a transaction until `tell` is called with what this returns. */
export function collectTidings(tx: Prisma.TransactionClient): ReadonlyMap<string, Tiding> {
  const collected = new Map<string, Tiding>();
  open.set(tx, collected);
  return collected;
}

/** Which news an operation on a table is, if it is one. */
export const kindOfOperation = (model: string, operation: string): Kind | undefined =>
  WRITING.test(operation) ? KINDS.get(model) : undefined;

export const kindsOfModels = (models: readonly string[]): Kind[] => models.flatMap((model) => KINDS.get(model) ?? []);

/** Which news a statement by hand is. */
export const kindsOfStatement = (sql: string): Kind[] =>
  [...sql.matchAll(WRITTEN_TABLE)].flatMap(([, table = '']) => KINDS_BY_TABLE.get(table.toLowerCase()) ?? []);

/** `raw`: the root client, where the rows are committed already, or an open transaction. */
export function tell(raw: object, brandId: string, kinds: Iterable<Kind>): void {
  const collected = open.get(raw);
  for (const kind of kinds) {
    const tiding = { kind, brandId };
    if (collected) collected.set(`${kind} ${brandId}`, tiding);
    else listeners.get(raw)?.(tiding);
  }
}
