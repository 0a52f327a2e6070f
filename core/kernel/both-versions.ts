import { mayRead } from '../access/api-scopes.ts';
import type { TxCtx } from './context.ts';
import { DomainError } from './errors.ts';

export interface NotedChange {
  readonly at: Date;
  readonly by: string;
  /** The fields that changed, as they were before. */
  readonly before: unknown;
}

interface Conflict {
  /** UPPER_SNAKE: "CUSTOMER_CHANGED". */
  readonly code: string;
  /** GraphQL type of the row; its fields are named as the values. */
  readonly type: string;
  readonly expectedVersion: number;
  readonly current: { readonly version: number; readonly values: object };
  /** What was changed after the expected version, the oldest first. */
  readonly since: readonly NotedChange[];
}

/**
 * Somebody else was faster: the error holds both versions, what the caller saw (the present one with every change since taken
 * back) and what stands there now, with who changed it last. An API key is told what it may read.
 */
export function changedMeanwhile(
  { viewer: { scopes } }: Pick<TxCtx, 'viewer'>,
  { code, type, expectedVersion, current, since }: Conflict,
): DomainError {
  const shown = (values: object): object =>
    Object.fromEntries(Object.entries(values).filter(([field]) => scopes === null || mayRead(scopes, type, field)));
  const seen = Object.assign({}, current.values, ...since.toReversed().map(({ before }) => before));
  const last = since.at(-1);
  return new DomainError(code, `expectedVersion: this is at version ${current.version} now; load it again and repeat your change`, {
    seen: { version: expectedVersion, values: shown(seen) },
    current: { version: current.version, values: shown(current.values), changedAt: last?.at ?? null, changedBy: last?.by ?? null },
  });
}
