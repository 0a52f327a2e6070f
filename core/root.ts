import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of something below the package root, from the sources and from the bundle in dist/ alike. */
export const fromRoot = (path: string): string => join(root, path);

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (isOurs(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('core/root.ts stands outside its package: no package.json named "voltkontor" above it');
  return findRoot(parent);
}

function isOurs(file: string): boolean {
  try {
    return /"name":\s*"voltkontor"/.test(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false; // go on above
    throw error;
  }
}
