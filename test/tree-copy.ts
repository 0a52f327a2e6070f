import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../core/root.ts';

export interface TreeCopy {
  readonly folder: string;
  readonly discard: () => void;
}

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules', 'generated', 'dist', 'data', 'coverage']);

/** The sources in a temporary directory, to try something on. Packages are shared; what is built or stored is not taken along. */
export function copyTree(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'voltkontor-copy-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another user
  for (const name of readdirSync(fromRoot('.')).filter((entry) => !LEFT_OUT.has(entry))) {
    cpSync(fromRoot(name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(fromRoot('node_modules'), join(folder, 'node_modules'));
  return { folder, discard: () => rmSync(folder, { recursive: true }) };
}
