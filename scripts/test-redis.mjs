// npm run test:redis [-- <vitest options>]: what touches the queue, once more with Redis as its backend (REDIS_URL, default
// redis://127.0.0.1:6379). Job ids and queue names are the tests' own; nothing that is there is deleted.
import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';

const FILES = ['core/kernel/queue.test.ts', 'test/crash.test.ts', 'test/journey.test.ts'];
const url = process.env.REDIS_URL || 'redis://127.0.0.1:6379';

const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
redis.on('error', () => undefined); // connect() throws it as well
try {
  await redis.connect();
  await redis.ping();
} catch (error) {
  console.error(`REDIS_URL: no Redis answers at ${new URL(url).host} (${error.message}). Start one (redis-server), or set REDIS_URL.`);
  process.exit(1);
} finally {
  redis.disconnect();
}

const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...FILES, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, REDIS_URL: url },
});
vitest.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
