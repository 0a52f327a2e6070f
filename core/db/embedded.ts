import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { BootError } from '../kernel/errors.ts';
import { codeOf } from '../process/files.ts';
import { takeLock } from '../process/lock.ts';
import { findBinaries, serverUser } from './postgres-binaries.ts';
import { clusterFolder, prepareCluster, SUPERUSER, stopOrphan } from './postgres-cluster.ts';
import { type Server, startServer } from './postgres-server.ts';

/** Role and database of the application; the role is not a superuser. */
const APPLICATION = 'voltkontor';
const SYSTEM_DIR = '/var/lib/voltkontor';

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Server settings over the defaults, such as fsync for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Work for the time in which the server is on its way and does not answer yet. */
  readonly meanwhile?: () => unknown;
  /** As root: where programs and data go if the user postgres cannot enter the data directory. */
  readonly systemDir?: string;
}

export interface EmbeddedPostgres {
  readonly connectionString: string;
  /** As the cluster's administrator: creates databases. */
  readonly adminConnectionString: string;
  stop(): Promise<void>;
  /** For a forced exit: tells the server to end and gives the data directory free, without waiting. */
  abandon(): void;
  /** Settles when the server ends, wanted or not. */
  readonly ended: Promise<void>;
}

/**
 * Starts a PostgreSQL of our own in `dataDir`, reachable on the loopback address only; makes cluster, role and database
 * on the first start and cleans up behind a killed process. Throws a BootError while another process uses the directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  makeDataDir(dataDir);
  const lock = takeLock(join(dataDir, 'lock'), dataDir);
  try {
    const { server, password } = await start(dataDir, options);
    const urlOf = (role: string) => `postgresql://${role}:${password}@127.0.0.1:${server.port}/${APPLICATION}`;
    return {
      connectionString: urlOf(APPLICATION),
      adminConnectionString: urlOf(SUPERUSER),
      ended: server.ended,
      stop: () => server.stop().finally(() => lock.release()),
      abandon() {
        server.abandon();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Ends what a killed process left running in a data directory that nobody uses any more, and deletes it. */
export async function discardDataDir(dataDir: string, systemDir = SYSTEM_DIR): Promise<void> {
  const folder = clusterFolder({ dataDir, systemDir, user: serverUser() });
  await stopOrphan(folder);
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
}

async function start(
  dataDir: string,
  { log, settings = {}, systemDir = SYSTEM_DIR, meanwhile = () => undefined }: EmbeddedOptions,
): Promise<{ server: Server; password: string }> {
  const user = serverUser();
  const binaries = findBinaries(user, systemDir);
  const cluster = clusterFolder({ dataDir, systemDir, user });
  if (!cluster.startsWith(dataDir)) log.warn(`The user postgres cannot enter ${dataDir}: the database is kept in ${cluster}`);
  const orphan = await stopOrphan(cluster);
  if (orphan) log.warn(`Stopped the PostgreSQL server (process ${orphan}) that a killed process had left behind`);
  const password = prepareCluster(cluster, { dataDir, systemDir, user }, binaries);
  const logFile = join(dataDir, 'postgres.log');
  const server = await startServer({ program: binaries.postgres, cluster, logFile, user, settings, meanwhile });
  try {
    await prepareDatabase(server.port, password);
  } catch (error) {
    await server.stop();
    throw error;
  }
  log.info(`PostgreSQL ${binaries.major} runs on 127.0.0.1:${server.port}, data in ${cluster}`);
  return { server, password };
}

async function prepareDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount: roles } = await client.query('select from pg_roles where rolname = $1', [APPLICATION]);
    if (!roles) await client.query(`create role ${APPLICATION} login password ${client.escapeLiteral(password)}`);
    const { rowCount: databases } = await client.query('select from pg_database where datname = $1', [APPLICATION]);
    if (!databases) await client.query(`create database ${APPLICATION} owner ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

/** As root the user postgres must be able to enter, so the folder itself is open; the secrets in it are not. */
function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new BootError(
      `DATA_DIR: ${dataDir} cannot be made (${codeOf(error)}). Make it, or set DATA_DIR to a directory that you may write to.`,
      {
        cause: error,
      },
    );
  }
}
