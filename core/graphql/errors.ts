import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { type DatabaseFault, isDatabaseFault, loggable, sqlStateOf } from '../db/faults.ts';
import { isAborted } from '../kernel/aborted.ts';
import type { Log } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Texts } from '../kernel/i18n.ts';
import { inWords, type Problem } from '../kernel/problems.ts';

interface Reader {
  readonly texts: Texts;
  readonly language: string;
  readonly requestId: string;
  readonly log: Log;
}

/** Turns whatever was thrown into an error with `extensions.code`. Bugs are logged and told as "Unexpected error". */
export function toGraphQLError(error: unknown, reader: Reader): GraphQLError {
  if (!(error instanceof GraphQLError)) return shown(error, undefined, reader);
  const cause = error.originalError;
  if (cause && !(cause instanceof GraphQLError)) return shown(cause, error, reader);
  if (error.path && error.extensions.code === undefined) return shown(error, undefined, reader);
  const { code, message } = requestFault(error);
  return new GraphQLError(message, { ...optionsOf(error), extensions: { ...error.extensions, code } });
}

/** What a stranger is told in production: graphql's "Did you mean" would spell the schema out, guess by guess. */
export const withoutHint = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message.replace(/ Did you mean .*$/s, ''), { ...optionsOf(error), extensions: error.extensions });

const LIMIT = /^Syntax Error: ((?:Query depth|Aliases|Directives|Token) limit of .*)$/;

/** Errors of the request itself: limits, syntax, variables, validation, and those that have a code already. */
function requestFault({ message, extensions }: GraphQLError): { readonly code: unknown; readonly message: string } {
  const [, limit] = LIMIT.exec(message) ?? [];
  if (limit !== undefined) return { code: 'QUERY_LIMIT_EXCEEDED', message: `${limit} Ask for less in one operation` };
  const code = message.startsWith('Syntax Error')
    ? 'GRAPHQL_PARSE_FAILED'
    : message.startsWith('Variable')
      ? 'BAD_USER_INPUT'
      : 'GRAPHQL_VALIDATION_FAILED';
  return { code: extensions.code ?? code, message };
}

function shown(cause: unknown, at: GraphQLError | undefined, { texts, language, requestId, log }: Reader): GraphQLError {
  const place = at ? optionsOf(at) : {};
  if (cause instanceof DomainError) {
    const details = told(cause, texts, language);
    const message = texts(language, `error.${cause.code}`, cause.details) ?? wordsOf(details) ?? cause.message;
    return new GraphQLError(message, { ...place, extensions: { ...details, code: cause.code } });
  }
  const known = isDatabaseFault(cause) ? databaseToldAs(cause) : undefined;
  if (known) return new GraphQLError(known.message, { ...place, extensions: { code: known.code } });
  if (isAborted(cause)) return new GraphQLError('The caller went away', { ...place, extensions: { code: 'CANCELLED' } });
  log.error({ err: loggable(cause), requestId, path: at?.path?.join('.') }, 'unexpected error');
  return new GraphQLError('Unexpected error', { ...place, extensions: { code: 'INTERNAL', requestId } });
}

interface Told {
  readonly code: string;
  readonly message: string;
}

/** What the database refuses although the services let it through: two at once, ids that are none, too much at once. */
function databaseToldAs(cause: DatabaseFault): Told | undefined {
  return KNOWN[cause.code ?? ''] ?? BY_SQL_STATE[sqlStateOf(cause) ?? ''];
}

const UNREADABLE = {
  code: 'BAD_USER_INPUT',
  message: 'A value is not what its field takes: ids are UUIDs, days and numbers lie in a sensible range',
};
const CONTRADICTION = { code: 'CONFLICT', message: 'This contradicts what is stored; load again and look' };
const COLLISION = { code: 'CONFLICT', message: 'Somebody else changed this at the same moment; try again' };
const OVERLOAD = { code: 'TRY_AGAIN', message: 'This took too long because much is going on; nothing was changed. Try again in a moment' };

/** By Prisma's codes. */
const KNOWN: Readonly<Record<string, Told>> = {
  P2002: { code: 'CONFLICT', message: 'Somebody else did this at the same moment; load again and look' },
  P2004: CONTRADICTION,
  P2023: UNREADABLE,
  P2024: OVERLOAD,
  P2025: { code: 'NOT_FOUND', message: 'There is no such row' },
  P2028: OVERLOAD,
  P2034: COLLISION,
};

/** By PostgreSQL's: what Prisma passes on, and raw SQL. */
const BY_SQL_STATE: Readonly<Record<string, Told>> = {
  '22P02': UNREADABLE, // invalid text representation
  '22P05': UNREADABLE, // untranslatable character
  '22021': UNREADABLE, // character not in repertoire
  '22003': UNREADABLE, // numeric value out of range
  '22007': UNREADABLE, // invalid datetime format
  '22008': UNREADABLE, // datetime field overflow
  '23514': CONTRADICTION, // check violation
  '23P01': CONTRADICTION, // exclusion violation
  '40001': COLLISION, // serialization failure
  '40P01': COLLISION, // deadlock
  '55P03': COLLISION, // lock not available
  '57014': OVERLOAD, // statement timeout
};

/** Problems are told in the caller's language. Those that are in words already stay as they are. */
function told({ details }: DomainError, texts: Texts, language: string): Readonly<Record<string, unknown>> {
  if (!Array.isArray(details.problems)) return details;
  return { ...details, problems: details.problems.map((one: unknown) => (isProblem(one) ? inWords(one, texts, language) : one)) };
}

/** Where a refusal has no text of its own: all its problems, by field; null where it has none. */
function wordsOf({ problems }: Readonly<Record<string, unknown>>): string | null {
  if (!Array.isArray(problems) || problems.length === 0) return null;
  const words = z.array(z.object({ field: z.string(), message: z.string(), remedy: z.string() })).safeParse(problems);
  return words.data?.map(({ field, message, remedy }) => [`${field}:`, message, remedy].filter(Boolean).join(' ')).join('; ') ?? null;
}

const isProblem = (one: unknown): one is Problem => typeof one === 'object' && one !== null && 'code' in one && 'values' in one;

const optionsOf = ({ nodes, source, positions, path }: GraphQLError) => ({
  ...(nodes && { nodes }),
  ...(source && { source }),
  ...(positions && { positions }),
  ...(path && { path }),
});
