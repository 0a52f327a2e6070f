import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { BootError } from '../kernel/errors.ts';
import { connectAtBoot } from './connect.ts';
import { isSameFile, type Migration, migrationsFolder, readMigrations } from './migration-files.ts';
import { splitStatements } from './statements.ts';

/** The number that Prisma's own tool locks too: both never migrate at the same time. */
const MIGRATION_LOCK = 72_707_369;

export interface MigrateOptions {
  readonly log: { info(message: string): void };
  readonly folder?: string;
}

/**
 * Applies the migrations that the database has not seen, oldest first, and records them as Prisma does. Waits while
 * another process migrates. Throws a BootError, naming migration and remedy, when the history does not fit the folder or
 * a migration fails; a failed one leaves the database as it was before it.
 */
export async function migrate(
  connectionString: string,
  { log, folder = migrationsFolder() }: MigrateOptions,
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(folder);
  const client = await connectAtBoot(connectionString);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(HISTORY_TABLE);
    const seen = await readHistory(client);
    checkHistory(migrations, seen);
    const applied: string[] = [];
    for (const migration of migrations.filter(({ name }) => !seen.has(name))) {
      await apply(client, migration);
      log.info(`Migration ${migration.name} applied`);
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end(); // gives the lock back
  }
}

/** Does what only one of several starting processes may do at a time, such as filling an empty database. */
export async function withBootLock<T>(connectionString: string, work: () => Promise<T>): Promise<T> {
  const client = await connectAtBoot(connectionString);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

const HISTORY_TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

interface Entry {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

async function readHistory(client: pg.Client): Promise<Map<string, Entry>> {
  const { rows } = await client.query<Entry>(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null order by started_at',
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function checkHistory(migrations: readonly Migration[], seen: ReadonlyMap<string, Entry>): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of seen.values()) {
    const file = byName.get(name);
    if (!finished_at) {
      throw new BootError(
        `Migration ${name} stopped half-way and cannot be rolled back by itself. Undo by hand what it did, then mark it: ` +
          `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${name}'; the next start tries it again.`,
      );
    }
    if (!file) {
      throw new BootError(
        `Migration ${name} was applied to this database and is missing in prisma/migrations: the database belongs to a newer or ` +
          'another release. Start that release, or bring the folder back.',
      );
    }
    if (!isSameFile(file.sql, checksum)) {
      throw new BootError(
        `Migration ${name} was changed after it had been applied to this database. Bring the former file back, and put the change into a new ` +
          'migration ("npm run db:new").',
      );
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  if (!migration.isTransactional) return applyInSteps(client, migration);
  await client.query('begin'); // no rollback: after a failure the connection is closed, which rolls back
  await run(client, migration);
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
  await client.query('commit');
}

/** Outside a transaction a failure may leave half of it: so the attempt is recorded before, its end behind. */
async function applyInSteps(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  try {
    await run(client, migration);
  } catch (error) {
    await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, String(error)]);
    throw error;
  }
  await client.query('update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1', [id]);
}

async function run(client: pg.Client, { name, sql, isTransactional }: Migration): Promise<void> {
  for (const [index, statement] of splitStatements(sql).entries()) {
    try {
      await client.query(statement.sql);
    } catch (error) {
      const state = isTransactional ? 'The database is as it was before it.' : 'What it did before this statement stays.';
      throw new BootError(
        `Migration ${name} failed: statement ${index + 1}, line ${statement.line} of migration.sql: ${error instanceof Error ? error.message : String(error)}. ` +
          `${state} Correct the migration or the data, and start again.`,
        { cause: error },
      );
    }
  }
}
