import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { loggable } from '../db/faults.ts';
import { observe } from '../kernel/metrics.ts';
import { keepRecent } from '../kernel/recent.ts';
import { isRecord } from '../kernel/records.ts';
import { checkCost, fragmentsOf, sizeVariables } from './cost.ts';
import { type ListPlan, planLists } from './list-plan.ts';
import { readList } from './list-read.ts';
import { labelOf } from './operation-label.ts';
import { noteCall, type RequestContext } from './request-context.ts';

/** Parses and validates under all limits; null for what is refused. */
export type Check = (query: string, context: RequestContext) => DocumentNode | null;
/** Every error with its code, in the reader's language. */
type MapErrors = (result: ExecutionResult, context: RequestContext) => ExecutionResult;

export interface FastLaneOptions {
  readonly schema: GraphQLSchema;
  readonly check: Check;
  readonly mapErrors: MapErrors;
  /** Compile a text when it comes for the first time: for tests, which ask everything once. */
  readonly isEager: boolean;
}

/** Answers the body of a request as JSON text; null = not here: ask the ordinary server, which also words every refusal. */
export type FastLane = (body: string, context: RequestContext) => Promise<string | null>;

/** Operations that are kept compiled; about 50 KB each. */
const KEPT = 500;
/** Texts that are remembered as seen once. */
const SEEN = 5_000;
/** Longer texts are not kept. */
const MAX_TEXT = 20_000;

interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly label: string;
  /** Lists that are read by one statement each; null = the operation is more than that. */
  readonly plans: readonly ListPlan[] | null;
  /** Whether the answer could be larger than allowed; the ordinary server says so. */
  readonly isTooMuch: (variables: Readonly<Record<string, unknown>>) => boolean;
  readonly execute: (context: unknown, variables: object) => Promise<ExecutionResult>;
}

/**
 * The way of an operation that came before: parsed, validated and compiled once. It stands beside the ordinary server and
 * leaves to it whatever is not plainly fine: strangers, refusals, subscriptions, odd bodies. See ADR 8.
 */
export function createFastLane({ schema, check, mapErrors, isEager }: FastLaneOptions): FastLane {
  const known = new Map<string, Operation | null>();
  const seen = new Set<string>();

  const operationOf = (query: string, name: string | undefined, context: RequestContext): Operation | null => {
    const key = `${name ?? ''} ${query}`;
    const found = known.get(key);
    if (found !== undefined) return keepRecent(known, KEPT, [key, found]);
    if (!isEager && !seen.delete(key)) {
      if (seen.size >= SEEN) seen.clear();
      seen.add(key);
      return null;
    }
    const document = check(query, context);
    if (!document) return null; // who is refused may be allowed tomorrow, and somebody else today
    return keepRecent(known, KEPT, [key, compile(schema, document, name)]);
  };

  return async (body, context) => {
    const asked = readBody(body);
    if (!asked || !context.ctx) return null;
    const operation = operationOf(asked.query, asked.operationName, context);
    if (!operation) return null;
    const coerced = getVariableValues(schema, operation.definition.variableDefinitions ?? [], asked.variables);
    if (coerced.errors || operation.isTooMuch(coerced.coerced)) return null;

    const start = performance.now();
    const data = operation.plans && (await listed(operation.plans, coerced.coerced, context));
    const result = data ? { data } : mapErrors(await operation.execute(context.ctx, asked.variables), context);
    observe('graphql', (performance.now() - start) / 1_000, { operation: operation.label, outcome: result.errors ? 'error' : 'ok' });
    noteCall(context, { operation: operation.label, errors: result.errors });
    return JSON.stringify(result);
  };
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the ordinary server would take without a word; null for everything that it may have something to say about. */
function readBody(body: string): Asked | null {
  const parsed = jsonOf(body);
  if (!isRecord(parsed)) return null;
  const { query, operationName = undefined, variables = {}, ...more } = parsed;
  if (typeof query !== 'string' || query.length > MAX_TEXT || Object.keys(more).length > 0) return null;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isRecord(variables)) return null;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode, name: string | undefined): Operation | null {
  const definition = getOperationAST(document, name);
  if (!definition || definition.operation === 'subscription') return null;
  const compiled = compileQuery(schema, document, name);
  if (!isCompiledQuery(compiled)) return null;
  const fragments = fragmentsOf(document);
  return {
    definition,
    label: labelOf(document, name),
    plans: planLists(schema, definition, fragments),
    isTooMuch: tooMuch(schema, document, name),
    execute: async (context, variables) => compiled.query(undefined, context, variables),
  };
}

/** Sizes of pages for which an operation's cost is remembered. */
const SIZES = 100;

/** Reckons once for each combination of page sizes. */
function tooMuch(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Operation['isTooMuch'] {
  const names = sizeVariables(document);
  const known = new Map<string, boolean>();
  const reckon = (variableValues: Readonly<Record<string, unknown>>): boolean => {
    try {
      checkCost({ schema, document, operationName, variableValues });
      return false;
    } catch (cause) {
      if (cause instanceof GraphQLError) return true;
      throw cause;
    }
  };
  return (variables) => {
    const key = names.map((name) => String(variables[name])).join(' ');
    return known.get(key) ?? keepRecent(known, SIZES, [key, reckon(variables)]);
  };
}

/** The lists of an operation, each by one statement; null where one of them cannot be had this way: then none is. */
async function listed(
  plans: readonly ListPlan[],
  variables: Readonly<Record<string, unknown>>,
  { ctx }: RequestContext,
): Promise<Readonly<Record<string, unknown>> | null> {
  if (!ctx) return null;
  try {
    const data: Record<string, unknown> = {};
    for (const plan of plans) {
      const page = await readList(plan, variables, ctx);
      if (!page) return null;
      data[plan.key] = page;
    }
    return data;
  } catch (cause) {
    // Whatever it was (a cursor that is none, an id that is no id), the ordinary way finds it again and words it.
    ctx.log.debug({ err: loggable(cause) }, 'a list goes the ordinary way');
    return null;
  }
}
