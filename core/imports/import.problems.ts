import { z } from 'zod';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { inWords, type Problem, type ProblemForPeople } from '../kernel/problems.ts';
import type { Mapping } from './import.mapping.ts';

const storedProblem = z.object({
  /** Header of the file; null = the row as such. */
  column: z.string().nullable(),
  field: z.string(),
  code: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
  /** Where the code has no text of its own. */
  message: z.string().optional(),
});

/** A problem as it is kept with its row. */
export type StoredProblem = z.infer<typeof storedProblem>;
export interface RowProblem extends ProblemForPeople {
  readonly column: string | null;
}

/** Which column of the file a problem stands in. */
export function located(problems: readonly (Problem & { readonly message?: string })[], mapping: Mapping): StoredProblem[] {
  const columns = new Map(Object.entries(mapping).map(([column, path]) => [path, column]));
  return problems.map((problem) => ({ column: columnOf(columns, problem.field), ...problem }));
}

/** Entries of lists are counted from 0 in forms and from 1 in files; a missing group is told by its first column. */
function columnOf(columns: ReadonlyMap<string, string>, field: string): string | null {
  const path = field.replaceAll(/\.(\d+)(?=\.|$)/g, (_all, index: string) => `.${Number(index) + 1}`);
  return columns.get(path) ?? [...columns].find(([known]) => known.startsWith(`${path}.`))?.[1] ?? null;
}

const given = z.array(
  z.object({
    field: z.string().default(''),
    code: z.string().optional(),
    values: z.record(z.string(), z.unknown()).default({}),
    message: z.string().optional(),
  }),
);

/** The problems of a row that could not be taken over. What is no DomainError is a bug: it is logged, and told as one. */
export function problemsOfFailure(cause: unknown): (Problem & { readonly message?: string })[] {
  if (!(cause instanceof DomainError)) return [{ field: '', code: 'UNEXPECTED', values: {} }];
  const problems = given.safeParse(cause.details.problems);
  if (problems.success && problems.data.length > 0)
    return problems.data.map(({ message, code = 'NOT_ACCEPTED', ...problem }) => ({
      ...problem,
      code,
      ...(message !== undefined && { message }),
    }));
  const field = typeof cause.details.field === 'string' ? cause.details.field : '';
  return [{ field, code: cause.code, values: { ...cause.details }, message: cause.message }];
}

/** A row's problems in somebody's language. */
export const problemsInWords = (stored: unknown, texts: Ctx['texts'], language: string): RowProblem[] =>
  z
    .array(storedProblem)
    .parse(stored ?? [])
    .map(({ column, message, ...problem }) => {
      const told = inWords(problem, texts, language);
      const isTold = told.message !== problem.code;
      return {
        column,
        ...told,
        message: isTold ? told.message : (texts(language, `error.${problem.code}`, problem.values) ?? message ?? problem.code),
      };
    });
