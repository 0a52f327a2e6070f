import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

/** A timer in JavaScript alone would leave the statement running and its locks held. */
export const limitStatements = (tx: Db, ms: number) =>
  tx.$executeRaw(Prisma.sql`select set_config('statement_timeout', ${String(ms)}, true)`);
export const unlimitStatements = (tx: Db) => tx.$executeRaw(Prisma.sql`set local statement_timeout to default`);

/** Makes everybody who takes the same name wait until this transaction ends. */
export const lockByName = (tx: Pick<Db, '$executeRaw'>, name: string) =>
  tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);

export const announceClock = (tx: Pick<Db, '$executeRaw'>) => tx.$executeRaw(Prisma.sql`select pg_notify('voltkontor', 'clock')`);
