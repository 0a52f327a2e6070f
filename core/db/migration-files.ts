import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootError } from '../kernel/errors.ts';
import { fromRoot } from '../root.ts';

export interface Migration {
  /** The folder's name: <yyyymmddhhmmss>_<owner>_<what>. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, as Prisma records it. */
  readonly checksum: string;
  /** Its first line says "-- no-transaction": for statements such as CREATE INDEX CONCURRENTLY. */
  readonly isTransactional: boolean;
}

export const migrationsFolder = (root = fromRoot('.')): string => join(root, 'prisma/migrations');

/** The migrations of a folder in Prisma's layout, oldest first. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new BootError(`The migrations are missing: ${folder}. Install the package again.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readMigration(folder, name));
}

export const checksumOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/** Git may have given the same file other line ends on another system: that is no change. */
export const isSameFile = (sql: string, checksum: string): boolean => {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum);
};

function readMigration(folder: string, name: string): Migration {
  const path = join(folder, name, 'migration.sql');
  if (!/^\d{14}_./.test(name) || !existsSync(path)) {
    throw new BootError(
      `${join(folder, name)} is not a migration: expected <yyyymmddhhmmss>_<owner>_<what>/migration.sql. Complete or remove it.`,
    );
  }
  const sql = readFileSync(path, 'utf8');
  return { name, sql, checksum: checksumOf(sql), isTransactional: !/^--\s*no-transaction\b/.test(sql) };
}
