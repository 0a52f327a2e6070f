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

/** What a schema found, by the fields of the input. A schema's own checks name their code: `{ params: { code: 'EMAIL_INVALID' } }`. */
export const problemsOf = ({ issues }: z.ZodError): Problem[] => issues.flatMap(problemsOfIssue);

function problemsOfIssue(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'too_big':
      return [{ field, code: 'TOO_LONG', values: { maximum: Number(issue.maximum) } }];
    case 'too_small':
      return [{ field, code: 'REQUIRED', values: {} }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: [field, key].filter(Boolean).join('.'), code: 'UNKNOWN_FIELD', values: {} }));
    case 'custom':
      return [{ field, code: String(issue.params?.code ?? 'INVALID'), values: {} }];
    default:
      return [{ field, code: 'input' in issue && issue.input !== undefined && issue.input !== null ? 'INVALID' : 'REQUIRED', values: {} }];
  }
}
