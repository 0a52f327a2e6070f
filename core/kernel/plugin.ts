import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PluginBuilder } from '../graphql/plugin-builder.ts';
import type { Ctx, TxCtx } from './context.ts';
import type { EventHandler } from './events.ts';
import type { HookHandler } from './hooks.ts';
import type { AnyJob } from './jobs.ts';
import type { Settings } from './settings.ts';

/** The plugin API's major version. */
export const PLUGIN_API = 1;

/** What deletion, locking and disclosure do to a table that holds personal data. */
export interface PersonalDataRule {
  /** Prisma's name of the table. */
  readonly model: string;
  /** Whose data it is: the column that leads to them. */
  readonly subject: { readonly column: string; readonly kind: 'customer' | 'order' | 'contract' | 'user' };
  /** Columns that are emptied when the person is forgotten; the row stays. */
  readonly anonymise: readonly string[];
  /** Columns that a disclosure shows. */
  readonly disclose: readonly string[];
  /** Why it is kept, for the record of processing: purpose and legal basis. */
  readonly purpose: string;
}

/** Something that brands sell by contract. Its name for people is the text "commodity.<code>" in every language of the plugin. */
export interface Commodity {
  /** UPPER_SNAKE, unique in the installation. */
  readonly code: string;
  /** What a year of it is counted in: "kWh", "m3", "piece". */
  readonly unit: string;
  /** Whether it is delivered at a metering point. */
  readonly hasMeteringPoint: boolean;
  /** Name of the colour token and of the icon of the surfaces: colour is never the only signal. */
  readonly colour: string;
  readonly icon: string;
}

/** One frozen object says everything a plugin does. See docs/write-a-plugin.md. */
export interface Plugin {
  /** kebab-case, equals the folder name. Prefix of permissions, jobs, error codes and tables. */
  readonly id: string;
  readonly version: `${number}.${number}.${number}`;
  /** Major version of the plugin API this was written for. Checked at boot. */
  readonly api: typeof PLUGIN_API;
  /** One sentence for the person who decides whether to switch it on. */
  readonly summary: string;
  /** Must be installed, and switched on for the same brand. */
  readonly requires?: readonly string[];
  /** If installed, runs before this plugin. */
  readonly after?: readonly string[];
  readonly conflicts?: readonly string[];
  /** Who switches it: each brand for itself (unless it says otherwise), or the tenant, for all of its brands and with one set of settings. */
  readonly scope?: 'brand' | 'tenant';

  // biome-ignore lint/suspicious/noExplicitAny: erased on purpose; the typed object is what a plugin reads its settings with
  readonly settings?: Settings<any>;
  readonly permissions?: Readonly<Record<string, string>>;
  /** Language -> key -> text. All languages have the same keys. */
  readonly locales?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Every table of the plugin that holds personal data. */
  readonly personalData?: readonly PersonalDataRule[];
  /** Tables of the plugin that hold none. Together with personalData: all of its tables. */
  readonly impersonalTables?: readonly string[];

  /** What brands may sell besides core's own while the plugin is on for them. */
  readonly commodities?: readonly Commodity[];
  readonly hooks?: readonly HookHandler[];
  readonly events?: readonly EventHandler[];
  readonly jobs?: readonly AnyJob[];
  readonly graphql?: (builder: PluginBuilder) => void;
  /**
   * Mounted under /plugins/<id>, behind the activation check: webhooks, downloads. `contextOf` acts for the brand of the
   * request's host, with the plugin as the one who does it; who calls is the route's own question.
   */
  readonly routes?: (app: FastifyInstance, contextOf: (request: FastifyRequest) => Promise<Ctx>) => Promise<void>;
  /** Browser entries, relative to the plugin folder. Never imported by the server. */
  readonly admin?: './admin.tsx';
  readonly web?: './web.tsx';

  /** Per brand (also of a plugin of the tenant), in the transaction that flips the switch; throwing refuses it. */
  readonly onActivate?: (ctx: TxCtx) => Promise<void>;
  readonly onDeactivate?: (ctx: TxCtx) => Promise<void>;
  /** What a person should know before switching it off: one line an effect ("12 checks wait for a bureau"). */
  readonly previewOff?: (ctx: TxCtx) => Promise<readonly string[]>;
}

export const definePlugin = (plugin: Plugin): Plugin => Object.freeze(plugin);
