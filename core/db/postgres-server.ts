import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootError } from '../kernel/errors.ts';
import { PRIVATE, readIfThere } from '../process/files.ts';
import type { ServerUser } from './postgres-binaries.ts';

const START_ATTEMPTS = 4;
const STOP_MS = 30_000;

export interface ServerOptions {
  readonly program: string;
  readonly cluster: string;
  /** The server's own messages; begun anew at every start. */
  readonly logFile: string;
  readonly user: ServerUser | null;
  /** Over the defaults below. */
  readonly settings: Readonly<Record<string, string>>;
  /** Called while the server is on its way; what it throws ends the start. */
  readonly meanwhile: () => unknown;
}

export interface Server {
  readonly port: number;
  /** Rolls back what is open and ends cleanly. */
  stop(): Promise<void>;
  /** Tells it to end, without waiting: for a forced exit. */
  abandon(): void;
  /** Settles when the server ends, wanted or not. */
  readonly ended: Promise<void>;
}

/**
 * The server's own errors go to its log, a client's errors to the client alone: a refused value (in DETAIL) or a whole
 * statement may hold personal data.
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
};

/** Starts the server on a free port of the loopback address and waits until it takes connections. */
export async function startServer(options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = await tryStart(options);
    if (server) return server;
    // A port taken by somebody else in between, or the last processes of a killed server, which are gone in a moment.
    if (attempt === START_ATTEMPTS)
      throw new BootError(`PostgreSQL does not start: ${lastLines(options.logFile)} (see ${options.logFile})`);
    await sleep(400 * attempt);
  }
}

async function tryStart({ program, cluster, logFile, user, settings, meanwhile }: ServerOptions): Promise<Server | null> {
  const port = await freePort();
  const given = Object.entries({ ...DEFAULTS, ...settings, port: String(port) });
  const log = openSync(logFile, 'w', PRIVATE);
  // Detached: Ctrl+C reaches the whole terminal group, and the database has to outlive the requests that are drained.
  const child = spawn(program, ['-D', cluster, ...given.flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    ...user,
    cwd: cluster,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    meanwhile();
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
  if (!(await isReady(child, cluster))) return null;
  return { port, ended, stop: () => stop(child, ended), abandon: () => void child.kill('SIGINT') };
}

/** Line 8 of postmaster.pid says "ready" as soon as connections are taken. */
async function isReady(child: ChildProcess, cluster: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lines = readIfThere(join(cluster, 'postmaster.pid'))?.split('\n') ?? [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(15);
  }
  return false;
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
  await ended;
  clearTimeout(hurry);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

const lastLines = (logFile: string): string => (readIfThere(logFile) ?? '').trim().split('\n').slice(-3).join(' | ');
