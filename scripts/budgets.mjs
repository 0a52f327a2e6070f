// npm run budgets: how much script and style a browser loads before a surface can be used, gzip. Fails above the limits.
// Counted are the module that the page names, everything it imports at once, and the texts of one language; then what plugins bring.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = 'dist/admin';
const LIMITS = { office: { js: 250, css: 40 }, order: { js: 120, css: 20 }, my: { js: 120, css: 20 } };

if (!existsSync(folder)) {
  console.error('dist/admin is missing: run "npm run build" first.');
  process.exit(1);
}

const TEXTS = [() => 'kit', (page) => page];
const sizes = new Map();
const kB = (path) => {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(folder, path)), { level: 9 }).length / 1000);
  return sizes.get(path);
};

/** Scripts and styles that a page names, and what its scripts import at once. */
function firstLoad(page) {
  const html = readFileSync(join(folder, `${page}.html`), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path);
  const scripts = new Set();
  const visit = (path) => {
    if (scripts.has(path)) return;
    scripts.add(path);
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) visit(`assets/${other}`);
  };
  for (const path of named) if (path.endsWith('.js')) visit(path);
  const texts = readdirSync(join(folder, 'assets')).filter(
    (name) => name.endsWith('.js') && TEXTS.some((file) => name.startsWith(`${file(page)}.de-`)),
  );
  return { js: [...scripts, ...texts.map((name) => `assets/${name}`)], css: named.filter((path) => path.endsWith('.css')) };
}

for (const [page, limits] of Object.entries(LIMITS)) {
  const loaded = firstLoad(page);
  for (const kind of ['js', 'css']) {
    const size = loaded[kind].reduce((sum, path) => sum + kB(path), 0);
    const isOver = size > limits[kind];
    console.log(`${page} ${kind}: ${size.toFixed(1)} of ${limits[kind]} kB in ${loaded[kind].length} files${isOver ? ' TOO MUCH' : ''}`);
    if (isOver) process.exitCode = 1;
  }
}

/**
 * What a plugin brings to a surface beyond what the surface has loaded by then, with the texts of one language; each part
 * together. Pages for people without an account stay within 120 kB together with what the customers' pages load anyway.
 */
const PLUGIN_LIMITS = { admin: { page: 'office', kB: 40 }, web: { page: 'my', kB: 20 } };
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));

function broughtBy(source, found = new Set()) {
  const chunk = manifest[source];
  if (!chunk || found.has(chunk.file) || source.endsWith('locales/en.json')) return found;
  found.add(chunk.file);
  for (const other of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) broughtBy(other, found);
  return found;
}

for (const source of Object.keys(manifest)) {
  const [, id, entry] = /plugins\/([^/]+)\/(admin|web)\.tsx$/.exec(source) ?? [];
  if (id === undefined) continue;
  const limit = PLUGIN_LIMITS[entry];
  const known = new Set(firstLoad(limit.page).js);
  const brought = [...broughtBy(source)].filter((path) => !known.has(path) && path.endsWith('.js'));
  const size = brought.reduce((sum, path) => sum + kB(path), 0);
  const isOver = size > limit.kB;
  console.log(`${id} ${entry}: ${size.toFixed(1)} of ${limit.kB} kB in ${brought.length} files${isOver ? ' TOO MUCH' : ''}`);
  if (isOver) process.exitCode = 1;
}
