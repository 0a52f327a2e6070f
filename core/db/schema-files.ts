import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaFile } from './schema-sql.ts';

export const CORE = 'core';

/** The Prisma schema as it stands: base, core, and every installed plugin's; in a fixed order. */
export function readSchemaFiles(root: string): SchemaFile[] {
  const core = namesIn(root, 'prisma/core').filter((name) => name.endsWith('.prisma'));
  const plugins = namesIn(root, 'plugins').map((id) => `plugins/${id}/schema.prisma`);
  return ['prisma/schema.prisma', ...core.map((name) => `prisma/core/${name}`), ...plugins]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, content: readFileSync(join(root, path), 'utf8') }));
}

const namesIn = (root: string, folder: string): string[] => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : []);

/** Who owns the tables of a file: "core", or the id of a plugin. */
export const ownerOf = (path: string): string => /^plugins\/([^/]+)\//.exec(path)?.[1] ?? CORE;

/** The schema as of the last migration, kept beside the migrations: the SQL of the next one is the difference to it. */
export const snapshotPath = (root: string): string => join(root, 'prisma/migrations/schema.snapshot');

const HEADER = '// The Prisma schema as of the last migration. Written by "npm run db:new"; do not edit.\n';
const MARK = '//// ';

export function readSnapshot(root: string): SchemaFile[] {
  if (!existsSync(snapshotPath(root))) return [];
  const [, ...parts] = readFileSync(snapshotPath(root), 'utf8').split(new RegExp(`^${MARK}`, 'm'));
  return parts.map((part) => {
    const [path = '', ...lines] = part.split('\n');
    return { path, content: lines.join('\n') };
  });
}

/** The inverse of readSnapshot. */
export const printSnapshot = (files: readonly SchemaFile[]): string =>
  HEADER + files.map(({ path, content }) => `${MARK}${path}\n${content.trimEnd()}\n`).join('');

/**
 * The schema that the migrations should amount to: the files as they stand, and for a plugin whose folder was deleted its
 * last known ones, because its tables stay until a migration drops them.
 */
export function expectedSchema(files: readonly SchemaFile[], snapshot: readonly SchemaFile[]): SchemaFile[] {
  const present = new Set(files.map(({ path }) => ownerOf(path)));
  return [...files, ...snapshot.filter(({ path }) => !present.has(ownerOf(path)))];
}
