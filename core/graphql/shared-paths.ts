import { type GraphQLFieldResolver, type GraphQLSchema, getNamedType, isLeafType, isObjectType } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { GraphQLContext } from './builder.ts';

/**
 * Gives fields that stand at the same place of an answer the same path object. Pothos knows by that object what it has loaded
 * already; graphql-jit makes a new one for each field, and so whatever lies two relations deep was read a second time.
 */
export function withSharedPaths(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const isLoaded = 'pothosPrismaSelect' in field.extensions || !isLeafType(getNamedType(field.type));
      if (field.resolve && isLoaded) field.resolve = onSharedPath(field.resolve);
    }
  }
  return schema;
}

type Resolver = GraphQLFieldResolver<unknown, GraphQLContext>;

const onSharedPath =
  (resolve: Resolver): Resolver =>
  (source, args, ctx, info) => {
    // One after the other, events of a subscription are different answers.
    if (info.operation.operation === 'subscription') return resolve(source, args, ctx, info);
    const places = placesOf.get(ctx) ?? new Map<string | number, Place>();
    placesOf.set(ctx, places);
    const { path } = placeOf(info.path, places);
    return resolve(source, args, ctx, path === info.path ? info : { ...info, path });
  };

interface Place {
  readonly path: Path;
  readonly below: Map<string | number, Place>;
}

/** By request. */
const placesOf = new WeakMap<GraphQLContext, Map<string | number, Place>>();

function placeOf(path: Path, root: Map<string | number, Place>): Place {
  const parent = path.prev && placeOf(path.prev, root);
  const places = parent?.below ?? root;
  const known = places.get(path.key);
  if (known) return known;
  const place = { path: parent?.path === path.prev ? path : { ...path, prev: parent?.path }, below: new Map() };
  places.set(path.key, place);
  return place;
}
