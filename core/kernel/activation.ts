import type { HookHandler } from './hooks.ts';
import { type Tally, tallyOf } from './metrics.ts';
import type { Commodity } from './plugin.ts';
import type { Noted } from './plugin-health.ts';
import { CORE, type Registry } from './registry.ts';
import { openSettings, type Settings } from './settings.ts';
import type { Vault } from './vault.ts';

/** One plugin's state for one brand: the brand's own row, else the tenant's default. */
export interface ActivationRow {
  readonly pluginId: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A handler as it is called: found, sorted and counted once per snapshot. */
export interface Prepared {
  readonly pluginId: string;
  readonly handler: HookHandler;
  readonly tally: Tally;
  /** Where its runs are noted for the brand of the snapshot; found at the first. */
  noted: Noted | null;
}
const RANK = { early: 0, normal: 1, late: 2 } as const;

/** One brand's switches at one moment. Immutable, so a switch in the middle never gives half a behaviour. */
export class Activation {
  /** What is installed, switched on or not. */
  readonly registry: Registry;
  readonly #rows: ReadonlyMap<string, ActivationRow>;
  readonly #vault: Vault;
  readonly #handlers = new Map<string, readonly Prepared[]>();
  readonly #settings = new Map<string, unknown>();

  /** What the brand may sell, by code: core's own and those of plugins that are on. */
  readonly commodities: ReadonlyMap<string, Commodity>;

  /** The registry is sorted by dependency; the sort is stable and keeps that order inside a rank. */
  constructor(registry: Registry, rows: readonly ActivationRow[], vault: Vault) {
    this.registry = registry;
    this.#rows = new Map(rows.map((row) => [row.pluginId, row]));
    this.#vault = vault;
    this.commodities = new Map(
      [...registry.commodities].flatMap(([code, { pluginId, commodity }]) => (this.isActive(pluginId) ? [[code, commodity] as const] : [])),
    );
    const active = registry.all
      .filter(({ id }) => this.isActive(id))
      .flatMap(({ id, hooks = [] }) =>
        hooks.map((handler) => ({ pluginId: id, handler, tally: tallyOf({ plugin: id, point: handler.point }), noted: null })),
      )
      .sort((a, b) => RANK[a.handler.order] - RANK[b.handler.order]);
    for (const entry of active) this.#handlers.set(entry.handler.point, [...this.handlers(entry.handler.point), entry]);
  }

  isActive = (pluginId: string): boolean => pluginId === CORE || (this.#rows.get(pluginId)?.enabled ?? false);

  /** Off, but it was on once: what it misses now is parked. */
  isParked = (pluginId: string): boolean => this.#rows.get(pluginId)?.enabled === false;

  handlers = (point: string): readonly Prepared[] => this.#handlers.get(point) ?? [];

  /** The brand's settings of a plugin, checked and with defaults. */
  settings<T>({ pluginId, schema }: Settings<T>): T {
    const known = this.#settings.get(pluginId);
    if (known !== undefined) return known as T;
    const parsed = schema.parse(openSettings(this.#rows.get(pluginId)?.settings ?? {}, this.#vault));
    this.#settings.set(pluginId, parsed);
    return parsed;
  }
}
