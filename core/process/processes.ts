import { execFileSync } from 'node:child_process';
import { codeOf, readIfThere } from './files.ts';

/** Is there a process with this id, ours or another user's? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return codeOf(error) === 'EPERM'; // there, and another user's
  }
}

/** When the process began, as the system tells it: equal text means the same process, not one that got its number later. */
export function startOf(pid: number): string {
  return process.platform === 'linux' ? (statOf(pid)[19] ?? '') : ps(pid, 'lstart=');
}

/** The process's command line, words separated by blanks; empty where there is none. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  return (readIfGone(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ').trim();
}

const isZombie = (pid: number): boolean => process.platform === 'linux' && statOf(pid)[0] === 'Z';

/** The fields of /proc/<pid>/stat behind the name, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] {
  const text = readIfGone(`/proc/${pid}/stat`) ?? '';
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readIfGone(path: string): string | null {
  try {
    return readIfThere(path);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return null; // ended while we read
    throw error;
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return ''; // ps says "no such process" by its exit status
  }
}
