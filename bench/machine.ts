import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fromRoot } from '../core/root.ts';

/** The server has this core for itself, the load the other one; PostgreSQL may use both. */
export const CORES = { server: 0, load: 1 } as const;

const canPin = availableParallelism() > 1 && hasTaskset();

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // another system, or a container without it: then nothing is pinned, and the report says so
  }
}

export const pinning = canPin ? 'server on one core, load on the other' : 'not pinned: taskset or a second core is missing';

export function pinToLoadCore(): void {
  if (canPin) execFileSync('taskset', ['-acp', String(CORES.load), String(process.pid)], { stdio: 'ignore' });
}

export interface Started {
  readonly child: ChildProcess;
  /** The first line of JSON that the process printed. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly stop: () => Promise<void>;
}

export interface Program {
  /** Arguments of node. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Ready as soon as it prints a line that this finds. */
  readonly ready: RegExp;
}

/** Starts a Node.js program on the server's core and waits until it is ready. */
export async function startOnServerCore({ args, env = {}, ready }: Program): Promise<Started> {
  const command = canPin ? ['taskset', '-c', String(CORES.server), process.execPath] : [process.execPath];
  const [program = process.execPath, ...before] = command;
  const child = spawn(program, [...before, ...args], {
    cwd: fromRoot('.'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const line = await new Promise<string>((resolve, reject) => {
    const take = (data: Buffer) => {
      output += data.toString();
      const found = output.split('\n').find((text) => ready.test(text));
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-4_000)}`)));
  });
  return {
    child,
    said: line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {},
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs a program to its end on the server's core; its last line is JSON. */
export async function runOnServerCore<T>(args: readonly string[], env: Readonly<Record<string, string>>): Promise<T> {
  const { said, stop } = await startOnServerCore({ args, env, ready: /^\{"result":/ });
  await stop();
  return said.result as T;
}

/** Processor time of a process so far, milliseconds: what other programs on the machine do hardly changes it. */
export function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10; // utime and stime in ticks of 10 ms
}

/** Resident memory, MB. */
export function memoryMb({ pid }: ChildProcess): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
