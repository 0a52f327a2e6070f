// npm run build: the Prisma client, the bundle dist/main.mjs and the surfaces in dist/admin, each only when it is older than what it
// is made of. "--types" makes what is generated alone, for "npm run dev" and the type check,
// "--client" the Prisma client alone. start.mjs calls build() too.
// Plain JavaScript: it runs before anything is built.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const BUNDLE = join(root, 'dist', 'main.mjs');
const CLIENT = join(root, 'generated');
const OPERATIONS = join(root, 'generated', 'admin');
const PAGES = join(root, 'dist', 'admin');

/** Are the tools to build with installed? They are development dependencies: "npm ci --omit=dev" leaves them out. */
export const canBuild = () =>
  ['prisma/package.json', 'esbuild/package.json', 'vite/package.json'].every((name) => resolveFrom(name) !== null);

/** Does what was built belong to the sources that lie here? An image may hold dist/ alone. */
export const isFresh = () =>
  !existsSync(join(root, 'core/main.ts')) || (readMark(BUNDLE) === hashOf(sources()) && readMark(PAGES) === hashOf(pageSources()));

export async function build({ log = console.log } = {}) {
  buildClient({ log });
  await buildBundle({ log });
  await buildOperations({ log });
  await buildPages({ log });
}

/** generated/: Prisma client and the types for Pothos. */
export function buildClient({ log = console.log } = {}) {
  const hash = hashOf([...schemaFiles(), 'node_modules/prisma/package.json', 'node_modules/@pothos/plugin-prisma/package.json']);
  const isComplete = ['prisma/client.ts', 'pothos/index.ts'].every((name) => existsSync(join(CLIENT, name)));
  if (isComplete && readMark(join(CLIENT, 'prisma')) === hash) return;
  const began = Date.now();
  try {
    execFileSync(process.execPath, [resolveFrom('prisma/build/index.js'), 'generate'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter), // the Pothos generator is found by its name
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // never run; without it Prisma downloads an engine that the client does not need
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    });
  } catch (error) {
    throw new Error(`"prisma generate" failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`, { cause: error });
  }
  writeMark(join(CLIENT, 'prisma'), hash);
  log(`Prisma client made in ${Date.now() - began} ms`);
}

/** generated/admin: the typed operations of the surfaces, and dist/operations.json, by which the server knows them. */
export async function buildOperations({ log = console.log } = {}) {
  const operations = [...filesBelow('admin'), ...filesBelow('plugins')].filter((path) => path.endsWith('.graphql'));
  const hash = hashOf(['schema.graphql', 'scripts/build-admin.mjs', ...operations]);
  if (readMark(OPERATIONS) === hash && existsSync(join(root, 'dist', 'operations.json'))) return;
  const began = Date.now();
  const { makeOperations } = await import('./build-admin.mjs');
  await makeOperations(root);
  writeMark(OPERATIONS, hash);
  log(`Operations made in ${Date.now() - began} ms`);
}

/** dist/admin: the surfaces in the browser. */
async function buildPages({ log }) {
  const hash = hashOf(pageSources());
  if (existsSync(PAGES) && readMark(PAGES) === hash) return;
  const began = Date.now();
  const { makePages } = await import('./build-admin.mjs');
  await makePages(root);
  writeMark(PAGES, hash);
  log(`Surfaces made in ${Date.now() - began} ms`);
}

/**
 * Packages that come into the bundle with ours: a thousand small files that each start would look for one by one, a third of
 * its time. The others stay where they are: they bring programs, files or a WebAssembly, or load their parts by name.
 */
const BUNDLED =
  /^(graphql|graphql-yoga|graphql-jit|@pothos\/.+|@escape\.tech\/.+|fastify|fastify-plugin|@fastify\/.+|@opentelemetry\/.+|zod|decimal\.js|temporal-polyfill|csv-parse|csv-stringify|cockatiel|croner|date-holidays|ibantools|otpauth|undici)$/;

/** CommonJS packages inside an ES module ask for these. */
const COMMON_JS = `import { createRequire as vkRequire } from 'node:module';
import { dirname as vkDirname } from 'node:path';
import { fileURLToPath as vkPath } from 'node:url';
const require = vkRequire(import.meta.url);
const __filename = vkPath(import.meta.url);
const __dirname = vkDirname(__filename);`;

/** What runs by itself: the process, and the threads that it starts. Name in dist/ -> source. */
const ENTRIES = { main: 'core/main.ts', 'letter.worker': 'core/documents/letter.worker.ts' };

/** dist/main.mjs, and beside it its threads: our own files and small packages in one. */
async function buildBundle({ log }) {
  const hash = hashOf(sources());
  if (existsSync(BUNDLE) && readMark(BUNDLE) === hash) return;
  const began = Date.now();
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: dirname(BUNDLE),
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: packagesOutside(),
    banner: { js: COMMON_JS },
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) replaceFile(path, contents);
  writeMark(BUNDLE, hash);
  log(`Bundle made in ${Date.now() - began} ms`);
}

function packagesOutside() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !BUNDLED.test(name));
  return names.flatMap((name) => [name, `${name}/*`]);
}

/** The Prisma client follows from the schema and the locked versions, so it is not among them. */
const sources = () => [
  ...[...filesBelow('core'), ...filesBelow('plugins'), ...filesBelow('prisma', ['migrations'])].filter(isSource),
  ...ROOT_FILES,
];
const ROOT_FILES = ['package.json', 'package-lock.json', 'plugins.config.ts', 'scripts/build.mjs'];
/** Everything that a page is made of: texts, styles and the operations' schema too. */
const pageSources = () => [
  ...filesBelow('admin').filter((path) => !path.endsWith('.test.ts')),
  ...filesBelow('plugins').filter((path) => PLUGIN_PAGES.test(path)),
  ...['schema.graphql', 'package-lock.json', 'scripts/build-admin.mjs'],
];
const PLUGIN_PAGES = /^plugins\/[^/]+\/((admin|web)\.tsx$|(admin|web|locales)\/)/;
const isSource = (path) => /\.(ts|js|mjs|json|prisma)$/.test(path) && !path.endsWith('.test.ts');
const schemaFiles = () => [...filesBelow('prisma', ['migrations']), ...filesBelow('plugins')].filter((path) => path.endsWith('.prisma'));

function filesBelow(folder, without = []) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !without.some((name) => path.startsWith(`${folder}/${name}/`)));
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const path of [...new Set(paths)].sort()) {
    if (statSync(join(root, path), { throwIfNoEntry: false })?.isFile()) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

const markOf = (product) => `${product}.made-of`;
const readMark = (product) => (existsSync(markOf(product)) ? readFileSync(markOf(product), 'utf8') : null);

const writeMark = (product, hash) => replaceFile(markOf(product), hash);

/** Whole or not at all: several processes may be started at once. */
function replaceFile(path, contents) {
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

function resolveFrom(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return null;
    throw error;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    if (!canBuild()) throw new Error('The build tools are not installed. Run "npm ci" without --omit=dev.');
    if (process.argv.includes('--client')) buildClient();
    else if (process.argv.includes('--types')) {
      buildClient();
      await buildOperations();
    } else await build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
