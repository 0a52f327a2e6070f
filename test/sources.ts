import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../core/root.ts';

export interface Source {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files of these folders (or files), for checks that read the code itself. */
export const sourcesBelow = (...places: readonly string[]): Source[] =>
  places
    .flatMap(filesBelow)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(fromRoot(path), 'utf8') }));

function filesBelow(place: string): string[] {
  if (statSync(fromRoot(place)).isFile()) return [place];
  return readdirSync(fromRoot(place), { withFileTypes: true }).flatMap((entry) => {
    const path = join(place, entry.name).replaceAll('\\', '/');
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
