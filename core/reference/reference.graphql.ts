import type { GraphQLSchema } from 'graphql';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { todayIn } from '../kernel/clock.ts';
import { type ApiExample, exampleOf, rowTypeOf } from './api-example.ts';
import {
  type ApiArgument,
  type ApiOperation,
  type ApiType,
  type ApiTypeField,
  type ApiValue,
  opennessFor,
  referenceFor,
} from './api-reference.ts';

type Shown = ApiOperation & { readonly example: ApiExample };

/** The API about itself, read from the schema that answers: what a page of documentation shows. */
export function referenceSchema({ builder }: Shared): void {
  const Kind = builder.enumType('ApiOperationKind', {
    description: 'What an operation does.',
    values: {
      QUERY: { description: 'It reads.' },
      MUTATION: { description: 'It changes something.' },
      SUBSCRIPTION: { description: 'It watches, over server-sent events.' },
    } as const,
  });
  const Part = builder.objectRef<ApiValue>('ApiArgumentPart').implement({
    description: 'A part of something that an operation is told.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      description: t.exposeString('description', { description: 'What it means.' }),
      type: t.exposeString('type', { description: 'Its type, as GraphQL writes it.' }),
      isRequired: t.exposeBoolean('isRequired', { description: 'Whether it must be said.' }),
      choices: t.stringList({ description: 'What may be said; empty = anything of the type.', resolve: ({ choices }) => [...choices] }),
    }),
  });
  const Argument = builder.objectRef<ApiArgument>('ApiArgument').implement({
    description: 'Something that an operation is told.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      description: t.exposeString('description', { description: 'What it means.' }),
      type: t.exposeString('type', { description: 'Its type, as GraphQL writes it.' }),
      isRequired: t.exposeBoolean('isRequired', { description: 'Whether it must be said.' }),
      choices: t.stringList({ description: 'What may be said; empty = anything of the type.', resolve: ({ choices }) => [...choices] }),
      parts: t.field({ type: [Part], description: 'What it is made of; empty = it is one value.', resolve: ({ parts }) => [...parts] }),
    }),
  });
  const Example = builder.objectRef<ApiExample>('ApiExample').implement({
    description: 'An operation that can be sent as it is.',
    fields: (t) => ({
      query: t.exposeString('query', { description: 'Its text.' }),
      variables: t.expose('variables', { type: 'JSON', description: "Its variables; ids are of the viewer's own rows." }),
    }),
  });
  const Operation = builder.objectRef<Shown>('ApiOperation').implement({
    description: 'Something that can be asked of this API, or done with it.',
    fields: (t) => ({
      kind: t.expose('kind', { type: Kind, description: 'What it does.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      area: t.exposeString('area', { description: 'What it is about: "contract", or the id of a plugin.' }),
      pluginId: t.exposeString('pluginId', { nullable: true, description: 'The plugin that brings it; null = core.' }),
      description: t.exposeString('description', { description: 'What it does, in words.' }),
      scope: t.exposeString('scope', { description: 'What an API key needs for it.' }),
      returns: t.exposeString('returns', { description: 'The type of its answer, as GraphQL writes it.' }),
      arguments: t.field({ type: [Argument], description: 'What it is told.', resolve: ({ arguments: args }) => [...args] }),
      example: t.field({ type: Example, description: 'How it is called.', resolve: ({ example }) => example }),
    }),
  });
  const TypeField = builder.objectRef<ApiTypeField>('ApiTypeField').implement({
    description: 'A field of a type.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      description: t.exposeString('description', { description: 'What it means.' }),
      type: t.exposeString('type', { description: 'Its type, as GraphQL writes it.' }),
    }),
  });
  const Type = builder.objectRef<ApiType>('ApiType').implement({
    description: 'A type with rows of its own: API keys get scopes for it, or for some of its fields.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Name.' }),
      description: t.exposeString('description', { description: 'What it is.' }),
      fields: t.field({ type: [TypeField], description: 'Its fields.', resolve: ({ fields }) => [...fields] }),
    }),
  });
  const Reference = builder.objectRef<{ operations: readonly Shown[]; types: readonly ApiType[] }>('ApiReference').implement({
    description: 'This API, as the caller can use it at this brand.',
    fields: (t) => ({
      operations: t.field({ type: [Operation], description: 'All operations.', resolve: ({ operations }) => [...operations] }),
      types: t.field({ type: [Type], description: 'All types with rows of their own.', resolve: ({ types }) => [...types] }),
    }),
  });

  builder.queryField('apiReference', (t) =>
    t.field({
      type: Reference,
      description: 'The API about itself: what can be asked and done at this brand, with examples. Plugins that are off are not in it.',
      extensions: needs('api.read'),
      resolve: async (_root, _args, ctx, { schema }) => withExamples(ctx, schema),
    }),
  );
}

async function withExamples(ctx: GraphQLContext, schema: GraphQLSchema) {
  const { operations, types } = referenceFor(schema, ctx);
  const facts = {
    rows: await rowsOf(ctx, operations),
    today: todayIn(ctx.clock, ctx.brand.timeZone),
    isOpen: opennessFor(ctx),
  };
  return { types, operations: operations.map((operation) => ({ ...operation, example: exampleOf(operation, facts) })) };
}

interface Table {
  findFirst(args: object): Promise<{ readonly id: string } | null>;
}

/** The viewer's newest row of each type that examples name; none for a key, whose scopes may not reach them. */
async function rowsOf({ db, kernel, viewer }: GraphQLContext, operations: readonly ApiOperation[]): Promise<ReadonlyMap<string, string>> {
  if (viewer.scopes !== null) return new Map();
  const types = new Set(operations.flatMap((operation) => operation.field.args.flatMap((arg) => rowTypeOf(operation, arg) ?? [])));
  const found = await Promise.all(
    [...types].map(async (type): Promise<[string, string][]> => {
      const table = Reflect.get(db, type.charAt(0).toLowerCase() + type.slice(1)) as Table | undefined;
      const row = await table?.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
      return row ? [[type, row.id]] : [];
    }),
  );
  const [plugin] = kernel.registry.installed;
  return new Map([...found.flat(), ...(plugin ? ([['Plugin', plugin.id]] as const) : [])]);
}
