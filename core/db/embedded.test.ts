import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BootError } from '../kernel/errors.ts';
import { isAlive } from '../process/processes.ts';
import { fromRoot } from '../root.ts';
import { query } from '../testing/query.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const home = mkdtempSync(join(tmpdir(), 'embedded-'));
chmodSync(home, 0o755);
const dataDir = join(home, 'data');
const systemDir = join(home, 'system');
const messages: string[] = [];
const log = { info: () => undefined, warn: (message: string) => void messages.push(message) };
const start = (folder = dataDir) => startEmbeddedPostgres({ dataDir: folder, systemDir, log });
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** Another process that holds the data directory, as a running Voltkontor does. */
async function hold(): Promise<{ child: ChildProcess; connectionString: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fromRoot('core/testing/hold-postgres.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const connectionString = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('the other process ended')));
  });
  return { child, connectionString };
}

const postmaster = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const refusal = (folder?: string): Promise<string> =>
  start(folder).then(
    async (server) => server.stop().then(() => 'started'),
    (error: unknown) => (error instanceof BootError ? error.message : String(error)),
  );

describe('the embedded PostgreSQL', () => {
  it('makes a cluster anew where an earlier attempt was interrupted, refuses a second process and survives kill -9 of the first', async () => {
    mkdirSync(join(dataDir, 'postgres.new'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.new', 'half'), 'made');
    const first = await hold();
    await query(first.connectionString, 'create table kept as select 42 as answer');
    expect(await refusal()).toBe(
      `DATA_DIR: ${dataDir} is already used by process ${first.child.pid}. Stop that process, or set DATA_DIR to another directory.`,
    );

    const orphan = postmaster();
    first.child.kill('SIGKILL');
    await new Promise((resolve) => first.child.once('exit', resolve));
    expect(isAlive(orphan)).toBe(true);
    const second = await start();
    expect(messages.join()).toContain(`process ${orphan}`);
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);

    const ours = postmaster();
    await second.stop();
    expect(isAlive(orphan) || isAlive(ours)).toBe(false);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  }, 30_000);

  it('listens on the loopback address, in UTC, for a role that is no superuser, with its secrets closed to others', async () => {
    const server = await start();
    const [facts] = await query(
      server.connectionString,
      `select current_setting('is_superuser') as superuser, current_setting('listen_addresses') as address,
         current_setting('timezone') as zone, current_setting('fsync') as fsync`,
    );
    await server.stop();
    expect(facts).toEqual({ superuser: 'off', address: '127.0.0.1', zone: 'UTC', fsync: 'on' });
    for (const name of ['postgres-password', 'postgres.log']) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  });

  it('takes a recycled process id for what it is', async () => {
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: 1, start: 'another time', host: hostname() }));
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    expect(await refusal()).toBe('started');
  });

  it('respects a lock of another host as long as that shows signs of life', async () => {
    const lock = join(dataDir, 'lock');
    writeFileSync(lock, JSON.stringify({ pid: 1, start: '1', host: 'another-host' }));
    expect(await refusal()).toContain('process 1 on another-host');
    rmSync(lock);
  });

  it('does not touch a cluster of another version', async () => {
    const version = join(dataDir, 'postgres', 'PG_VERSION');
    const text = readFileSync(version, 'utf8');
    writeFileSync(version, '12\n');
    expect(await refusal()).toMatch(/made by PostgreSQL 12, installed is \d+\. Dump it/);
    writeFileSync(version, text);
  });

  it('runs as root and as a user below a folder that only its owner may enter, and finds its data again', async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const first = await start(join(closed, 'data'));
    await query(first.connectionString, 'create table kept as select 7 as answer');
    await first.stop();
    chmodSync(closed, 0o755);
    const second = await start(join(closed, 'data'));
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 7 }]);
    await second.stop();
  }, 30_000);

  it('says so when the data directory cannot be made', async () => {
    writeFileSync(join(home, 'file'), '');
    expect(await refusal(join(home, 'file', 'data'))).toContain('DATA_DIR: ');
  });
});
