import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sha256 } from '../core/access/tokens.ts';
import { startEmbeddedPostgres } from '../core/db/embedded.ts';
import { migrate } from '../core/db/migrate.ts';
import { fromRoot } from '../core/root.ts';
import { seedDemo } from '../prisma/seed.ts';
import { fill } from './fill.ts';

export interface BenchDatabase {
  readonly connectionString: string;
  /** As the cluster's administrator. */
  readonly admin: string;
  readonly dataDir: string;
  readonly brandId: string;
  /** May read and write everything of the brand, as often as it likes. */
  readonly apiKey: string;
  readonly stop: () => Promise<void>;
}

const API_KEY = `vk_benchkey_${'b'.repeat(43)}`;
const quiet = { info: () => undefined, warn: () => undefined };

/** A PostgreSQL of the product's own kind, filled once and kept below the system's temporary directory. */
export async function openDatabase(rows: number, say: (line: string) => void): Promise<BenchDatabase> {
  const dataDir = join(tmpdir(), `voltkontor-bench-${rows}-${stateOfTables()}`);
  const server = await startEmbeddedPostgres({ dataDir, log: quiet });
  try {
    const done = join(dataDir, 'filled');
    if (!existsSync(done)) {
      say(`Filling ${dataDir} with ${rows.toLocaleString('en')} contracts, once …`);
      await fillNew(server, rows);
      writeFileSync(done, new Date().toISOString());
    }
    const brandId = await withClient(server.connectionString, async (client) => {
      const { rows: found } = await client.query<{ id: string }>("select id from brand where code = 'a'");
      return String(found[0]?.id);
    });
    return {
      connectionString: server.connectionString,
      admin: server.adminConnectionString,
      dataDir,
      brandId,
      apiKey: API_KEY,
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Another state of the tables is another directory. */
function stateOfTables(): string {
  const hash = createHash('sha256').update(readFileSync(fromRoot('bench/fill.ts')));
  for (const name of readdirSync(fromRoot('prisma/migrations')).sort()) hash.update(name);
  return hash.digest('hex').slice(0, 8);
}

async function fillNew(
  { connectionString, adminConnectionString }: { connectionString: string; adminConnectionString: string },
  rows: number,
) {
  await migrate(connectionString, { log: quiet });
  await seedDemo({ connectionString });
  await withClient(adminConnectionString, async (admin) => {
    const { rows: brands } = await admin.query<{ id: string }>('select id from brand order by code');
    const [a, b] = brands.map(({ id }) => id);
    if (!a || !b) throw new Error('The demo has no two brands any more: adapt bench/fill.ts');
    await fill(admin, { rows, brands: [a, b] });
    await giveKey(admin, a, API_KEY);
  });
}

/** A key of a brand that may do everything. It is no secret: its database holds invented rows and listens on this machine alone. */
export const giveKey = (client: pg.Client, brandId: string, key: string): Promise<unknown> =>
  client.query(
    `insert into api_key (id, brand_id, name, prefix, secret_hash, scopes, rate_limit, created_by)
     values (gen_random_uuid(), $1, 'bench', $3, $2, '{read:*,write:*}', 1000000000, 'bench')`,
    [brandId, sha256(key), key.split('_')[1]],
  );

/** A database of its own on the same server, dropped afterwards. */
export async function withDatabase<T>({ admin, connectionString }: BenchDatabase, work: (url: string) => Promise<T>): Promise<T> {
  const name = `bench_${process.pid}_${Date.now().toString(36)}`;
  const own = new URL(connectionString);
  await withClient(admin, (client) => client.query(`create database ${name} owner ${own.username}`));
  own.pathname = `/${name}`;
  try {
    await migrate(own.href, { log: quiet });
    return await work(own.href);
  } finally {
    await withClient(admin, (client) => client.query(`drop database ${name} with (force)`));
  }
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
