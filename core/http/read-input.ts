import type { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';

/** What a route was given, by its schema. Fails with BAD_USER_INPUT and every problem by its field; `whole` names what has none. */
export function readInput<T>(schema: z.ZodType<T>, given: unknown, whole: string): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new DomainError('BAD_USER_INPUT', problems.map(({ field, message }) => `${field || whole}: ${message}`).join('; '), { problems });
}
