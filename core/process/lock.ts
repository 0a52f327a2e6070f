import { renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { BootError } from '../kernel/errors.ts';
import { codeOf, createPrivateFile, readIfThere } from './files.ts';
import { isAlive, startOf } from './processes.ts';

const HEARTBEAT_MS = 5_000;
/** A lock of another host (a container on the same volume) counts as long as its heartbeat is younger than this. */
const FOREIGN_LOCK_MS = 20_000;

const Holder = z.object({ pid: z.number().int().positive(), start: z.string(), host: z.string() });
type Holder = z.infer<typeof Holder>;

/**
 * Takes a data directory for this process alone. A lock that a killed process left behind is recognised and replaced.
 * Throws a BootError while another process holds it.
 */
export function takeLock(path: string, dataDir: string): { release(): void } {
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid), host: hostname() } satisfies Holder);
  while (!createPrivateFile(path, mine)) dropIfStale(path, dataDir);
  const beat = setInterval(() => touch(path), HEARTBEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (readIfThere(path) === mine) rmSync(path, { force: true });
    },
  };
}

/** Is the lock at this path held by a process that still runs? */
export function isLockHeld(path: string): boolean {
  const text = readIfThere(path);
  return text !== null && holderIn(text, path) !== null;
}

function dropIfStale(path: string, dataDir: string): void {
  const text = readIfThere(path);
  if (text === null) return;
  const holder = holderIn(text, path);
  if (holder) {
    const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
    throw new BootError(
      `DATA_DIR: ${dataDir} is already used by process ${holder.pid}${where}. Stop that process, or set DATA_DIR to another directory.`,
    );
  }
  moveAway(path, text);
}

/** The process that holds the lock, or null where the lock is stale. */
function holderIn(text: string, path: string): Holder | null {
  const parsed = Holder.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const holder = parsed.data;
  const isHeld = holder.host === hostname() ? isSameProcess(holder) : ageOf(path) < FOREIGN_LOCK_MS;
  return isHeld ? holder : null;
}

const isSameProcess = ({ pid, start }: Holder): boolean => isAlive(pid) && startOf(pid) === start;

/** Somebody else may have replaced the stale lock meanwhile: then theirs is put back. */
function moveAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readIfThere(aside);
  if (moved !== null && moved !== stale) createPrivateFile(path, moved);
  rmSync(aside, { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a torn file is nobody's lock
  }
}

const ageOf = (path: string): number => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
