import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../core/root.ts';

export interface Running {
  readonly address: string;
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
}

/** The product as its own process, as `npm start` runs it, on a database of the test. */
export function productOn(connectionString: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'voltkontor-process-'));
  return {
    demo: () =>
      JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { apiKey: string; signIns: { email: string; password: string }[] },
    start: async (more: Readonly<Record<string, string>> = {}): Promise<Running> => {
      const port = await freePort();
      const env = {
        ...process.env,
        DATABASE_URL: connectionString,
        DATA_DIR: dataDir,
        PORT: String(port),
        SECRET_KEY: 'test'.repeat(8),
        LOG_LEVEL: 'warn',
        ...more,
      };
      const child = spawn(process.execPath, [fromRoot('scripts/start.mjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const said: string[] = [];
      child.stdout.on('data', (text) => said.push(String(text)));
      child.stderr.on('data', (text) => said.push(String(text)));
      const address = `http://127.0.0.1:${port}`;
      await untilReady(address, child, said);
      return {
        address,
        kill: async (signal) => {
          const ended = once(child, 'exit');
          child.kill(signal);
          const [code] = (await ended) as [number | null];
          return code;
        },
      };
    },
  };
}

async function untilReady(address: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new Error(`the process ended:\n${said.join('')}`);
    try {
      if ((await fetch(`${address}/health/ready`)).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // not listening yet
    }
    await sleep(100);
  }
  throw new Error(`the process did not become ready:\n${said.join('')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
