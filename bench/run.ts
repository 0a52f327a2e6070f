import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fromRoot } from '../core/root.ts';
import { openDatabase } from './database.ts';
import type { Figure } from './figures.ts';
import { pinToLoadCore, startOnServerCore } from './machine.ts';
import { lists, orders, quotes } from './parts/http.ts';
import { kernel } from './parts/kernel.ts';
import { plugins } from './parts/plugins.ts';
import { start } from './parts/start.ts';
import { report } from './report.ts';

/** npm run bench: see bench/README.md. */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '2000' },
    only: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});
const { rows, rounds, seconds, warm } = {
  rows: Number(values.rows),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  warm: Number(values.warm),
};
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = values.only?.split(',');
const isWanted = (part: string): boolean => wanted === undefined || wanted.includes(part);

execFileSync(process.execPath, [fromRoot('scripts/build.mjs')], { stdio: 'inherit' });
const database = await openDatabase(rows, say);
pinToLoadCore();
const figures: Figure[] = [];
try {
  await http();
  if (isWanted('kernel')) figures.push(...(await kernel({ database, rounds: Math.min(rounds, 3), amount: Math.min(rows, 20_000), say })));
  if (isWanted('plugins')) figures.push(...(await plugins({ database, rounds: Math.min(rounds, 3), say })));
  if (isWanted('start')) {
    const dataDir = join(database.dataDir, 'start');
    figures.push(...(await start({ dataDir, rounds: Math.min(rounds, 3), idleSeconds: values.dry ? 1 : 20, say })));
  }
} finally {
  await database.stop();
}
await report(figures, { rows, rounds, seconds, isKept: !values.dry && wanted === undefined, say });

async function http(): Promise<void> {
  if (!['list', 'order', 'quote'].some(isWanted)) return;
  const dataDir = join(database.dataDir, 'product');
  mkdirSync(dataDir, { recursive: true });
  const port = 4_600 + (process.pid % 300);
  const product = await startOnServerCore({
    args: ['--enable-source-maps', 'dist/main.mjs'],
    env: {
      DATABASE_URL: database.connectionString,
      SECRET_KEY: 'bench'.repeat(8),
      DATA_DIR: dataDir,
      ROLE: 'web',
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      LOG_LEVEL: 'info',
    },
    ready: /Voltkontor runs/,
  });
  const limit = await startOnServerCore({
    args: ['--import', 'tsx', 'bench/limit/server.ts'],
    env: { BENCH_DATABASE: database.connectionString, BENCH_BRAND: database.brandId, BENCH_KEY: database.apiKey },
    ready: /^\{"port":/,
  });
  try {
    const rivals = { database, product: { ...product, said: { port } }, limit, rounds, seconds, warm, say };
    if (isWanted('list')) figures.push(...(await lists(rivals, rows)));
    if (isWanted('order')) figures.push(...(await orders(rivals)));
    if (isWanted('quote')) figures.push(...(await quotes(rivals)));
  } finally {
    await product.stop();
    await limit.stop();
  }
}
