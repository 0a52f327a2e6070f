import { mayWrite } from '../access/api-scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../kernel/errors.ts';
import { customersImport } from './customers.import.ts';
import type { ImportKind } from './import.kind.ts';
import { ordersImport } from './orders.import.ts';
import { tariffsImport } from './tariffs.import.ts';

export const IMPORT_KINDS: readonly ImportKind[] = [ordersImport, customersImport, tariffsImport];

/** The kind of a file, for somebody who may do one by one what the file does at once. Errors: IMPORT_KIND_UNKNOWN, FORBIDDEN. */
export function kindFor(code: string, { permissions, scopes }: Viewer): ImportKind {
  const kind = kindOf(code);
  const { permission, mutation } = kind;
  if (!permissions.has(permission))
    throw new DomainError('FORBIDDEN', `This needs the permission "${permission}"; ask your administrator`, { permission });
  if (scopes !== null && !mayWrite(scopes, mutation))
    throw new DomainError('FORBIDDEN', `This API key lacks the scope "write:${mutation}"; ask for a key with it`, {
      scope: `write:${mutation}`,
    });
  return kind;
}

export function kindOf(code: string): ImportKind {
  const kind = IMPORT_KINDS.find((one) => one.code === code);
  if (!kind)
    throw new DomainError('IMPORT_KIND_UNKNOWN', `kind: is none of ${IMPORT_KINDS.map((one) => one.code).join(', ')}; choose one`, {
      field: 'kind',
    });
  return kind;
}
