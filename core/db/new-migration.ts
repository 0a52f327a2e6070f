import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFolder } from './migration-files.ts';
import { CORE, ownerOf, printSnapshot, readSchemaFiles, readSnapshot, snapshotPath } from './schema-files.ts';
import { type SchemaFile, schemaToSql } from './schema-sql.ts';

export interface NewMigration {
  readonly root: string;
  /** <owner>_<what>; the owner is "core" or a plugin's id. */
  readonly name: string;
  readonly now: Date;
  /** For SQL written by hand: an empty migration, the snapshot stays. */
  readonly isEmpty?: boolean;
  /** Makes the owner's tables anew from nothing, in place of the migration of this name. Before the first release only. */
  readonly isReset?: boolean;
}

/**
 * Writes the next migration: what the owner's schema files gained since the last one. Other owners' changes wait for a
 * migration of their own; `waiting` names them. Throws an Error that tells what is wrong with the wish.
 */
export async function writeMigration(wish: NewMigration): Promise<{ file: string; sql: string; waiting: string[] }> {
  const { root, name, isEmpty = false } = wish;
  const files = readSchemaFiles(root);
  const snapshot = readSnapshot(root);
  const owner = ownerIn(name, [...files, ...snapshot]);
  const next = [...files.filter(isOf(owner)), ...snapshot.filter((file) => !isOf(owner)(file))].sort(byPath);

  const sql = isEmpty ? '' : await difference(wish, { owner, snapshot, next });
  const folder = folderFor(wish);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  writeFileSync(file, sql);
  writeFileSync(join(migrationsFolder(root), 'migration_lock.toml'), LOCK_FILE);
  if (!isEmpty) writeFileSync(snapshotPath(root), printSnapshot(next));
  return { file, sql, waiting: waitingOwners(files, isEmpty ? snapshot : next) };
}

const LOCK_FILE = '# Written by "npm run db:new", read by Prisma\'s own tools.\nprovider = "postgresql"\n';

const isOf = (owner: string) => (file: SchemaFile) => ownerOf(file.path) === owner;
const byPath = (a: SchemaFile, b: SchemaFile): number => Number(a.path > b.path) - Number(a.path < b.path);

function ownerIn(name: string, files: readonly SchemaFile[]): string {
  const owner = /^([a-z][a-z0-9-]*)_[a-z0-9][a-z0-9_-]*$/.exec(name)?.[1];
  const owners = [...new Set(files.map(({ path }) => ownerOf(path)))];
  if (owner && owners.includes(owner)) return owner;
  throw new Error(`"${name}" is not <owner>_<what> in lower case with a known owner. Owners with a schema: ${owners.join(', ')}.`);
}

interface Change {
  readonly owner: string;
  readonly snapshot: readonly SchemaFile[];
  readonly next: readonly SchemaFile[];
}

async function difference({ isReset = false }: NewMigration, { owner, snapshot, next }: Change): Promise<string> {
  const isCore = owner === CORE;
  // Plugins refer to core's enums at most, so core's own SQL is made without them; a plugin's is made beside core.
  const from = isReset ? (isCore ? [] : snapshot.filter((file) => !isOf(owner)(file))) : snapshot;
  const sql = await schemaToSql(from, isReset && isCore ? next.filter(isOf(owner)) : next);
  if (sql) return sql;
  throw new Error(`The schema files of "${owner}" ask for nothing new. For SQL written by hand add --empty.`);
}

function folderFor({ root, name, now, isReset = false }: NewMigration): string {
  const all = migrationsFolder(root);
  const names = existsSync(all)
    ? readdirSync(all)
        .filter((entry) => /^\d{14}_/.test(entry))
        .sort()
    : [];
  const former = names.filter((entry) => entry.slice(15) === name);
  if (former.length > 0 && !isReset) throw new Error(`There is a migration ${former[0]} already. Choose another name.`);
  for (const entry of former) rmSync(join(all, entry), { recursive: true });
  return join(all, former[0] ?? `${stampAfter(names.at(-1), now)}_${name}`);
}

/** Two migrations of one second, or of a clock that went back, still have an order. */
function stampAfter(last: string | undefined, now: Date): string {
  const stamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const previous = last?.slice(0, 14) ?? '';
  return stamp > previous ? stamp : String(BigInt(previous) + 1n);
}

function waitingOwners(files: readonly SchemaFile[], known: readonly SchemaFile[]): string[] {
  const text = new Map(known.map(({ path, content }) => [path, content.trim()]));
  const changed = files.filter(({ path, content }) => text.get(path) !== content.trim());
  return [...new Set(changed.map(({ path }) => ownerOf(path)))];
}
