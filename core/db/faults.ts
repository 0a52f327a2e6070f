import pg from 'pg';
import { Prisma } from '#prisma';

/** An error of PostgreSQL, through Prisma or past it. */
export type DatabaseFault = Prisma.PrismaClientKnownRequestError | pg.DatabaseError;

export const isDatabaseFault = (cause: unknown): cause is DatabaseFault =>
  cause instanceof Prisma.PrismaClientKnownRequestError || cause instanceof pg.DatabaseError;

/** PostgreSQL's code of an error (SQLSTATE); null = it has none. */
export function sqlStateOf(fault: DatabaseFault): string | null {
  if (fault instanceof pg.DatabaseError) return fault.code ?? null;
  const driverError = fault.meta?.driverAdapterError;
  const cause = typeof driverError === 'object' && driverError !== null && 'cause' in driverError ? driverError.cause : null;
  return typeof cause === 'object' && cause !== null && 'originalCode' in cause ? String(cause.originalCode) : null;
}

/** Unique violation, exclusion violation (days that overlap), serialization failure, deadlock. */
const COLLISIONS: ReadonlySet<string | null> = new Set(['23505', '23P01', '40001', '40P01']);

/** Whether somebody else did the same at the same moment: trying again sees what they did. */
export const isCollision = (cause: unknown): boolean =>
  cause instanceof Prisma.PrismaClientKnownRequestError && (cause.code === 'P2002' || COLLISIONS.has(sqlStateOf(cause)));

/**
 * An error as it may stand in a log. Prisma's messages quote arguments, PostgreSQL's whole rows ("Failing row contains …"):
 * names and addresses of customers. Code, table and stack are what finds the fault.
 */
export function loggable(cause: unknown): unknown {
  if (cause instanceof Prisma.PrismaClientKnownRequestError) {
    return { type: cause.name, code: cause.code, sqlState: sqlStateOf(cause), model: cause.meta?.modelName, stack: framesOf(cause) };
  }
  if (cause instanceof pg.DatabaseError) {
    return { type: cause.name, sqlState: sqlStateOf(cause), model: cause.table, stack: framesOf(cause) };
  }
  if (cause instanceof Prisma.PrismaClientValidationError || cause instanceof Prisma.PrismaClientUnknownRequestError) {
    return { type: cause.name, message: cause.message.trim().split('\n').at(-1), stack: framesOf(cause) };
  }
  if (cause instanceof Error && cause.cause !== undefined) {
    return { type: cause.name, message: cause.message, stack: cause.stack, cause: loggable(cause.cause) };
  }
  return cause;
}

/** The stack without the message that stands above it. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

/** Why something failed, for a list that people read: a database error by its code, because its message quotes rows. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Prisma.PrismaClientKnownRequestError) {
    const state = sqlStateOf(cause);
    return `database error ${cause.code}${state === null ? '' : ` (${state})`}; see the log`;
  }
  if (cause instanceof Prisma.PrismaClientValidationError || cause instanceof Prisma.PrismaClientUnknownRequestError) {
    return `${cause.name}; see the log`;
  }
  return cause instanceof Error ? cause.message : String(cause);
}
