// A copy of the sources to try something on, in a temporary directory; packages are shared, nothing built is taken along.
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEFT_OUT = new Set(['.git', 'node_modules', 'generated', 'dist', 'data', 'coverage']);

export function copyTree() {
  const folder = mkdtempSync(join(tmpdir(), 'voltkontor-copy-'));
  for (const name of readdirSync(root).filter((entry) => !LEFT_OUT.has(entry))) {
    cpSync(join(root, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, discard: () => rmSync(folder, { recursive: true }) };
}
