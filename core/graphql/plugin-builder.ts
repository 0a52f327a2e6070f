import { BootError } from '../kernel/errors.ts';
import type { Builder } from './builder.ts';

/** "Type.field" -> the plugin that declared it; "Type" alone for types. */
export type Owners = Map<string, string>;

/** What a plugin may declare: one field or one type at a time, so that each has a known owner. */
export type PluginBuilder = Pick<
  Builder,
  'queryField' | 'mutationField' | 'subscriptionField' | 'prismaObject' | 'prismaObjectField' | 'objectRef' | 'inputType' | 'enumType'
>;

const ROOT = { queryField: 'Query', mutationField: 'Mutation', subscriptionField: 'Subscription' } as const;

/** A builder that notes what `pluginId` declares and refuses what has an owner already. */
export function pluginBuilder(builder: Builder, pluginId: string, owners: Owners): PluginBuilder {
  const claim = (name: string): void => {
    const owner = owners.get(name);
    if (owner) throw new BootError(`GraphQL ${name}: declared by "${owner}" and by "${pluginId}"; rename one of the two`);
    owners.set(name, pluginId);
  };
  const rootField =
    (method: keyof typeof ROOT) =>
    (name: string, field: never): void => {
      claim(`${ROOT[method]}.${name}`);
      builder[method](name, field);
    };
  return {
    queryField: rootField('queryField'),
    mutationField: rootField('mutationField'),
    subscriptionField: rootField('subscriptionField'),
    prismaObject: builder.prismaObject.bind(builder),
    prismaObjectField: ((type: never, name: string, field: never) => {
      claim(`${String(type)}.${name}`);
      builder.prismaObjectField(type, name as never, field);
    }) as Builder['prismaObjectField'],
    objectRef: builder.objectRef.bind(builder),
    inputType: builder.inputType.bind(builder),
    enumType: builder.enumType.bind(builder),
  } as PluginBuilder;
}
