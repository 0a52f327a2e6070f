// npm run budgets: how much script and style a browser loads before a surface can be used, gzip. Fails above the limits.
// Counted are the module that the page names, everything it imports at once, and the texts of one language.
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
