import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';

/** Texts of the operations that the surfaces were built with, by their ids: pages send the short id alone. */
export type StoredOperations = ReadonlyMap<string, string>;

/** Empty where the surfaces are not built. */
export const readOperations = (path: string | null): StoredOperations =>
  new Map(
    path !== null && existsSync(path) ? Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))) : [],
  );

/** The body of a request with the text that its `documentId` stands for; other bodies stay as they are. */
export function withText(body: string, operations: StoredOperations): string {
  if (!body.includes('"documentId"')) return body;
  const asked = readAsked(body);
  if (!asked) return body;
  const { documentId, ...rest } = asked;
  const query = operations.get(documentId);
  if (query === undefined)
    throw new DomainError('DOCUMENT_UNKNOWN', 'documentId: this page is of another version than the server; load the page again');
  return JSON.stringify({ ...rest, query });
}

const Asked = z.looseObject({ documentId: z.string() });

function readAsked(body: string): z.output<typeof Asked> | null {
  try {
    return Asked.safeParse(JSON.parse(body)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null; // the ordinary server says what is wrong with it
    throw cause;
  }
}
