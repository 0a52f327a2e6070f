import { z } from 'zod';
import type { Prisma } from '#prisma';
import { activationRows, lockSwitches } from './activation.sql.ts';
import { Activation } from './activation.ts';
import { brandsOfTenant } from './brand-facts.ts';
import { asBrand, asOtherBrand, type TxCtx } from './context.ts';
import { DomainError } from './errors.ts';
import { emit, event } from './events.ts';
import type { Plugin } from './plugin.ts';
import type { Registry } from './registry.ts';
import { createSchedules, removeSchedules } from './schedules.ts';
import { forAnotherBrand, maskSettings, sealSettings } from './settings.ts';

/** A plugin was switched on or off, or got other settings, for a brand. */
export const pluginSwitched = event(
  'plugin.switched',
  z.object({ brandId: z.uuid(), pluginId: z.string(), isEnabled: z.boolean() }),
  'brandId',
);

export interface SwitchRequest {
  readonly pluginId: string;
  readonly enabled: boolean;
  /** Switching on: what happens to the events and jobs that were parked meanwhile. */
  readonly parked: 'resume' | 'drop';
}

/** What a person should know before they switch. */
export interface SwitchPreview {
  /** Why it is refused; empty = it can be done. */
  readonly obstacles: readonly string[];
  readonly parkedEvents: number;
  readonly parkedJobs: number;
  readonly openJobs: number;
  /** GraphQL fields that appear or go. */
  readonly fields: readonly string[];
  readonly schedules: readonly string[];
  /** In words: contracts that wait for it, and what the plugin itself says. */
  readonly notes: readonly string[];
}

interface Installed {
  readonly registry: Registry;
  /** "Type.field" -> plugin. */
  readonly fieldOwners: ReadonlyMap<string, string>;
  /** What core's own nouns say of a plugin that goes off. */
  readonly core: { readonly previewOff: (ctx: TxCtx, pluginId: string) => Promise<readonly string[]> };
}

/** Lists the effects of a switch without switching: in the caller's brand, or in all of the tenant's where it is switched for them. */
export async function previewSwitch(
  ctx: TxCtx,
  installed: Installed,
  { pluginId, enabled }: Pick<SwitchRequest, 'pluginId' | 'enabled'>,
): Promise<SwitchPreview> {
  const plugin = installedPlugin(installed.registry, pluginId);
  if (plugin.scope !== 'tenant') return previewInBrand(ctx, installed, { plugin, enabled });
  const previews: SwitchPreview[] = [];
  for (const brand of await brandsOfTenant(ctx)) {
    const there = inWordsFor(ctx.viewer.language, asOtherBrand(ctx, brand));
    const { obstacles, notes, ...preview } = await previewInBrand(there, installed, { plugin, enabled });
    const named = (text: string): string => `${brand.name}: ${text}`;
    previews.push({ ...preview, obstacles: obstacles.map(named), notes: notes.map(named) });
  }
  const [first] = previews;
  const sum = (of: 'parkedEvents' | 'parkedJobs' | 'openJobs'): number => previews.reduce((total, preview) => total + preview[of], 0);
  return {
    obstacles: previews.flatMap(({ obstacles }) => obstacles),
    ...{ parkedEvents: sum('parkedEvents'), parkedJobs: sum('parkedJobs'), openJobs: sum('openJobs') },
    ...{ fields: first?.fields ?? [], schedules: first?.schedules ?? [] },
    notes: previews.flatMap(({ notes }) => notes),
  };
}

/** Sees what the brand sees, and says it in the language of whoever asks. */
const inWordsFor = (language: string, ctx: TxCtx): TxCtx => ({ ...ctx, viewer: { ...ctx.viewer, language } });

async function previewInBrand(
  ctx: TxCtx,
  { registry, fieldOwners, core }: Installed,
  { plugin, enabled }: { readonly plugin: Plugin; readonly enabled: boolean },
): Promise<SwitchPreview> {
  const pluginId = plugin.id;
  const brandCtx = inWordsFor(ctx.viewer.language, asBrand(ctx));
  const { tx } = brandCtx;
  const mine = { name: { startsWith: `${pluginId}.` } };
  return {
    obstacles: await obstaclesTo(ctx, registry, { plugin, enabled }),
    parkedEvents: await tx.eventDelivery.count({ where: { pluginId, state: 'PARKED' } }),
    parkedJobs: await tx.jobRequest.count({ where: { ...mine, state: 'PARKED' } }),
    openJobs: await tx.jobRequest.count({ where: { ...mine, state: { in: ['WAITING', 'SENT'] } } }),
    fields: [...fieldOwners]
      .filter(([, owner]) => owner === pluginId)
      .map(([field]) => field)
      .sort(),
    schedules: (plugin.jobs ?? []).filter(({ schedule }) => schedule).map(({ name }) => name),
    notes: enabled ? [] : [...(await core.previewOff(brandCtx, pluginId)), ...((await plugin.previewOff?.(brandCtx)) ?? [])],
  };
}

/**
 * Flips a plugin for the caller's brand, or for all of the tenant's where it is switched for them: row, schedules, parked work,
 * log and event in one transaction. Nothing is deleted.
 */
export async function switchPlugin(ctx: TxCtx, registry: Registry, request: SwitchRequest): Promise<void> {
  const { pluginId, enabled, parked } = request;
  const plugin = installedPlugin(registry, pluginId);
  if (plugin.scope === 'tenant') return setPluginDefault(ctx, registry, request);
  const brandCtx = asBrand(ctx);
  const { tx } = brandCtx;
  await lockSwitches(tx, ctx.brand.id);

  const obstacles = await obstaclesTo(ctx, registry, { plugin, enabled });
  if (obstacles.length > 0) throw new DomainError('PLUGIN_SWITCH_REFUSED', obstacles.join('. '), { pluginId, obstacles });

  const before = (await activationRows(tx, ctx.brand.id, registry)).find((row) => row.pluginId === pluginId);
  if (before?.enabled === enabled) return;
  await writeRow(brandCtx, pluginId, { enabled });
  await follow(brandCtx, registry, { plugin, enabled, parked });
  await noteSwitch(ctx, { pluginId, before: { enabled: before?.enabled ?? false }, after: { enabled, parked } });
}

/**
 * Sets what holds for the tenant's brands that have no switch of their own; for all of them where the plugin is switched per tenant.
 * A brand for which it cannot be (something required is off there) refuses the whole, by name.
 */
export async function setPluginDefault(ctx: TxCtx, registry: Registry, { pluginId, enabled, parked }: SwitchRequest): Promise<void> {
  const plugin = installedPlugin(registry, pluginId);
  const inheriting: TxCtx[] = [];
  for (const brand of await brandsOfTenant(ctx)) {
    const brandCtx = asOtherBrand(ctx, brand);
    await lockSwitches(ctx.tx, brand.id);
    const hasOwn = plugin.scope !== 'tenant' && (await brandCtx.tx.pluginActivation.count({ where: { pluginId } })) > 0;
    const isAlready = (await activationRows(ctx.tx, brand.id, registry)).some(
      (row) => row.pluginId === pluginId && row.enabled === enabled,
    );
    if (hasOwn || isAlready) continue;
    const obstacles = await obstaclesTo(brandCtx, registry, { plugin, enabled });
    if (obstacles.length > 0)
      throw new DomainError('PLUGIN_SWITCH_REFUSED', `Brand "${brand.code}": ${obstacles.join('. ')}`, {
        pluginId,
        brand: brand.code,
        obstacles,
      });
    inheriting.push(brandCtx);
  }

  await writeDefault(ctx, pluginId, { enabled });
  for (const brandCtx of inheriting) {
    await follow(brandCtx, registry, { plugin, enabled, parked });
    await noteSwitch(brandCtx, { pluginId, before: { enabled: !enabled }, after: { enabled, parked, by: 'tenant default' } });
  }
}

/** What a new brand brings about for the plugins that are on for it from the start, because the tenant says so. */
export async function beginPlugins(brandCtx: TxCtx): Promise<void> {
  const { registry } = brandCtx.activation;
  const rows = await activationRows(brandCtx.tx, brandCtx.brand.id, registry);
  const isOn = (id: string): boolean => rows.some(({ pluginId, enabled }) => pluginId === id && enabled);
  for (const plugin of registry.installed) if (isOn(plugin.id)) await follow(brandCtx, registry, { plugin, enabled: true, parked: 'drop' });
}

/** What became of a plugin that another brand was to have as well; off while secrets are missing or something is in its way. */
export interface CopiedPlugin {
  readonly isOn: boolean;
  readonly missing: readonly string[];
  readonly obstacles: readonly string[];
}

/** Gives another brand of the tenant a plugin, with the settings that it has in this one. Secrets stay behind: they are entered again. */
export async function copyPlugin(from: TxCtx, to: TxCtx, pluginId: string): Promise<CopiedPlugin> {
  const { registry } = to.activation;
  const plugin = installedPlugin(registry, pluginId);
  const known = (await activationRows(from.tx, from.brand.id, registry)).find((row) => row.pluginId === pluginId);
  const { open, left: missing } = forAnotherBrand(known?.settings ?? {}, plugin.settings?.own);
  const isOn = (await activationRows(to.tx, to.brand.id, registry)).some((row) => row.pluginId === pluginId && row.enabled);
  await writeRow(to, pluginId, { enabled: isOn, settings: open });
  const obstacles = missing.length > 0 ? [] : await obstaclesTo(to, registry, { plugin, enabled: true });
  if (missing.length + obstacles.length > 0) return { isOn, missing, obstacles };
  await switchPlugin(to, registry, { pluginId, enabled: true, parked: 'drop' });
  return { isOn: true, missing, obstacles };
}

/** What a switch brings about in one brand: the plugin's own word, schedules, parked work, the event. */
async function follow(
  brandCtx: TxCtx,
  registry: Registry,
  { plugin, enabled, parked }: { plugin: Plugin } & Omit<SwitchRequest, 'pluginId'>,
): Promise<void> {
  const { tx, brand, vault } = brandCtx;
  const switchedCtx = { ...brandCtx, activation: new Activation(registry, await activationRows(tx, brand.id, registry), vault) };
  if (enabled) {
    await plugin.onActivate?.(switchedCtx);
    await createSchedules(brandCtx, plugin);
    await releaseParked(brandCtx, plugin.id, parked);
  } else {
    await plugin.onDeactivate?.(switchedCtx);
    await removeSchedules(brandCtx, plugin);
  }
  await emit(brandCtx, pluginSwitched, { brandId: brand.id, pluginId: plugin.id, isEnabled: enabled });
}

/** Changes a plugin's settings for the caller's brand, or the tenant's where it is switched for all. Secrets that are left out stay. */
export async function configurePlugin(
  ctx: TxCtx,
  registry: Registry,
  { pluginId, settings }: { pluginId: string; settings: Readonly<Record<string, unknown>> },
): Promise<void> {
  const plugin = installedPlugin(registry, pluginId);
  if (!plugin.settings) throw new DomainError('PLUGIN_HAS_NO_SETTINGS', `pluginId: "${pluginId}" has no settings`, { pluginId });
  const brandCtx = asBrand(ctx);
  await lockSwitches(brandCtx.tx, ctx.brand.id);

  const before = (await activationRows(brandCtx.tx, ctx.brand.id, registry)).find((row) => row.pluginId === pluginId);
  const stored = before?.settings ?? {};
  const enabled = before?.enabled ?? false;
  const sealed = sealSettings(plugin.settings, settings, { stored, vault: ctx.vault });
  const isOfTenant = plugin.scope === 'tenant';
  await (isOfTenant ? writeDefault : writeRow)(isOfTenant ? ctx : brandCtx, pluginId, { enabled, settings: sealed });
  for (const brand of isOfTenant ? await brandsOfTenant(ctx) : [ctx.brand]) {
    const reached = asOtherBrand(ctx, brand);
    await noteSwitch(reached, { pluginId, before: maskSettings(stored), after: maskSettings(sealed) });
    await emit(reached, pluginSwitched, { brandId: brand.id, pluginId, isEnabled: enabled });
  }
}

function installedPlugin(registry: Registry, pluginId: string): Plugin {
  const plugin = registry.byId.get(pluginId);
  if (!plugin)
    throw new DomainError(
      'PLUGIN_NOT_INSTALLED',
      `pluginId: "${pluginId}" is not installed; ask for one of: ${[...registry.byId.keys()].join(', ')}`,
      { pluginId },
    );
  return plugin;
}

async function obstaclesTo(ctx: TxCtx, registry: Registry, { plugin, enabled }: { plugin: Plugin; enabled: boolean }): Promise<string[]> {
  const activation = new Activation(registry, await activationRows(ctx.tx, ctx.brand.id, registry), ctx.vault);
  const active = registry.installed.filter(({ id }) => activation.isActive(id));
  if (!enabled) {
    return active
      .filter(({ requires = [] }) => requires.includes(plugin.id))
      .map(({ id }) => `"${id}" requires "${plugin.id}": switch "${id}" off first`);
  }
  const missing = (plugin.requires ?? [])
    .filter((id) => !activation.isActive(id))
    .map((id) => `"${plugin.id}" requires "${id}": switch "${id}" on first`);
  const clashing = active
    .filter(({ id, conflicts = [] }) => plugin.conflicts?.includes(id) || conflicts.includes(plugin.id))
    .map(({ id }) => `"${plugin.id}" conflicts with "${id}": switch "${id}" off first`);
  return [...missing, ...clashing, ...settingsObstacles(plugin, activation)];
}

function settingsObstacles({ id, settings }: Plugin, activation: Activation): string[] {
  if (!settings) return [];
  try {
    activation.settings(settings);
    return [];
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    return cause.issues.map(({ path, message }) => `Setting ${path.join('.')} of "${id}": ${message}`);
  }
}

interface Change {
  readonly enabled: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

async function writeRow({ tx, viewer }: TxCtx, pluginId: string, change: Change): Promise<void> {
  const known = { where: { pluginId }, select: { settings: true } } as const;
  const inherited = (await tx.pluginActivation.findFirst(known)) ?? (await tx.pluginDefault.findFirst(known));
  const settings = (change.settings ?? inherited?.settings ?? {}) as Prisma.InputJsonObject;
  const data = { enabled: change.enabled, settings, updatedBy: viewer.name, updatedAt: new Date() };
  const { count } = await tx.pluginActivation.updateMany({ where: { pluginId }, data: { ...data, revision: { increment: 1 } } });
  if (count === 0) await tx.pluginActivation.create({ data: { pluginId, ...data } });
}

async function writeDefault(ctx: TxCtx, pluginId: string, { enabled, settings }: Change): Promise<void> {
  const { tx, viewer } = asBrand(ctx);
  const data = {
    ...{ enabled, updatedBy: viewer.name, updatedAt: new Date() },
    ...(settings && { settings: settings as Prisma.InputJsonObject }),
  };
  const { count } = await tx.pluginDefault.updateMany({ where: { pluginId }, data });
  if (count === 0) await tx.pluginDefault.create({ data: { pluginId, ...data } });
}

async function releaseParked({ tx }: TxCtx, pluginId: string, parked: SwitchRequest['parked']): Promise<void> {
  const isResumed = parked === 'resume';
  await tx.eventDelivery.updateMany({ where: { pluginId, state: 'PARKED' }, data: { state: isResumed ? 'DUE' : 'DROPPED' } });
  await tx.jobRequest.updateMany({
    where: { name: { startsWith: `${pluginId}.` }, state: 'PARKED' },
    data: { state: isResumed ? 'WAITING' : 'DROPPED' },
  });
}

async function noteSwitch(ctx: TxCtx, { pluginId, before, after }: { pluginId: string; before: object; after: object }): Promise<void> {
  await asBrand(ctx).tx.auditEntry.create({
    data: {
      by: ctx.viewer.name,
      action: 'plugin.switched',
      subject: pluginId,
      before: before as Prisma.InputJsonObject,
      after: after as Prisma.InputJsonObject,
    },
  });
}
