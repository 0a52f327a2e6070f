import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BootError } from '../kernel/errors.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { query } from '../testing/query.ts';
import { migrate } from './migrate.ts';
import { checksumOf } from './migration-files.ts';

const FIRST = '20260101000000_core_init';
const SECOND = '20260102000000_core_more';
const log = { info: () => undefined };

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ isEmpty: true });
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  put(FIRST, 'create table a (id int primary key);\ncreate table b (id int);');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function put(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}
const run = () => migrate(database.connectionString, { log, folder });
const sql = <Row extends Record<string, unknown>>(text: string) => query<Row>(database.connectionString, text);
const tables = async () =>
  (await sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`)).map(({ name }) => name);
const refusal = async (): Promise<string> => {
  const error = await run().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BootError);
  return error instanceof Error ? error.message : '';
};

describe('migrating', () => {
  it('applies what is new, in order, and nothing twice', async () => {
    expect(await run()).toEqual({ applied: [FIRST] });
    put(SECOND, 'alter table a add column name text;');
    expect(await run()).toEqual({ applied: [SECOND] });
    expect(await run()).toEqual({ applied: [] });
    expect(await tables()).toEqual(['_prisma_migrations', 'a', 'b']);
  });

  it("keeps Prisma's own records", async () => {
    await run();
    const [row] = await sql(`select *, finished_at >= started_at as is_finished from _prisma_migrations`);
    expect(row).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: checksumOf('create table a (id int primary key);\ncreate table b (id int);'),
      migration_name: FIRST,
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      is_finished: true,
    });
  });

  it('is done once when several processes start at the same time', async () => {
    const results = await Promise.all([run(), run(), run()]);
    expect(results.flatMap(({ applied }) => applied)).toEqual([FIRST]);
  });

  it('refuses a migration that was changed behind its back', async () => {
    await run();
    put(FIRST, 'create table c (id int);');
    expect(await refusal()).toContain(`${FIRST} was changed after it had been applied`);
  });

  it('does not take other line ends for a change', async () => {
    await run();
    put(FIRST, 'create table a (id int primary key);\r\ncreate table b (id int);');
    expect(await run()).toEqual({ applied: [] });
  });

  it('refuses a database that a newer release has migrated', async () => {
    put(SECOND, 'create table c (id int);');
    await run();
    rmSync(join(folder, SECOND), { recursive: true });
    expect(await refusal()).toContain(`${SECOND} was applied to this database and is missing`);
  });

  it('names the statement that fails and leaves the database as it was', async () => {
    await run();
    put(SECOND, '-- more\ncreate table c (id int);\n\nalter table nowhere add column x int;');
    expect(await refusal()).toMatch(
      new RegExp(`${SECOND} failed: statement 2, line 4 of migration.sql: relation "nowhere" does not exist`),
    );
    expect(await tables()).toEqual(['_prisma_migrations', 'a', 'b']);
    put(SECOND, 'create table c (id int);');
    expect(await run()).toEqual({ applied: [SECOND] });
  });

  it('runs outside a transaction where the first line asks for it', async () => {
    put(SECOND, '-- no-transaction\ncreate index concurrently b_id on b (id);');
    expect(await run()).toEqual({ applied: [FIRST, SECOND] });
  });

  it('does not go on over a migration that stopped half-way outside a transaction', async () => {
    put(SECOND, '-- no-transaction\ncreate table c (id int);\ncreate table c (id int);');
    expect(await refusal()).toContain('statement 2, line 3');
    expect(await refusal()).toContain(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${SECOND}'`);
    await sql(`drop table c; update _prisma_migrations set rolled_back_at = now() where migration_name = '${SECOND}'`);
    put(SECOND, '-- no-transaction\ncreate table c (id int);');
    expect(await run()).toEqual({ applied: [SECOND] });
  });

  it('says what is wrong with a folder that is no migration', async () => {
    mkdirSync(join(folder, 'draft'));
    expect(await refusal()).toContain('<yyyymmddhhmmss>_<owner>_<what>/migration.sql');
  });
});

describe('a database that cannot be reached', () => {
  const refusalOf = (change: (url: URL) => void): Promise<string> => {
    const url = new URL(database.connectionString);
    change(url);
    return migrate(url.href, { log, folder }).then(
      () => '',
      (reason: unknown) => (reason instanceof BootError ? reason.message : String(reason)),
    );
  };

  it('is named with the remedy and without the password', async () => {
    const absent = await refusalOf((url) => (url.port = '1'));
    expect(absent).toMatch(/DATABASE_URL: nothing answers at 127\.0\.0\.1:1\/.*Start PostgreSQL there/);
    expect(await refusalOf((url) => (url.pathname = 'nowhere'))).toContain('there is no such database');
    const denied = await refusalOf((url) => (url.password = 'secret-word'));
    expect(denied).toContain('refuses user or password');
    expect(denied).not.toContain('secret-word');
  });
});
