import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { mayRead, mayReadSomeOf, mayWrite } from '../access/api-scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import { BootError, DomainError } from '../kernel/errors.ts';
import type { GraphQLContext } from './builder.ts';
import { checkInput } from './inputs.ts';
import type { Owners } from './plugin-builder.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphQLContext>;
/** Throws when the viewer may not; returns false when the field is silently null (its plugin is off). */
type Check = (ctx: GraphQLContext) => boolean;
type Root = 'Query' | 'Mutation' | 'Subscription';

const checksOf = new WeakMap<object, readonly Check[]>();

/** Whether nothing stands in a viewer's way to a field, for whoever reads it without calling its resolver. */
export function isOpen(field: object, ctx: GraphQLContext): boolean {
  try {
    return checksOf.get(field)?.every((check) => check(ctx)) ?? false;
  } catch (cause) {
    if (cause instanceof DomainError) return false;
    throw cause;
  }
}

/**
 * Stands before every field of the schema: permission, API key scope, and whether the field's plugin is on.
 * A root field without a permission, and a plugin's field on another type that is not nullable, do not build.
 */
export function gate(schema: GraphQLSchema, owners: Owners): GraphQLSchema {
  const roots = new Map<GraphQLObjectType, Root>();
  const note = (type: GraphQLObjectType | null | undefined, name: Root) => type && roots.set(type, name);
  note(schema.getQueryType(), 'Query');
  note(schema.getMutationType(), 'Mutation');
  note(schema.getSubscriptionType(), 'Subscription');

  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const root = roots.get(type);
    for (const field of Object.values(type.getFields())) {
      const owner = owners.get(`${type.name}.${field.name}`);
      const checks = root ? rootChecks(root, field, owner) : fieldChecks(type, field, owner);
      checksOf.set(field, checks);
      if (checks.length > 0 || field.args.length > 0) guard(field, checks);
    }
  }
  return schema;
}

function rootChecks(root: Root, field: GraphQLField<unknown, GraphQLContext>, owner: string | undefined): Check[] {
  const permission = permissionOf(field);
  if (!permission) throw new BootError(`GraphQL ${root}.${field.name} names no permission; add extensions: needs('<owner>.<what>')`);
  return [isSignedIn, ...(owner ? [isOn(owner)] : []), hasPermission(permission), hasScope(root, field)];
}

function fieldChecks(type: GraphQLObjectType, field: GraphQLField<unknown, GraphQLContext>, owner: string | undefined): Check[] {
  if (owner && isNonNullType(field.type))
    throw new BootError(`GraphQL ${type.name}.${field.name} of "${owner}" must be nullable: it is null where the plugin is off`);
  const permission = permissionOf(field);
  return [
    ...(owner ? [isOnOrNull(owner)] : []),
    ...(permission ? [hasPermission(permission)] : []),
    ...(isEntity(type) ? [hasFieldScope(type.name, field.name)] : []),
  ];
}

function guard(field: GraphQLField<unknown, GraphQLContext>, checks: readonly Check[]): void {
  const hasArguments = field.args.length > 0;
  const guarded =
    (resolve: Resolver): Resolver =>
    (source, args, ctx, info) => {
      for (const check of checks) if (!check(ctx)) return null;
      if (hasArguments) checkInput(args);
      return resolve(source, args, ctx, info);
    };
  field.resolve = guarded(field.resolve ?? defaultFieldResolver);
  if (field.subscribe) field.subscribe = guarded(field.subscribe);
}

const isSignedIn: Check = ({ viewer }) => {
  if (!viewer) throw new DomainError('UNAUTHENTICATED', 'Sign in, or send an API key as "Authorization: Bearer …"');
  return true;
};

const isOn =
  (pluginId: string): Check =>
  ({ activation }) => {
    if (!activation.isActive(pluginId))
      throw new DomainError('PLUGIN_DISABLED', `"${pluginId}" is not switched on for this brand`, { pluginId });
    return true;
  };

const isOnOrNull =
  (pluginId: string): Check =>
  ({ activation }) =>
    activation.isActive(pluginId);

const hasPermission =
  (permission: string): Check =>
  ({ viewer }) => {
    if (!viewer.permissions.has(permission))
      throw new DomainError('FORBIDDEN', `This needs the permission "${permission}"; ask your administrator`, { permission });
    return true;
  };

/** A key's scope for a root field: `write:<mutation>`, or reading of what the field returns. */
function hasScope(root: Root, field: GraphQLField<unknown, GraphQLContext>): Check {
  if (root === 'Mutation') {
    return ({ viewer: { scopes } }) => scopes === null || mayWrite(scopes, field.name) || missing(`write:${field.name}`);
  }
  const entity = entityOf(field);
  return entity
    ? ({ viewer: { scopes } }) => scopes === null || mayReadSomeOf(scopes, entity) || missing(`read:${entity}`)
    : ({ viewer: { scopes } }) => scopes === null || mayRead(scopes, root, field.name) || missing(`read:${root}.${field.name}`);
}

const hasFieldScope =
  (type: string, field: string): Check =>
  ({ viewer: { scopes } }) =>
    scopes === null || mayRead(scopes, type, field) || missing(`read:${type}.${field}`);

/** Who filters or sorts by a column learns what stands in it, so a key needs the scope of that field, or of the whole type. */
export function refuseUnreadable({ scopes }: Viewer, type: string, fields: readonly string[]): void {
  for (const field of fields) if (scopes !== null && !mayRead(scopes, type, field)) missing(`read:${type}.${field}`);
}

const missing = (scope: string): never => {
  throw new DomainError('FORBIDDEN', `This API key lacks the scope "${scope}"; ask for a key with it`, { scope });
};

/** A type with rows of its own, as opposed to a value that belongs to the field which returns it. */
export const isEntity = (type: GraphQLObjectType): boolean => 'id' in type.getFields();

/** The type whose rows a root field returns: itself, or the nodes of its connection. */
export function entityOf(field: GraphQLField<unknown, GraphQLContext>): string | null {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return null;
  if (isEntity(type)) return type.name;
  const edge = getNamedType(type.getFields().edges?.type);
  const node = isObjectType(edge) ? getNamedType(edge.getFields().node?.type) : null;
  return node && isObjectType(node) ? node.name : null;
}

const permissionOf = ({ extensions }: GraphQLField<unknown, GraphQLContext>): string | undefined =>
  typeof extensions.permission === 'string' ? extensions.permission : undefined;
