import { z } from 'zod';
import { contractsWaitingFor } from '../contracts/contract.pending.ts';
import { type GraphQLContext, needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import type { Activation } from '../kernel/activation.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { PersonalDataRule, Plugin } from '../kernel/plugin.ts';
import { maskSettings } from '../kernel/settings.ts';
import { configurePlugin, previewSwitch, type SwitchPreview, setPluginDefault, switchPlugin } from '../kernel/switching.ts';
import { healthTypes } from './plugin-health.graphql.ts';
import { pluginHealth } from './plugin-health.service.ts';

/** An installed plugin with the switches of a brand. */
interface BrandPlugin {
  readonly plugin: Plugin;
  readonly activation: Activation;
}

/** Which plugins there are, which are on for this brand, and how to switch them. */
export function pluginSchema({ builder }: Shared): void {
  const Preview = builder.objectRef<SwitchPreview>('PluginSwitchPreview');
  Preview.implement({
    description: 'What a switch would do. Nothing is deleted in any case.',
    fields: (t) => ({
      obstacles: t.exposeStringList('obstacles', { description: 'Why it is refused; empty = it can be done.' }),
      parkedEvents: t.exposeInt('parkedEvents', { description: 'Events that wait since it was switched off.' }),
      parkedJobs: t.exposeInt('parkedJobs', { description: 'Jobs that wait since it was switched off.' }),
      openJobs: t.exposeInt('openJobs', { description: 'Jobs that would be parked.' }),
      fields: t.exposeStringList('fields', { description: 'Fields of this API that appear or go.' }),
      schedules: t.exposeStringList('schedules', { description: 'Recurring jobs that begin or stop.' }),
      notes: t.exposeStringList('notes', { description: 'In words: what waits for it.' }),
    }),
  });

  const HealthRef = healthTypes(builder);
  const PersonalData = builder.objectRef<PersonalDataRule>('PluginPersonalData');
  PersonalData.implement({
    description: 'A table in which a plugin keeps personal data.',
    fields: (t) => ({
      table: t.exposeString('model', { description: 'Its name.' }),
      subject: t.string({ description: 'Whose data it is: customer, order, contract or user.', resolve: ({ subject }) => subject.kind }),
      purpose: t.exposeString('purpose', { description: 'Why it is kept: purpose and legal basis.' }),
      disclosed: t.stringList({ description: 'Columns that a disclosure shows.', resolve: ({ disclose }) => [...disclose] }),
      forgotten: t.stringList({
        description: 'Columns that are emptied when the person is forgotten.',
        resolve: ({ anonymise }) => [...anonymise],
      }),
    }),
  });

  const ScopeRef = builder.enumType('PluginScope', {
    description: 'Who switches a plugin.',
    values: {
      BRAND: { description: 'Each brand for itself.' },
      TENANT: { description: 'The tenant, for all of its brands and with one set of settings.' },
    } as const,
  });
  const PluginRef = builder.objectRef<BrandPlugin>('Plugin');
  PluginRef.implement({
    description: 'An installed plugin, as it is for this brand.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ plugin }) => plugin.id }),
      version: t.string({ description: 'Its version.', resolve: ({ plugin }) => plugin.version }),
      summary: t.string({ description: 'What it does.', resolve: ({ plugin }) => plugin.summary }),
      scope: t.field({
        type: ScopeRef,
        description: 'Who switches it.',
        resolve: ({ plugin }) => (plugin.scope === 'tenant' ? 'TENANT' : 'BRAND'),
      }),
      isEnabled: t.boolean({
        description: 'Whether it is on for this brand.',
        resolve: ({ plugin, activation }) => activation.isActive(plugin.id),
      }),
      requires: t.stringList({ description: 'Plugins that must be on as well.', resolve: ({ plugin }) => [...(plugin.requires ?? [])] }),
      conflicts: t.stringList({ description: 'Plugins that must be off.', resolve: ({ plugin }) => [...(plugin.conflicts ?? [])] }),
      settings: t.field({
        type: 'JSON',
        nullable: true,
        description: 'Stored settings; a secret shows only that it is set.',
        resolve: async ({ plugin }, _args, ctx) => maskSettings(await storedSettings(ctx, plugin)),
      }),
      settingsSchema: t.field({
        type: 'JSON',
        nullable: true,
        description: 'JSON schema of the settings.',
        resolve: ({ plugin: { settings } }) => (settings ? z.toJSONSchema(settings.schema, { io: 'input', unrepresentable: 'any' }) : null),
      }),
      personalData: t.stringList({
        description: 'Tables with personal data and why they are kept.',
        resolve: ({ plugin: { personalData = [] } }) => personalData.map(({ model, purpose }) => `${model}: ${purpose}`),
      }),
      personalTables: t.field({
        type: [PersonalData],
        description: 'The same table by table: whose data, which columns, what becomes of them.',
        resolve: ({ plugin: { personalData = [] } }) => [...personalData],
      }),
      isOnByDefault: t.boolean({
        nullable: true,
        description: "What the tenant's brands have that have no switch of their own; null = the tenant says nothing, so it is off.",
        resolve: async ({ plugin }, _args, { db }) =>
          (await db.pluginDefault.findFirst({ where: { pluginId: plugin.id }, select: { enabled: true } }))?.enabled ?? null,
      }),
      health: t.field({
        type: HealthRef,
        description: 'How it does for this brand: errors, times, last runs.',
        extensions: needs('operations.read'),
        resolve: ({ plugin }, _args, ctx) => pluginHealth(ctx, plugin),
      }),
      preview: t.field({
        type: Preview,
        description: 'What switching it would do.',
        args: { enabled: t.arg.boolean({ required: true, description: 'true = on.' }) },
        resolve: ({ plugin }, { enabled }, ctx) =>
          inTransaction(ctx, (tx) => previewSwitch(tx, installed(ctx), { pluginId: plugin.id, enabled })),
      }),
    }),
  });

  builder.queryField('plugins', (t) =>
    t.field({
      type: [PluginRef],
      description: 'All installed plugins.',
      extensions: needs('plugin.read'),
      resolve: (_root, _args, { kernel, activation }) => kernel.registry.installed.map((plugin) => ({ plugin, activation })),
    }),
  );

  const Parked = builder.enumType('ParkedWork', {
    description: 'What happens to events and jobs that were parked while a plugin was off.',
    values: { RESUME: { description: 'They are worked off now.' }, DROP: { description: 'They are put aside; their rows stay.' } } as const,
  });

  builder.mutationField('switchPlugin', (t) =>
    t.field({
      type: PluginRef,
      description:
        "Switches a plugin for this brand, or for all of the tenant's where its scope says so, at once and without a restart. See `preview`.",
      extensions: needs('plugin.switch'),
      args: {
        pluginId: t.arg.id({ required: true, description: 'Which.' }),
        enabled: t.arg.boolean({ required: true, description: 'true = on.' }),
        parked: t.arg({ type: Parked, defaultValue: 'RESUME', description: 'When switching on.' }),
      },
      resolve: async (_root, { pluginId, enabled, parked }, ctx) => {
        await inTransaction(ctx, (tx) =>
          switchPlugin(tx, ctx.kernel.registry, { pluginId, enabled, parked: parked === 'DROP' ? 'drop' : 'resume' }),
        );
        return refreshed(ctx, pluginId);
      },
    }),
  );

  builder.mutationField('setPluginDefault', (t) =>
    t.field({
      type: PluginRef,
      description: "Switches a plugin for all of the tenant's brands that have no switch of their own.",
      extensions: needs('plugin.switch'),
      args: {
        pluginId: t.arg.id({ required: true, description: 'Which.' }),
        enabled: t.arg.boolean({ required: true, description: 'true = on.' }),
        parked: t.arg({ type: Parked, defaultValue: 'RESUME', description: 'When switching on.' }),
      },
      resolve: async (_root, { pluginId, enabled, parked }, ctx) => {
        const request = { pluginId, enabled, parked: parked === 'DROP' ? 'drop' : 'resume' } as const;
        await inTransaction(ctx, (tx) => setPluginDefault(tx, ctx.kernel.registry, request));
        return refreshed(ctx, pluginId);
      },
    }),
  );

  builder.mutationField('configurePlugin', (t) =>
    t.field({
      type: PluginRef,
      description:
        "Replaces a plugin's settings for this brand, or for all of the tenant's where its scope says so. A secret that is left out stays as it is.",
      extensions: needs('plugin.switch'),
      args: {
        pluginId: t.arg.id({ required: true, description: 'Which.' }),
        settings: t.arg({ type: 'JSON', required: true, description: 'See `settingsSchema`.' }),
      },
      resolve: async (_root, { pluginId, settings }, ctx) => {
        const values = z.record(z.string(), z.unknown()).safeParse(settings);
        if (!values.success) throw new DomainError('SETTINGS_INVALID', 'settings: must be an object; see settingsSchema');
        await inTransaction(ctx, (tx) => configurePlugin(tx, ctx.kernel.registry, { pluginId, settings: values.data }));
        return refreshed(ctx, pluginId);
      },
    }),
  );
}

const installed = ({ kernel, fieldOwners }: GraphQLContext) => ({
  registry: kernel.registry,
  fieldOwners,
  core: { previewOff: contractsWaitingFor },
});

async function storedSettings({ db }: GraphQLContext, { id, scope }: Plugin): Promise<Readonly<Record<string, unknown>>> {
  const stored = { where: { pluginId: id }, select: { settings: true } } as const;
  const row = scope === 'tenant' ? await db.pluginDefault.findFirst(stored) : await db.pluginActivation.findFirst(stored);
  return z.record(z.string(), z.unknown()).parse(row?.settings ?? {});
}

/** The plugin as it is after the switch; other fields of the same request keep the snapshot they began with. */
async function refreshed({ kernel, brand }: GraphQLContext, pluginId: string): Promise<BrandPlugin> {
  kernel.brands.forget(); // what the tenant says reaches its other brands
  const plugin = kernel.registry.byId.get(pluginId);
  if (!plugin) throw new DomainError('PLUGIN_NOT_INSTALLED', `pluginId: "${pluginId}" is not installed`, { pluginId });
  return { plugin, activation: await kernel.brands.activation(brand.id) };
}
