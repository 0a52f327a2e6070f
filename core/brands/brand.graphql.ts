import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';

export function brandSchema({ builder }: Shared): void {
  const PluginState = builder.objectRef<{ id: string; isEnabled: boolean }>('PluginState');
  PluginState.implement({
    description: 'Whether a plugin is on: what parts of the API answer for this brand.',
    fields: (t) => ({
      pluginId: t.exposeString('id', { description: 'The plugin.' }),
      isEnabled: t.exposeBoolean('isEnabled', { description: 'Whether it is on.' }),
    }),
  });

  builder.prismaObject('Brand', {
    description: 'The brand in whose name this call is made.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Short name.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      language: t.exposeString('language', { description: 'Language of texts when the reader asks for none.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      timeZone: t.exposeString('timeZone', { description: 'Zone in which a day begins.' }),
      theme: t.expose('theme', { type: 'JSON', description: 'Colours and logo.' }),
      plugins: t.field({
        type: [PluginState],
        description: 'Installed plugins and whether they are on.',
        resolve: (_brand, _args, { kernel, activation }) =>
          kernel.registry.installed.map(({ id }) => ({ id, isEnabled: activation.isActive(id) })),
      }),
    }),
  });

  builder.queryField('brand', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'The brand in whose name this call is made.',
      extensions: needs('tariff.read'),
      resolve: (query, _root, _args, { db, brand }) => db.brand.findUniqueOrThrow({ ...query, where: { id: brand.id } }),
    }),
  );
}
