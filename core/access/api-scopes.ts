import { DomainError } from '../kernel/errors.ts';

/**
 * What an API key may do, as text: `read:*`, `read:Type`, `read:Type.field`, `write:*`, `write:mutationName`.
 * Reading and writing are apart: whoever may place orders does not see them by that.
 */
export type ApiScope =
  | { readonly kind: 'read'; readonly type: string; readonly field: string | null }
  | { readonly kind: 'write'; readonly mutation: string };

/** What is written past GraphQL, by sending files; a scope names it like a mutation. */
export const ROUTE_WRITES = ['uploadDocument', 'uploadImport', 'uploadLogo'] as const;
export type RouteWrite = (typeof ROUTE_WRITES)[number];

/** What the GraphQL schema knows. */
export interface ScopeLookup {
  readonly hasType: (type: string) => boolean;
  readonly hasField: (type: string, field: string) => boolean;
  readonly hasMutation: (mutation: string) => boolean;
}

const READ = /^read:(?:(\*)|([A-Za-z]\w*)(?:\.([A-Za-z]\w*))?)$/;
const WRITE = /^write:(\*|[A-Za-z]\w*)$/;

/** null = none of the known forms. */
export function parseScope(text: string): ApiScope | null {
  const [, mutation] = WRITE.exec(text) ?? [];
  if (mutation !== undefined) return { kind: 'write', mutation };
  const [isRead, everything, type, field = null] = READ.exec(text) ?? [];
  return isRead === undefined ? null : { kind: 'read', type: everything ?? type ?? '*', field };
}

/** May a key read this field? */
export const mayRead = (scopes: readonly string[], type: string, field: string): boolean =>
  scopes.includes('read:*') || scopes.includes(`read:${type}`) || scopes.includes(`read:${type}.${field}`);

/** May a key read at least one field of this type? */
export const mayReadSomeOf = (scopes: readonly string[], type: string): boolean =>
  scopes.includes('read:*') || scopes.includes(`read:${type}`) || scopes.some((scope) => scope.startsWith(`read:${type}.`));

/** May a key read all that a route hands out past GraphQL: a whole type ("Document") or one field ("ImportRow.cells")? */
export const mayReadAllOf = (scopes: readonly string[], what: string): boolean => {
  const [type] = what.split('.');
  return scopes.includes('read:*') || scopes.includes(`read:${type}`) || scopes.includes(`read:${what}`);
};

/** May a key call this mutation? */
export const mayWrite = (scopes: readonly string[], mutation: string): boolean =>
  scopes.includes('write:*') || scopes.includes(`write:${mutation}`);

/** Refuses scopes that no field or mutation answers to: a typing error would otherwise be found by the third party. */
export function checkScopes(scopes: readonly string[], lookup: ScopeLookup): void {
  if (scopes.length === 0)
    throw new DomainError('API_KEY_SCOPE_INVALID', 'scopes: is empty; name at least one, like "read:Contract"', { field: 'scopes' });
  for (const text of scopes) {
    const problem = problemOf(parseScope(text), lookup);
    if (problem) throw new DomainError('API_KEY_SCOPE_INVALID', `scopes: "${text}" ${problem}`, { field: 'scopes', scope: text });
  }
}

function problemOf(scope: ApiScope | null, { hasType, hasField, hasMutation }: ScopeLookup): string | null {
  if (!scope) return 'is no scope; write "read:*", "read:Type", "read:Type.field", "write:*" or "write:mutationName"';
  if (scope.kind === 'write') return scope.mutation === '*' || hasMutation(scope.mutation) ? null : 'names a mutation that does not exist';
  if (scope.type === '*') return null;
  if (!hasType(scope.type)) return 'names a type that does not exist';
  return scope.field === null || hasField(scope.type, scope.field) ? null : 'names a field that does not exist';
}
