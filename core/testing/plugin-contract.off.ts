import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  subscribe,
} from 'graphql';
import type { GraphQLContext } from '../graphql/builder.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Plugin } from '../kernel/plugin.ts';
import type { TestApp } from './app.ts';

type Field = GraphQLField<unknown, GraphQLContext>;

/** Fields of a plugin that answer although it is off for brand a: root fields must say PLUGIN_DISABLED, all others null. Empty = none. */
export async function answersWhileOff(app: TestApp, { id }: Plugin): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, owner] of app.owners) {
    if (owner !== id) continue;
    const [typeName = '', fieldName = ''] = name.split('.');
    const type = app.schema.getType(typeName);
    const field: Field | undefined = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`${name}: not in the schema`);
    const answer = await answerOf(app, typeName, field);
    const right = ['Query', 'Mutation', 'Subscription'].includes(typeName) ? 'PLUGIN_DISABLED' : null;
    if (answer !== right) wrong.push(`${name} answered ${String(answer)}`);
  }
  return wrong;
}

async function answerOf(app: TestApp, typeName: string, field: Field): Promise<unknown> {
  const { document, variables } = documentFor(typeName, field);
  switch (typeName) {
    case 'Query':
    case 'Mutation': {
      const { data, errors } = await app.gql(document, variables);
      return errors?.[0]?.extensions.code ?? JSON.stringify(data);
    }
    case 'Subscription': {
      const result = await subscribe({
        schema: app.schema,
        document: parse(document),
        variableValues: variables,
        contextValue: await contextOf(app),
      });
      const cause = 'errors' in result ? result.errors?.[0]?.originalError : undefined;
      return cause instanceof DomainError ? cause.code : 'a stream';
    }
    default: {
      // The gate answers before anybody looks at more of it than where the field stands.
      const place = { operation: { operation: 'query' }, path: { prev: undefined, key: field.name, typename: typeName } };
      return field.resolve ? field.resolve({}, {}, await contextOf(app), place as GraphQLResolveInfo) : 'without a gate';
    }
  }
}

const contextOf = async (app: TestApp): Promise<GraphQLContext> => ({
  ...(await app.as()),
  kernel: app.kernel,
  requestId: randomUUID(),
  fieldOwners: app.owners,
});

/** An operation that asks for one root field, with a made-up value for each argument that it needs. */
function documentFor(typeName: string, { name, args, type }: Field): { document: string; variables: Record<string, unknown> } {
  const required = args.filter(isRequiredArgument);
  const declared = required.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = required.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  return {
    document: `${typeName.toLowerCase()}${declared && ` (${declared})`} { ${name}${given && `(${given})`}${selection} }`,
    variables: Object.fromEntries(required.map((arg) => [arg.name, madeUp(arg.type)])),
  };
}

function madeUp(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return madeUp(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, madeUp(field.type)]));
  }
  const value = SCALARS[type.name];
  if (value === undefined) throw new Error(`No value for the scalar ${type.name}: add one to core/testing/plugin-contract.off.ts`);
  return value;
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: '00000000-0000-7000-8000-000000000000',
  String: 'text',
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
  Decimal: '1',
  BigInt: '1',
  JSON: {},
};

/** Routes of a plugin that answer brand a otherwise than 404. Empty = none. */
export async function answeringRoutes(app: TestApp, plugin: Plugin): Promise<string[]> {
  const wrong: string[] = [];
  for (const { method, url } of await routesOf(plugin)) {
    const { statusCode } = await app.http.inject({
      method,
      url: `/plugins/${plugin.id}${url.replaceAll(/:\w+|\*/g, 'x')}`,
      headers: { host: 'a.localhost' },
    });
    if (statusCode !== 404) wrong.push(`${method} ${url} answered ${statusCode}`);
  }
  return wrong;
}

type Method = 'DELETE' | 'GET' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';
const METHODS: readonly string[] = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'] satisfies Method[];
const isMethod = (text: string): text is Method => METHODS.includes(text);

async function routesOf({ routes }: Plugin): Promise<{ method: Method; url: string }[]> {
  const found: { method: Method; url: string }[] = [];
  if (!routes) return found;
  const app = Fastify();
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) if (isMethod(name)) found.push({ method: name, url });
  });
  await app.register((inner) => routes(inner, () => Promise.reject(new Error('the routes are listed, not called'))));
  await app.close();
  return found;
}
