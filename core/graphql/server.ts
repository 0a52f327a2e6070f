import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin as YogaPlugin, type YogaServerInstance } from 'graphql-yoga';
import type { Kernel } from '../kernel/kernel.ts';
import { observe } from '../kernel/metrics.ts';
import type { GraphQLContext } from './builder.ts';
import { type Asked, checkCost } from './cost.ts';
import { toGraphQLError, withoutHint } from './errors.ts';
import { type Check, createFastLane, type FastLane } from './fast-lane.ts';
import { labelOf } from './operation-label.ts';
import { noteCall, type RequestContext } from './request-context.ts';
import { isStream, mapStream } from './stream.ts';

export interface GraphQLServer extends YogaServerInstance<RequestContext, GraphQLContext> {
  /** The short way for an ordinary operation: see `createFastLane`. */
  readonly quick: FastLane;
}

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly kernel: Kernel;
  /** In production strangers neither introspect nor get GraphiQL. */
  readonly isProduction: boolean;
  /** Takes the short way at once: for tests. */
  readonly isEager?: boolean;
}

/** GraphQL over HTTP: limits, introspection for those who are known, errors with codes, times. */
export function createGraphQLServer({ schema, kernel, isProduction, isEager = false }: ServerOptions): GraphQLServer {
  const mapErrors = errorMapper(kernel, isProduction);
  const yoga = createYoga<RequestContext, GraphQLContext>({
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
    plugins: [limits(), introspection(isProduction), cost(), outcome(mapErrors)],
  });
  const check: Check = (query, context) => {
    try {
      const { parse, validate } = yoga.getEnveloped({ ...context, params: { query } });
      const document = parse(query) as DocumentNode;
      return validate(schema, document).length === 0 ? document : null;
    } catch (cause) {
      if (cause instanceof GraphQLError) return null;
      throw cause;
    }
  };
  return Object.assign(yoga, { quick: createFastLane({ schema, check, mapErrors, isEager }) });
}

/** Bounds on the text of an operation, whoever sends it. */
const limits = (): YogaPlugin =>
  EnvelopArmorPlugin({
    // Introspection is deep by nature; its circles are bounded by graphql's own rule, its size by the cost.
    maxDepth: { n: 12, ignoreIntrospection: true },
    maxAliases: { n: 30, allowList: [] },
    maxDirectives: { n: 20 },
    maxTokens: { n: 3_000 },
    costLimit: { enabled: false }, // does not see variables: cost.ts does
    blockFieldSuggestion: { enabled: false },
  }) as YogaPlugin;

/** Bounds on the answer. */
function cost(): YogaPlugin {
  type Call = { readonly args: Asked; readonly setResultAndStopExecution: (result: ExecutionResult) => void };
  const check = ({ args, setResultAndStopExecution }: Call): void => {
    try {
      checkCost(args);
    } catch (cause) {
      if (!(cause instanceof GraphQLError)) throw cause;
      setResultAndStopExecution({ errors: [cause] });
    }
  };
  return { onExecute: check, onSubscribe: check };
}

const isStranger = (context: Partial<RequestContext>): boolean => !context.viewer;

function introspection(isProduction: boolean): YogaPlugin<object, RequestContext> {
  return {
    onValidate({ addValidationRule, context }) {
      if (isProduction && isStranger(context as Partial<RequestContext>)) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

type ErrorMapper = (result: ExecutionResult, context: RequestContext) => ExecutionResult;

/** Every error leaves with a code. */
const errorMapper =
  ({ texts, log }: Kernel, isProduction: boolean): ErrorMapper =>
  (result, context) => {
    if (!result.errors) return result;
    const { language, requestId } = context;
    const errors = result.errors.map((error) => toGraphQLError(error, { texts, language, requestId, log }));
    return { ...result, errors: isProduction && isStranger(context) ? errors.map(withoutHint) : errors };
  };

/** And every operation leaves its time. */
function outcome(mapped: ErrorMapper): YogaPlugin<object, RequestContext> {
  return {
    onExecute({ args }) {
      const start = performance.now();
      const operation = labelOf(args.document, args.operationName);
      noteCall(args.contextValue as Partial<RequestContext>, { operation });
      return {
        onExecuteDone({ result }) {
          const hasErrors = 'errors' in result && Boolean(result.errors?.length);
          observe('graphql', (performance.now() - start) / 1_000, { operation, outcome: hasErrors ? 'error' : 'ok' });
        },
      };
    },
    onSubscribe({ args }) {
      noteCall(args.contextValue as Partial<RequestContext>, { operation: labelOf(args.document, args.operationName) });
    },
    onResultProcess({ result, setResult, serverContext }) {
      const told = (one: ExecutionResult): ExecutionResult => {
        const answer = mapped(one, serverContext);
        noteCall(serverContext, { errors: answer.errors });
        return answer;
      };
      if (isStream<ExecutionResult>(result)) setResult(mapStream(result, told));
      else if (!Array.isArray(result)) setResult(told(result as ExecutionResult));
    },
  };
}
