import type { Texts } from '../kernel/i18n.ts';

/** Something about an order that must be mended before it can be handed in. */
export interface Problem {
  /** Path in the form: "customer.email". */
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
