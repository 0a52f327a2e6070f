import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { GraphQLContext } from '../graphql/builder.ts';
import { entityOf, isEntity } from '../graphql/gate.ts';

export type OperationKind = 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
export type Field = GraphQLField<unknown, GraphQLContext>;

/** Something that is said to an operation. */
export interface ApiValue {
  readonly name: string;
  readonly description: string;
  /** As GraphQL writes it: "[ID!]". */
  readonly type: string;
  readonly isRequired: boolean;
  /** What may be said; empty = anything of the type. */
  readonly choices: readonly string[];
}

export interface ApiArgument extends ApiValue {
  /** What it is made of; empty = it is one value. */
  readonly parts: readonly ApiValue[];
}

/** Something that can be asked of the API, or done with it. */
export interface ApiOperation {
  readonly kind: OperationKind;
  readonly name: string;
  /** What it is about: "contract", or the plugin. */
  readonly area: string;
  /** Whose it is; null = core's. */
  readonly pluginId: string | null;
  readonly description: string;
  /** What a key needs for it. */
  readonly scope: string;
  readonly returns: string;
  readonly arguments: readonly ApiArgument[];
  readonly field: Field;
}

export interface ApiTypeField {
  readonly name: string;
  readonly description: string;
  readonly type: string;
}

/** A type with rows of its own: keys are given scopes for it, or for some of its fields. */
export interface ApiType {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly ApiTypeField[];
}

/** The API as one viewer can use it: without plugins that are off, and without what the viewer may not do. */
export interface ApiReference {
  readonly operations: readonly ApiOperation[];
  readonly types: readonly ApiType[];
}

type Viewing = Pick<GraphQLContext, 'activation' | 'viewer' | 'fieldOwners'>;
export type IsOpen = (type: string, field: Field) => boolean;

/** Kinds of operations, and the types whose fields they are. */
const KINDS = [
  ['QUERY', 'Query'],
  ['MUTATION', 'Mutation'],
  ['SUBSCRIPTION', 'Subscription'],
] as const;

/** Whether the viewer gets an answer from a field, by plugin and permission. */
export const opennessFor =
  ({ activation, viewer, fieldOwners }: Viewing): IsOpen =>
  (type, { name, extensions: { permission } }) => {
    const owner = fieldOwners.get(`${type}.${name}`);
    return (owner === undefined || activation.isActive(owner)) && (typeof permission !== 'string' || viewer.permissions.has(permission));
  };

/** Reads the API out of the schema that answers it. */
export function referenceFor(schema: GraphQLSchema, viewing: Viewing): ApiReference {
  const isOpen = opennessFor(viewing);
  const operations = KINDS.flatMap(([kind, owner]) => {
    const type = schema.getType(owner);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    return fields.filter((field) => isOpen(owner, field)).map((field) => operationOf(field, { kind, owner, viewing }));
  });
  return { operations, types: typesBehind(operations, isOpen) };
}

function operationOf(field: Field, { kind, owner, viewing }: { kind: OperationKind; owner: string; viewing: Viewing }): ApiOperation {
  const pluginId = viewing.fieldOwners.get(`${owner}.${field.name}`) ?? null;
  return {
    kind,
    pluginId,
    field,
    name: field.name,
    area: areaOf(field),
    description: field.description ?? '',
    scope: kind === 'MUTATION' ? `write:${field.name}` : `read:${entityOf(field) ?? `${owner}.${field.name}`}`,
    returns: String(field.type),
    arguments: field.args.map((arg) => ({ ...toldOf(arg), parts: partsOf(arg.type) })),
  };
}

const toldOf = ({ name, description, type, defaultValue }: GraphQLArgument | GraphQLInputField): ApiValue => ({
  name,
  description: description ?? '',
  type: String(type),
  isRequired: isNonNullType(type) && defaultValue === undefined,
  choices: choicesOf(type),
});

/** The fields of an input, those that must be said first. */
function partsOf(type: GraphQLInputType): ApiValue[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  const parts = Object.values(named.getFields()).map(toldOf);
  return [...parts.filter(({ isRequired }) => isRequired), ...parts.filter(({ isRequired }) => !isRequired)];
}

/** "contract.read" is about contracts. */
const areaOf = ({ extensions: { permission } }: Field): string => String(permission).split('.')[0] ?? '';

function choicesOf(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
}

/** Types with rows that an answer can hold, in the order of their names. */
function typesBehind(operations: readonly ApiOperation[], isOpen: IsOpen): ApiType[] {
  const found = new Map<string, GraphQLObjectType>();
  const visit = (field: Field): void => {
    const type = getNamedType(field.type);
    if (!isObjectType(type) || found.has(type.name)) return;
    found.set(type.name, type);
    for (const inner of Object.values(type.getFields())) if (isOpen(type.name, inner)) visit(inner);
  };
  for (const { field } of operations) visit(field);
  return [...found.values()]
    .filter(isEntity)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((type) => ({
      name: type.name,
      description: type.description ?? '',
      fields: Object.values(type.getFields())
        .filter((field) => isOpen(type.name, field))
        .map(({ name, description, type: of }) => ({ name, description: description ?? '', type: String(of) })),
    }));
}
