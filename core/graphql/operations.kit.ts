import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Plugin } from '../kernel/plugin.ts';
import type { BrandName, TestApp } from '../testing/app.ts';
import type { GraphQLContext } from './builder.ts';
import { isEntity } from './gate.ts';

export type RootName = 'Query' | 'Mutation' | 'Subscription';
type Field = GraphQLField<unknown, GraphQLContext>;

export interface RootField {
  readonly root: RootName;
  readonly field: Field;
  readonly name: string;
}

/** Every query, mutation and subscription of the schema. */
export function rootFields(schema: GraphQLSchema): RootField[] {
  const of = (root: RootName, type: GraphQLObjectType | null | undefined): RootField[] =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ root, field, name: field.name }));
  return [
    ...of('Query', schema.getQueryType()),
    ...of('Mutation', schema.getMutationType()),
    ...of('Subscription', schema.getSubscriptionType()),
  ];
}

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A call of a root field: every required argument has a plausible value, `given` stands instead of or beside them. */
export function operationFor(
  { root, field, name }: RootField,
  { given = {}, selection = leavesOf(field) }: { given?: Readonly<Record<string, unknown>>; selection?: string } = {},
): Operation {
  const args = field.args.filter((arg) => arg.name in given || isRequired(arg));
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const variables = Object.fromEntries(args.map((arg) => [arg.name, arg.name in given ? given[arg.name] : plausible(arg.type)]));
  const query = `${root.toLowerCase()} Generated${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`;
  return { query, variables };
}

/** The least that can be selected. */
export const leavesOf = (field: Field): string => (isObjectType(getNamedType(field.type)) ? '{ __typename }' : '');

const isRequired = (input: GraphQLArgument | GraphQLInputField): boolean => isNonNullType(input.type) && input.defaultValue === undefined;

const SCALARS: Readonly<Record<string, () => unknown>> = {
  ID: () => crypto.randomUUID(),
  String: () => `text ${crypto.randomUUID()}`,
  Int: () => 1,
  Float: () => 1,
  Boolean: () => true,
  Date: () => '2026-09-15',
  DateTime: () => '2026-08-24T10:00:00Z',
  Decimal: () => '1',
  BigInt: () => '1',
  JSON: () => ({}),
};

/** A value that the type allows; of an input type, its required fields. */
export function plausible(type: GraphQLInputType): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return [plausible(plain.ofType)];
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (isInputObjectType(plain)) {
    return Object.fromEntries(
      Object.values(plain.getFields())
        .filter(isRequired)
        .map((input) => [input.name, plausible(input.type)]),
    );
  }
  const value = SCALARS[plain.name];
  if (!value) throw new Error(`The scalar ${plain.name} is new: give it a plausible value here`);
  return value();
}

/** Everything that can be selected of a type without arguments, down to `depth` entities. Fields in `without` are left out. */
export function everythingOf(type: GraphQLNamedType, depth: number, without: ReadonlySet<string> = new Set()): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ name, args }) => !without.has(`${type.name}.${name}`) && !args.some(isRequired));
  const parts = fields.flatMap(({ name, type: of }) => {
    const inner = getNamedType(of);
    if (!isObjectType(inner)) return [name];
    const left = isEntity(inner) ? depth - 1 : depth;
    return left < 0 ? [] : [`${name} ${everythingOf(inner, left, without)}`];
  });
  return `{ ${['__typename', ...parts].join(' ')} }`;
}

/** The shortest way from a query without required arguments to each object type: the selection with `…` where the type's fields go. */
export function waysTo(schema: GraphQLSchema, isOpen: (root: RootField) => boolean = () => true): ReadonlyMap<string, string> {
  const ways = new Map<string, string>();
  const queue: { readonly type: GraphQLObjectType; readonly way: string }[] = [];
  const visit = (field: Field, way: string): void => {
    const type = getNamedType(field.type);
    if (!isObjectType(type) || ways.has(type.name) || field.args.some(isRequired)) return;
    const next = way.replace('…', `${field.name} { … }`);
    ways.set(type.name, next);
    queue.push({ type, way: next });
  };
  for (const root of rootFields(schema)) if (root.root === 'Query' && isOpen(root)) visit(root.field, '{ … }');
  for (let next = queue.shift(); next; next = queue.shift())
    for (const field of Object.values(next.type.getFields())) visit(field, next.way);
  return ways;
}

/** Switches every installed plugin on, past its conditions. */
export async function switchAllOn(app: TestApp, plugins: readonly Plugin[], brands: readonly BrandName[] = ['a']): Promise<void> {
  const rowsOf = (scope: 'brand' | 'tenant') =>
    plugins.filter((plugin) => (plugin.scope ?? 'brand') === scope).map(({ id }) => ({ pluginId: id, enabled: true, updatedBy: 'test' }));
  const rows = brands.flatMap((brand) => rowsOf('brand').map((row) => ({ brandId: app.brands[brand], ...row })));
  await app.root.pluginActivation.createMany({ data: rows });
  await app.root.pluginDefault.createMany({ data: rowsOf('tenant').map((row) => ({ tenantId: app.tenant.id, ...row })) });
  app.kernel.brands.forget();
}

interface Coded {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The codes of an answer's errors. An error without one is a fault of its own. */
export function codesOf({ errors = [] }: { readonly errors?: readonly Coded[] }): string[] {
  return errors.map(({ message, extensions }) => {
    if (typeof extensions?.code !== 'string' || extensions.code === '') throw new Error(`An error without a code: ${message}`);
    return extensions.code;
  });
}
