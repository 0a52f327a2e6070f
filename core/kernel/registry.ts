import { BootError } from './errors.ts';
import type { AnyJob } from './jobs.ts';
import { type Commodity, PLUGIN_API, type Plugin } from './plugin.ts';

/** What core itself does at events, in jobs and at points. It is always on and no brand can switch it off. */
export const CORE = 'core';

/** All installed plugins, checked, each after those it requires or wants before it. Core's own module comes first. */
export interface Registry {
  readonly all: readonly Plugin[];
  /** Without core's own module: what a tenant can switch. */
  readonly installed: readonly Plugin[];
  readonly byId: ReadonlyMap<string, Plugin>;
  /** Ids of those that are switched per tenant. */
  readonly ofTenants: readonly string[];
  readonly jobs: ReadonlyMap<string, { readonly pluginId: string; readonly job: AnyJob }>;
  /** All that is sold in this installation, core's own first, by code. */
  readonly commodities: ReadonlyMap<string, { readonly pluginId: string; readonly commodity: Commodity }>;
}

export function createRegistry(core: Plugin, plugins: readonly Plugin[]): Registry {
  checkEach(plugins);
  const installed = sorted(plugins);
  const all = [core, ...installed];
  return {
    all,
    installed,
    byId: new Map(installed.map((plugin) => [plugin.id, plugin])),
    ofTenants: installed.filter(isOfTenant).map(({ id }) => id),
    jobs: new Map(all.flatMap(({ id, jobs = [] }) => jobs.map((job) => [job.name, { pluginId: id, job }] as const))),
    commodities: commoditiesOf(all),
  };
}

function checkEach(plugins: readonly Plugin[]): void {
  const ids = new Set<string>();
  for (const plugin of plugins) {
    const [fault] = faultsOf(plugin, ids);
    if (fault) throw new BootError(`Plugin "${plugin.id}": ${fault}`);
    ids.add(plugin.id);
  }
  for (const { id, requires = [] } of plugins) {
    const missing = requires.find((other) => !ids.has(other));
    if (missing)
      throw new BootError(`Plugin "${id}" requires "${missing}", which is not installed; add it to plugins.config.ts or remove "${id}"`);
  }
  for (const { id, requires = [] } of plugins.filter(isOfTenant)) {
    const narrower = plugins.find((other) => requires.includes(other.id) && !isOfTenant(other));
    if (narrower)
      throw new BootError(
        `Plugin "${id}" is switched per tenant and requires "${narrower.id}", which each brand switches for itself; give both the same scope`,
      );
  }
}

const isOfTenant = ({ scope }: Plugin): boolean => scope === 'tenant';

function faultsOf({ id, api, permissions = {}, jobs = [], settings }: Plugin, taken: ReadonlySet<string>): string[] {
  const foreign = (names: readonly string[], what: string) =>
    names.filter((name) => !name.startsWith(`${id}.`)).map((name) => `the ${what} "${name}" must begin with "${id}."`);
  return [
    ...(ID.test(id) && id !== CORE ? [] : ['the id must be kebab-case (like "price-watch") and not "core"']),
    ...(taken.has(id) ? ['is listed twice in plugins.config.ts; remove one line'] : []),
    ...(api === PLUGIN_API ? [] : [`was written for plugin API ${api}, this installation has ${PLUGIN_API}; install a version that fits`]),
    ...foreign(Object.keys(permissions), 'permission'),
    ...foreign(
      jobs.map(({ name }) => name),
      'job',
    ),
    ...(settings && settings.pluginId !== id ? [`its settings belong to "${settings.pluginId}"; call defineSettings('${id}', …)`] : []),
  ];
}

/** Contracts keep the code: two that mean different things by one code would sell each other's. */
function commoditiesOf(all: readonly Plugin[]): Registry['commodities'] {
  const known = new Map<string, { readonly pluginId: string; readonly commodity: Commodity }>();
  for (const { id: pluginId, commodities = [], locales = {} } of all) {
    for (const commodity of commodities) {
      const { code } = commodity;
      const other = known.get(code);
      const fault = other
        ? `the commodity "${code}" is declared by "${other.pluginId}" already; choose another code`
        : commodityFault(commodity, Object.entries(locales));
      if (fault) throw new BootError(`Plugin "${pluginId}": ${fault}`);
      known.set(code, { pluginId, commodity });
    }
  }
  return known;
}

function commodityFault(
  { code, unit }: Commodity,
  locales: readonly (readonly [string, Readonly<Record<string, string>>])[],
): string | null {
  if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code) || code.length > 40)
    return `the commodity "${code}" must be UPPER_SNAKE (like "DISTRICT_COOLING"), at most 40 letters`;
  if (unit.trim() === '') return `the commodity "${code}" has no unit; say what a year of it is counted in`;
  const nameless = locales.length === 0 ? 'en' : locales.find(([, texts]) => !texts[`commodity.${code}`])?.[0];
  return nameless === undefined ? null : `the commodity "${code}" has no name; add the text "commodity.${code}" in "${nameless}"`;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Dependencies first; otherwise the order of plugins.config.ts. */
function sorted(plugins: readonly Plugin[]): readonly Plugin[] {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const done: Plugin[] = [];
  const open = new Set<string>();

  const visit = (plugin: Plugin, path: readonly string[]): void => {
    if (done.includes(plugin)) return;
    if (open.has(plugin.id))
      throw new BootError(`Plugins wait for each other: ${[...path, plugin.id].join(' -> ')}; remove one "requires" or "after"`);
    open.add(plugin.id);
    for (const id of [...(plugin.requires ?? []), ...(plugin.after ?? [])]) {
      const before = byId.get(id);
      if (before) visit(before, [...path, plugin.id]);
    }
    done.push(plugin);
  };
  for (const plugin of plugins) visit(plugin, []);
  return done;
}
