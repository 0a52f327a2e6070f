import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { type ExecutionResult, type GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin as YogaPlugin, type YogaServerInstance } from 'graphql-yoga';
import type { Viewer } from '../access/viewer.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { observe } from '../kernel/metrics.ts';
import type { GraphQLContext } from './builder.ts';
import { toGraphQLError } from './errors.ts';

/** What the HTTP layer hands over with a request. */
export interface RequestContext {
  /** Null for strangers: the gate stops them at every root field. */
  readonly ctx: GraphQLContext | null;
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly language: string;
}

export type GraphQLServer = YogaServerInstance<RequestContext, GraphQLContext>;

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly kernel: Kernel;
  /** In production strangers neither introspect nor get GraphiQL. */
  readonly isProduction: boolean;
}

/** GraphQL over HTTP: limits, introspection for those who are known, errors with codes, times. */
export function createGraphQLServer({ schema, kernel, isProduction }: ServerOptions): GraphQLServer {
  return createYoga<RequestContext, GraphQLContext>({
    schema,
    // For a stranger there is no brand and so no context: nothing but `__typename` is resolved for them.
    context: ({ ctx }) => ctx ?? ({ viewer: null } as unknown as GraphQLContext),
    maskedErrors: false,
    batching: false,
    cors: false, // another origin's page has no business here; third parties call from servers
    graphiql: isProduction ? false : { title: 'Voltkontor' },
    landingPage: false,
    logging: false,
    fetchAPI: globalThis,
    plugins: [limits(), introspection(isProduction), outcome(kernel)],
  });
}

/** Bounds on what one request may ask for, whoever asks. */
const limits = (): YogaPlugin =>
  EnvelopArmorPlugin({
    maxDepth: { n: 12, ignoreIntrospection: false },
    maxAliases: { n: 30 },
    maxDirectives: { n: 20 },
    maxTokens: { n: 3_000 },
    costLimit: { maxCost: 20_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.3, ignoreIntrospection: false },
    blockFieldSuggestion: { enabled: false },
  }) as YogaPlugin;

function introspection(isProduction: boolean): YogaPlugin<object, RequestContext> {
  return {
    onValidate({ addValidationRule, context }) {
      const { viewer } = context as Partial<RequestContext>;
      if (isProduction && !viewer) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** Every error leaves with a code; every operation leaves its time. */
function outcome({ texts, log }: Kernel): YogaPlugin<object, RequestContext> {
  const mapped = (result: ExecutionResult, { language, requestId }: RequestContext): ExecutionResult =>
    result.errors
      ? { ...result, errors: result.errors.map((error) => toGraphQLError(error, { texts, language, requestId, log })) }
      : result;

  return {
    onExecute({ args }) {
      const start = performance.now();
      return {
        onExecuteDone({ result }) {
          const hasErrors = 'errors' in result && Boolean(result.errors?.length);
          observe('graphql', (performance.now() - start) / 1_000, {
            operation: args.operationName ?? 'anonymous',
            outcome: hasErrors ? 'error' : 'ok',
          });
        },
      };
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (isStream(result)) setResult(mapStream(result, (one) => mapped(one, serverContext)));
      else if (!Array.isArray(result)) setResult(mapped(result as ExecutionResult, serverContext));
    },
  };
}

const isStream = (value: unknown): value is AsyncIterable<ExecutionResult> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function* mapStream(
  stream: AsyncIterable<ExecutionResult>,
  map: (one: ExecutionResult) => ExecutionResult,
): AsyncGenerator<ExecutionResult> {
  for await (const one of stream) yield map(one);
}
