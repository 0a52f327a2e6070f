import { GraphQLError } from 'graphql';
import { Prisma } from '#prisma';
import type { Log } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Texts } from '../kernel/i18n.ts';
import { inWords, type Problem } from '../orders/order.problems.ts';

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
  const code = error.extensions.code ?? (error.path ? 'INTERNAL' : codeOf(error));
  if (code === 'INTERNAL') return shown(error, undefined, reader);
  return new GraphQLError(error.message, { ...optionsOf(error), extensions: { ...error.extensions, code } });
}

/** Errors of the request itself: syntax, validation, variables. */
const codeOf = ({ message }: GraphQLError): string =>
  message.startsWith('Syntax Error')
    ? 'GRAPHQL_PARSE_FAILED'
    : message.startsWith('Variable')
      ? 'BAD_USER_INPUT'
      : 'GRAPHQL_VALIDATION_FAILED';

function shown(cause: unknown, at: GraphQLError | undefined, { texts, language, requestId, log }: Reader): GraphQLError {
  const place = at ? optionsOf(at) : {};
  if (cause instanceof DomainError) {
    const message = texts(language, `error.${cause.code}`, cause.details) ?? cause.message;
    return new GraphQLError(message, { ...place, extensions: { code: cause.code, ...told(cause, texts, language) } });
  }
  if (cause instanceof Prisma.PrismaClientKnownRequestError) {
    const known = KNOWN[cause.code];
    if (known) return new GraphQLError(known.message, { ...place, extensions: { code: known.code } });
  }
  log.error({ err: cause, requestId }, 'unexpected error');
  return new GraphQLError('Unexpected error', { ...place, extensions: { code: 'INTERNAL', requestId } });
}

/** What the database refuses although the services let it through: two at once, ids that are none. */
const KNOWN: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  P2002: { code: 'CONFLICT', message: 'Somebody else did this at the same moment; load again and look' },
  P2034: { code: 'CONFLICT', message: 'Somebody else changed this at the same moment; try again' },
  P2004: { code: 'CONFLICT', message: 'This contradicts what is stored; load again and look' },
  P2023: { code: 'BAD_USER_INPUT', message: 'An id is not a UUID' },
  P2025: { code: 'NOT_FOUND', message: 'There is no such row' },
};

function told({ code, details }: DomainError, texts: Texts, language: string): Readonly<Record<string, unknown>> {
  if (code !== 'ORDER_INVALID') return details;
  const problems = (details.problems ?? []) as readonly Problem[];
  return { ...details, problems: problems.map((problem) => inWords(problem, texts, language)) };
}

const optionsOf = ({ nodes, source, positions, path }: GraphQLError) => ({
  ...(nodes && { nodes }),
  ...(source && { source }),
  ...(positions && { positions }),
  ...(path && { path }),
});
