import type { z } from 'zod';
import { DomainError } from './errors.ts';
import type { Texts } from './i18n.ts';

/** Something about an input that must be mended. */
export interface Problem {
  /** Path in the input: "customer.email". */
  readonly field: string;
  /** UPPER_SNAKE; texts under "problem.<code>" as "message|remedy". */
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ProblemForPeople {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export function inWords({ field, code, values }: Problem, texts: Texts, language: string): ProblemForPeople {
  const [message = code, remedy = ''] = (texts(language, `problem.${code}`, values) ?? code).split('|');
  return { field, code, message, remedy };
}

/** An input that cannot be taken, with everything that is wrong with it: the caller reads `problems` in their language. */
export const invalid = (code: string, problems: readonly Problem[]): DomainError =>
  new DomainError(code, problems.map(({ field, code }) => `${field}: ${code}`).join('; '), { problems });

/** What a schema found, by the fields of the input. A schema's own checks name their code: `.min(0, 'NEGATIVE')`, `{ params: { code: 'EMAIL_INVALID' } }`. */
export const problemsOf = ({ issues }: Pick<z.ZodError, 'issues'>): Problem[] => issues.flatMap(problemsOfIssue);

type Issue = z.core.$ZodIssue;

function problemsOfIssue(issue: Issue): Problem[] {
  const field = issue.path.join('.');
  const own = CODE.test(issue.message) ? issue.message : null;
  switch (issue.code) {
    case 'too_big':
      return [{ field, code: own ?? 'TOO_LONG', values: { maximum: Number(issue.maximum) } }];
    case 'too_small':
      return [{ field, code: own ?? 'REQUIRED', values: { minimum: Number(issue.minimum) } }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: below(field, key), code: 'UNKNOWN_FIELD', values: {} }));
    case 'invalid_union':
      return problemsOfShapes(issue.errors).map((problem) => ({ ...problem, field: below(field, problem.field) }));
    case 'custom':
      return [{ field, code: own ?? String(issue.params?.code ?? 'INVALID'), values: {} }];
    default:
      return [{ field, code: own ?? ('input' in issue && issue.input != null ? 'INVALID' : 'REQUIRED'), values: {} }];
  }
}

const CODE = /^[A-Z][A-Z0-9_]+$/;
const below = (field: string, name: string): string => [field, name].filter(Boolean).join('.');

/** Of several shapes, the one that was meant: whose kind fits, and of these the one with the fewest faults. */
function problemsOfShapes(shapes: readonly (readonly Issue[])[]): Problem[] {
  const isOtherKind = ({ path, code }: Issue): boolean => path.length === 1 && (path[0] === 'kind' || code === 'invalid_union');
  const [meant] = shapes.filter((issues) => !issues.some(isOtherKind)).sort((a, b) => a.length - b.length);
  if (meant) return problemsOf({ issues: [...meant] });
  const kinds = shapes
    .flat()
    .flatMap((issue) => (issue.code === 'invalid_value' && issue.path[0] === 'kind' ? issue.values.map(String) : []));
  if (kinds.length > 0) return [{ field: 'kind', code: 'KIND_UNKNOWN', values: { kinds: [...new Set(kinds)].join(', ') } }];
  const [nearest] = [...shapes].sort((a, b) => a.length - b.length);
  return nearest ? problemsOf({ issues: [...nearest] }) : [{ field: '', code: 'INVALID', values: {} }];
}
