import type { FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/errors.ts';
import type { Texts } from '../kernel/i18n.ts';
import { LANGUAGES } from '../locales/index.ts';

/** The language that the request asks for, of those that the product speaks; null = it asks for none of them. */
export function languageAsked({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const asked = headers['accept-language']?.slice(0, 2).toLowerCase();
  return asked !== undefined && LANGUAGES.includes(asked) ? asked : null;
}

/** An expected failure in the language that the request asks for. Whatever has no text there stays as it is. */
export function inCallersWords(error: unknown, request: Pick<FastifyRequest, 'headers'>, texts: Texts): unknown {
  const language = languageAsked(request);
  if (!(error instanceof DomainError) || language === null) return error;
  const { code, details } = error;
  const message = texts(language, `error.${code}`, details);
  return message === null ? error : new DomainError(code, message, details);
}
