import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { PrismaClient } from '#prisma';
import type { Config } from './config.ts';
import { coreModule } from './core.module.ts';
import { createCopyRows } from './db/copy-rows.ts';
import { createRootClient } from './db/root-client.ts';
import { listenToTidings } from './db/tidings.ts';
import { buildSchema } from './graphql/schema.ts';
import { createGraphQLServer } from './graphql/server.ts';
import { buildHttp } from './http/server.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import type { Log } from './kernel/context.ts';
import { createDemoClock } from './kernel/demo-clock.ts';
import { createTexts } from './kernel/i18n.ts';
import { installationId } from './kernel/installation.ts';
import { createBrandCache, type Kernel } from './kernel/kernel.ts';
import { observe } from './kernel/metrics.ts';
import type { Plugin } from './kernel/plugin.ts';
import { type Pump, startPump } from './kernel/pump.ts';
import { createQueue, type Queue } from './kernel/queue.ts';
import { CORE, createRegistry, type Registry } from './kernel/registry.ts';
import { safeLog } from './kernel/safe-log.ts';
import { listenToSignals } from './kernel/signals.ts';
import { createVault } from './kernel/vault.ts';
import { mailboxMailer } from './mail/mailbox.ts';

export interface AppOptions {
  readonly config: Pick<Config, 'redisUrl' | 'secretKeys' | 'isDemo' | 'isProduction' | 'trustProxy' | 'publicUrl' | 'metricsToken'>;
  readonly parts: Parts;
  /** A PostgreSQL with all migrations. */
  readonly connectionString: string;
  readonly log: Log;
  /** The real time, or the demo's, unless given. */
  readonly clock?: Clock;
  /** Where "npm run build" put the surfaces; the API alone is served where it is left out. */
  readonly surfaces?: string;
}

/** What is made of core and the installed plugins alone: it needs no database. */
export interface Parts extends ReturnType<typeof buildSchema> {
  readonly registry: Registry;
}

/** Puts core and plugins together; throws a BootError where a plugin does not fit. */
export function assemble(plugins: readonly Plugin[]): Parts {
  const registry = createRegistry(coreModule, plugins);
  return { registry, ...buildSchema(registry) };
}

export interface App {
  readonly http: FastifyInstance;
  readonly kernel: Kernel;
  readonly schema: GraphQLSchema;
  /** Delivers events and runs jobs in this process, until `close`. */
  readonly startWorkers: () => Promise<void>;
  /** Ends requests, events and jobs that run, then lets go of the database. */
  readonly close: () => Promise<void>;
}

/** The product around a database: used by the process, its workers and the tests. */
export async function buildApp({ config, parts, connectionString, log: given, clock, surfaces }: AppOptions): Promise<App> {
  const log = safeLog(given);
  const { registry, schema, owners } = parts;
  const root = createClient(connectionString, registry);
  const vault = createVault(config.secretKeys);
  const publicUrl = brandUrl(config.publicUrl);
  const demoClock = config.isDemo && !clock ? await createDemoClock(root) : null;
  const signals = await listenToSignals(connectionString, log);
  listenToTidings(root, signals.tell);
  const brands = createBrandCache({ root, registry, vault, publicUrl, signals });
  const kernel: Kernel = {
    root,
    registry,
    clock: clock ?? demoClock ?? systemClock,
    wallClock: clock ?? systemClock,
    isDemo: config.isDemo,
    demoClock,
    vault,
    mailer: mailboxMailer,
    signals,
    texts: createTexts(registry),
    log,
    brands,
    publicUrl,
    copyRows: createCopyRows(connectionString),
  };
  signals.subscribe(({ kind }) => {
    if (kind === 'clock') demoClock?.reload().catch((err: unknown) => log.error({ err }, 'the demo clock was not read'));
  });

  const graphql = createGraphQLServer({ schema, kernel, isProduction: config.isProduction });
  const http = await buildHttp({ kernel, config, graphql, owners, schema, surfaces: surfaces ?? null });
  let queue: Queue | null = null;
  let pump: Pump | null = null;

  return {
    http,
    kernel,
    schema,
    async startWorkers() {
      queue = createQueue({ connectionString, redisUrl: config.redisUrl, log, name: `voltkontor-${await installationId(root)}` });
      pump = await startPump(kernel, queue);
    },
    async close() {
      await http.close();
      await pump?.stop();
      await queue?.close();
      await signals.close();
      await root.$disconnect();
    },
  };
}

/** The unscoped client. Its statements leave their times by table and by the plugin whose table it is. */
function createClient(connectionString: string, { installed }: Registry): PrismaClient {
  const owners = installed.map(({ id }) => ({ plugin: id, prefix: id.replaceAll('-', '_') }));
  const ownerOf = (table: string) => owners.find(({ prefix }) => table.startsWith(prefix))?.plugin ?? CORE;
  return createRootClient(connectionString, (sql, ms) => {
    const [, table = 'other'] = TABLE.exec(sql) ?? [];
    observe('query', ms / 1_000, { table, plugin: ownerOf(table) });
  });
}

const TABLE = /(?:from|into|update)\s+(?:"?public"?\.)?"?(\w+)"?/i;

/** A brand's own host under the installation's protocol and port. */
const brandUrl =
  (publicUrl: string) =>
  (host: string | null): string => {
    if (host === null) return publicUrl;
    const url = new URL(publicUrl);
    url.hostname = host;
    return url.origin;
  };
