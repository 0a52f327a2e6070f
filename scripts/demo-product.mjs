// The product as `npm start` runs it, on the demo and a data directory of its own: for scripts that look at it in a browser.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../core/testing/free-port.ts';

const PATIENCE_MS = 120_000;

/** `close` ends it and removes its data. */
export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), 'voltkontor-demo-'));
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: data, LOG_LEVEL: 'error' };
  const product = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(product, 'exit');
  const close = async () => {
    product.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilReady(port);
  } catch (error) {
    await close();
    throw error;
  }
  const { signIns, apiKey } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'));
  const person = (name) => signIns.find(({ email }) => email.startsWith(`${name}@`));
  const { email, password } = person('office');
  return { address: `http://a.localhost:${port}`, person, installation: { port, apiKey, office: { email, password } }, close };
}

async function untilReady(port) {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(250)) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/health/ready`)).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // not listening yet
    }
  }
  throw new Error('the product did not become ready');
}
