import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { discardDataDir, startEmbeddedPostgres } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { isLockHeld } from '../process/lock.ts';
import { databaseOf, query } from './query.ts';

/** Where the databases of a test run come from; read by createTestDatabase. */
export interface TestServer {
  /** May create databases. */
  readonly admin: string;
  /** The role that the product runs as: owner of the test databases, not a superuser on the embedded server. */
  readonly application: string;
  /** Holds all migrations and nothing else; the name is the prefix of every database of the run. */
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

const PREFIX = 'voltkontor-test-';
const quiet = { info: () => undefined, warn: () => undefined };

/** One PostgreSQL for the whole run: TEST_DATABASE_URL if that is set, else one of our own in a temporary directory. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { admin, application, stop } = await start();
  const template = `test_${process.pid}_${Date.now().toString(36)}`;
  const dropAll = async () => {
    const names = await query<{ datname: string }>(admin, 'select datname from pg_database where datname like $1', [`${template}%`]);
    for (const { datname } of names) await query(admin, `drop database ${datname} with (force)`);
  };
  try {
    await query(admin, `create database ${template} owner ${new URL(application).username}`);
    await migrate(databaseOf(application, template), { log: quiet });
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('testServer', { admin, application, template });
  return async () => {
    await dropAll().finally(stop);
  };
}

async function start(): Promise<{ admin: string; application: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { admin: given, application: given, stop: async () => undefined };
  await discardLeftOvers();
  const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings });
  const stop = () => server.stop().then(() => discardDataDir(dataDir));
  return { admin: server.adminConnectionString, application: server.connectionString, stop };
}

/** A killed run leaves its server behind. A directory younger than a minute may belong to a run that is just starting. */
async function discardLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const isYoung = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 60_000;
    if (!isYoung && !isLockHeld(join(folder, 'lock'))) await discardDataDir(folder);
  }
}
