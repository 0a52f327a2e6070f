import type { ApiError } from '../api/ask.ts';
import { isRecord } from '../kit/is-record.ts';

/** Something that the API refuses, by its field; "" where it belongs to none. */
export interface ApiProblem {
  readonly field: string;
  readonly message: string;
}

/** Every problem of a refusal, else the refusal as a whole. */
export function problemsOf(error: ApiError): ApiProblem[] {
  const { problems, field } = error.details;
  if (!Array.isArray(problems)) return [{ field: typeof field === 'string' ? field : '', message: error.message }];
  return problems.filter(isRecord).map(({ field, message, remedy }) => ({
    field: String(field ?? ''),
    message: [message, remedy].filter((part) => typeof part === 'string' && part !== '').join(' '),
  }));
}

/** The same beside a form whose controls are called like the fields of its input. */
export const problemsBeside = (error: ApiError | null): { readonly id: string | null; readonly text: string }[] =>
  error === null ? [] : problemsOf(error).map(({ field, message }) => ({ id: field.replace(/^input\./, '') || null, text: message }));
