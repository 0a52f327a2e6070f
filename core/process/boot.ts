import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { assemble, buildApp, type Parts } from '../app.ts';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { migrate, withBootLock } from '../db/migrate.ts';
import type { Plugin } from '../kernel/plugin.ts';
import { loadPlaces } from '../places/place.load.ts';
import { fromRoot } from '../root.ts';
import { type DemoAccess, keepDemoAccess, readDemoAccess } from './demo-access.ts';
import { checkPort, serveApi, serveWorker } from './listen.ts';
import type { Shutdown } from './shutdown.ts';

export interface BootOptions {
  readonly config: Config;
  readonly plugins: readonly Plugin[];
  /** Loads the demo tenant into an empty database; null where the database has tenants. */
  readonly seedDemo: (options: { connectionString: string; config: Config }) => Promise<DemoAccess | null>;
  readonly log: Logger;
  readonly shutdown: Shutdown;
}

/**
 * Starts everything that this process is to be, in the order in which one thing needs another, and tells `shutdown` how
 * to end it. Returns the demo's access where the demo is on. Throws a BootError where the operator has to act.
 */
export async function boot({ config, plugins, seedDemo, log, shutdown }: BootOptions): Promise<DemoAccess | null> {
  if (config.isListening) await checkPort(config);
  let parts: Parts | null = null;
  const assembled = (): Parts => (parts ??= assemble(plugins));
  const connectionString = config.databaseUrl ?? (await startDatabase({ config, log, shutdown, meanwhile: assembled }));
  shutdown.check();
  await migrate(connectionString, { log });
  shutdown.check();
  await withBootLock(connectionString, () => loadPlaces({ connectionString, log }));
  shutdown.check();
  const access = config.isDemo && config.role !== 'worker' ? await withBootLock(connectionString, () => loadDemo()) : null;
  shutdown.check();

  const app = await buildApp({ config, parts: assembled(), connectionString, log, surfaces: fromRoot('dist') });
  let endApp = app.close;
  shutdown.add({ name: 'the application', close: () => endApp() });
  if (config.role !== 'web') await app.startWorkers();
  if (config.role !== 'worker') endApp = await serveApi(app, config);
  else if (config.isListening) shutdown.add({ name: 'the health service', close: await serveWorker(app.http, config) });
  return access;

  async function loadDemo(): Promise<DemoAccess | null> {
    const made = await seedDemo({ connectionString, config });
    if (!made) return readDemoAccess(config.dataDir);
    mkdirSync(config.dataDir, { recursive: true });
    keepDemoAccess(config.dataDir, { address: config.publicUrl, ...made });
    return made;
  }
}

interface StartOptions extends Pick<BootOptions, 'config' | 'log' | 'shutdown'> {
  readonly meanwhile: () => unknown;
}

async function startDatabase({ config, log, shutdown, meanwhile }: StartOptions): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log, meanwhile });
  let isWanted = true;
  const close = () => {
    isWanted = false;
    return server.stop();
  };
  shutdown.add({ name: 'PostgreSQL', close, abandon: server.abandon });
  void server.ended.then(() => {
    if (!isWanted) return;
    log.fatal(`PostgreSQL ended by itself; its last words are in ${config.dataDir}/postgres.log. Start again.`);
    shutdown.breakOff(1);
  });
  return server.connectionString;
}
