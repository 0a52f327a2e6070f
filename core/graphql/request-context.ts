import type { Viewer } from '../access/viewer.ts';
import type { GraphQLContext } from './builder.ts';

/** What the HTTP layer hands over with a request. */
export interface RequestContext {
  /** Null for strangers: the gate stops them at every root field. */
  readonly ctx: GraphQLContext | null;
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly language: string;
}
