import type { z } from 'zod';
import { DomainError } from './errors.ts';

/** One thing about an input that must be mended. */
export interface InputProblem {
  /** Path in the input: "components.0.price". */
  readonly field: string;
  /** Problem and remedy. */
  readonly message: string;
}

/** The refusal of an input: every problem at once, by field. */
export const invalidInput = (code: string, problems: readonly InputProblem[]): DomainError =>
  new DomainError(code, problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });

export const inputProblems = ({ issues }: z.ZodError): InputProblem[] =>
  issues.flatMap((issue) => {
    const field = issue.path.join('.');
    if (issue.code === 'invalid_union')
      return inputProblems({ issues: nearest(issue.errors) } as z.ZodError).map((one) => within(field, one));
    if (issue.code !== 'unrecognized_keys') return [{ field, message: issue.message }];
    return issue.keys.map((key) => ({ field: [field, key].filter(Boolean).join('.'), message: 'is not known here; leave it out' }));
  });

const within = (field: string, problem: InputProblem): InputProblem => ({
  ...problem,
  field: [field, problem.field].filter(Boolean).join('.'),
});

/** Of several shapes, the one that was meant: whose kind fits, and of these the one with the fewest faults. */
const nearest = (variants: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue[] => {
  const isOtherKind = ({ path, code }: z.core.$ZodIssue): boolean => path.length === 1 && (path[0] === 'kind' || code === 'invalid_union');
  const meant = variants.filter((issues) => !issues.some(isOtherKind));
  const [best] = [...(meant.length > 0 ? meant : variants)].sort((a, b) => a.length - b.length);
  if (meant.length > 0) return [...(best ?? [])];
  const kinds = variants
    .flat()
    .flatMap((issue) => (issue.code === 'invalid_value' && issue.path[0] === 'kind' ? issue.values.map(String) : []));
  const message = `fits no shape that is known here (${[...new Set(kinds)].join(', ')}, …); name exactly one`;
  return [{ code: 'custom', path: ['kind'], message, input: undefined, params: {} }];
};
