// npm run check:deletable [-- <id> … | all] [--start]: is the product whole without a plugin's folder and line? Type check,
// and with --start a first start. Without an id: each plugin alone, then all at once. Works on a copy; what requires the
// plugin goes with it, and so do the journeys across plugins in test/. Run by tsx.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyTree } from '../test/tree-copy.ts';
import { withoutPlugin } from './plugins-config.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { start: { type: 'boolean', default: false } } });
const installed = readdirSync('plugins').filter((id) => existsSync(join('plugins', id, 'plugin.ts')));
const asked = positionals.flatMap((id) => (id === 'all' ? installed : [id]));
const tries = positionals.length > 0 ? [asked] : [...installed.map((id) => [id]), installed];

for (const ids of tries) {
  const faults = await faultsWithout(ids);
  console.log(faults === '' ? `clean without ${ids.join(', ')}` : `NOT CLEAN without ${ids.join(', ')}:\n${faults}`);
  if (faults !== '') process.exitCode = 1;
}

async function faultsWithout(ids) {
  const { folder, discard } = copyTree();
  try {
    rmSync(join(folder, 'test'), { recursive: true, force: true });
    const list = join(folder, 'plugins.config.ts');
    for (const id of new Set(ids.flatMap((one) => [one, ...requiring(one)]))) {
      rmSync(join(folder, 'plugins', id), { recursive: true });
      writeFileSync(list, withoutPlugin(readFileSync(list, 'utf8'), id));
    }
    const faults =
      run(folder, ['scripts/build.mjs', '--types']) ||
      run(folder, ['node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', 'tsconfig.json']) ||
      run(folder, ['node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', 'admin']);
    return faults === '' && values.start ? await faultsOfStart(folder) : faults;
  } finally {
    discard();
  }
}

/** Plugins that name this one in `requires`, and those that require them. */
function requiring(id) {
  const direct = installed.filter((other) => {
    const [, list = ''] = /\brequires:\s*\[([^\]]*)\]/.exec(readFileSync(join('plugins', other, 'plugin.ts'), 'utf8')) ?? [];
    return list.includes(`'${id}'`);
  });
  return direct.flatMap((other) => [other, ...requiring(other)]);
}

/** What a program complains about; empty = nothing. */
function run(cwd, command) {
  try {
    execFileSync(process.execPath, command, { cwd, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return `${error.stdout ?? ''}${error.stderr ?? error.message}`.trim();
  }
}

/** Starts the demo on an empty data directory, as "npm start" does, until it greets; then ends it. */
async function faultsOfStart(folder) {
  const env = {
    ...process.env,
    DATA_DIR: join(folder, 'data'),
    PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
    REDIS_URL: '',
  };
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const greeted = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        said += text;
        if (said.includes('Voltkontor runs at')) resolve();
      });
    }
  });
  const ended = once(child, 'exit');
  await Promise.race([greeted, ended]);
  child.kill('SIGTERM');
  const [status] = await ended;
  return said.includes('Voltkontor runs at') && status === 0 ? '' : `does not start (status ${status}): ${said.trim()}`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
