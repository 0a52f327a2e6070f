import type { ExecutionResult } from 'graphql';
import type { ApiCall } from '../access/request-log.ts';
import type { Viewer } from '../access/viewer.ts';
import type { GraphQLContext } from './builder.ts';

/** What the HTTP layer hands over with a request. */
export interface RequestContext {
  /** Null for strangers: the gate stops them at every root field. */
  readonly ctx: GraphQLContext | null;
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly language: string;
  /** The request of an API key, for its log: what it asks and what it is told is filled in here. */
  readonly call?: ApiCall | null;
}

/** Fills in what the log of a key is to tell. */
export function noteCall(
  { call }: Pick<RequestContext, 'call'>,
  { operation, errors }: { readonly operation?: string; readonly errors?: ExecutionResult['errors'] | undefined },
): void {
  if (!call) return;
  if (operation !== undefined) call.operation = operation;
  const [first] = errors ?? [];
  if (first) call.code = String(first.extensions.code ?? 'INTERNAL');
}
