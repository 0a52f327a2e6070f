import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootError } from '../kernel/errors.ts';
import { createPrivateFile, PRIVATE, readIfThere } from '../process/files.ts';
import { commandOf, isAlive } from '../process/processes.ts';
import { type Binaries, canEnter, type ServerUser } from './postgres-binaries.ts';

/** The administrator of the cluster; the application has a role of its own. */
export const SUPERUSER = 'postgres';

/** Made before the cluster, so its presence says that this data directory has (or had) a database. */
export const passwordFile = (dataDir: string): string => join(dataDir, 'postgres-password');

export interface Place {
  readonly dataDir: string;
  /** Where a database goes whose data directory the user postgres cannot enter. */
  readonly systemDir: string;
  readonly user: ServerUser | null;
}

/**
 * The folder of the cluster. As root it lies below `systemDir` where the user postgres cannot enter the data directory.
 * A cluster that is there already is never passed over for a new one.
 */
export function clusterFolder({ dataDir, systemDir, user }: Place): string {
  const near = join(dataDir, 'postgres');
  if (user === null) return near;
  const far = join(systemDir, createHash('sha256').update(dataDir).digest('hex').slice(0, 16), 'postgres');
  const isReachable = canEnter(user, dataDir);
  if (existsSync(near) && !isReachable) {
    throw new BootError(
      `DATA_DIR: ${near} holds a database, but the user postgres can no longer enter ${dataDir}. ` +
        'Let it pass again ("chmod o+x" for every folder on the way), or start as the user who started before.',
    );
  }
  return existsSync(near) || (isReachable && !existsSync(far)) ? near : far;
}

/**
 * Makes the cluster if there is none and returns the password of its roles. It is made beside its place and renamed
 * when complete: what an interrupted start left can be told apart, and is made again.
 */
export function prepareCluster(folder: string, place: Place, binaries: Binaries): string {
  if (existsSync(folder)) checkCluster(folder, place, binaries);
  else create(folder, place, binaries);
  const password = readIfThere(passwordFile(place.dataDir))?.trim();
  if (password) return password;
  throw new BootError(`DATA_DIR: ${passwordFile(place.dataDir)} is missing. Bring it back from the backup of the data directory.`);
}

/** Ends a server that outlived a killed parent, and removes the mark of one that is gone. */
export async function stopOrphan(folder: string): Promise<number | null> {
  const mark = join(folder, 'postmaster.pid');
  const pid = Number(readIfThere(mark)?.split('\n')[0] ?? Number.NaN);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isServerOf(pid, folder)) {
    rmSync(mark, { force: true });
    return null;
  }
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    if (isServerOf(pid, folder)) tell(pid, signal, folder);
    if (await isGoneWithin(pid, seconds, folder)) return pid;
  }
  throw new BootError(`DATA_DIR: the PostgreSQL server with process id ${pid} still runs on ${folder} and does not end. Stop it by hand.`);
}

/** A process id may have been given to somebody else meanwhile: only a PostgreSQL of this very folder counts. */
function isServerOf(pid: number, folder: string): boolean {
  const command = commandOf(pid);
  return isAlive(pid) && command.includes('postgres') && ` ${command} `.includes(` -D ${folder} `);
}

function tell(pid: number, signal: NodeJS.Signals, folder: string): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    throw new BootError(
      `DATA_DIR: process ${pid} still runs PostgreSQL on ${folder} and belongs to another user. Stop it, or start as that user.`,
      {
        cause: error,
      },
    );
  }
}

async function isGoneWithin(pid: number, seconds: number, folder: string): Promise<boolean> {
  for (let waited = 0; waited < seconds * 1000; waited += 50) {
    if (!isServerOf(pid, folder)) return true;
    await sleep(50);
  }
  return false;
}

function checkCluster(folder: string, { user }: Place, { major }: Binaries): void {
  const wanted = user?.uid ?? process.getuid?.();
  const { uid } = statSync(folder);
  if (wanted !== undefined && uid !== wanted) {
    throw new BootError(
      `DATA_DIR: ${folder} belongs to user ${uid}, PostgreSQL would run as user ${wanted}. Start as the user who started before.`,
    );
  }
  const found = readIfThere(join(folder, 'PG_VERSION'))?.trim();
  if (found === major) return;
  throw new BootError(
    `DATA_DIR: ${folder} was made by PostgreSQL ${found ?? '(unknown)'}, installed is ${major}. ` +
      `Dump it with the former release and load the dump into an empty data directory, or set DATABASE_URL.`,
  );
}

function create(folder: string, { dataDir, user }: Place, { initdb }: Binaries): void {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  createPrivateFile(passwordFile(dataDir), `${randomBytes(24).toString('base64url')}\n`);
  const secret = `${draft}.password`;
  writeFileSync(secret, readIfThere(passwordFile(dataDir)) ?? '', { mode: PRIVATE });
  if (user) for (const path of [draft, secret]) chownSync(path, user.uid, user.gid);
  // Sorting by code point does not change with the system's libraries, so no index breaks by an update of them.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, `--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${secret}`, '--no-instructions', ...locale];
  const { status, stderr, error } = spawnSync(initdb, args, {
    ...user,
    cwd: draft,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  rmSync(secret, { force: true });
  if (status !== 0) throw new BootError(`PostgreSQL's initdb failed in ${draft}: ${error?.message ?? stderr.trim()}`);
  renameSync(draft, folder);
}
