import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migration-files.ts';
import { expectedSchema, readSchemaFiles, readSnapshot } from './schema-files.ts';
import { schemaToSql } from './schema-sql.ts';

/** Objects that stand in migrations by hand because a Prisma schema cannot say them. `*` stands for any text. */
const HandWritten = z.array(z.strictObject({ object: z.string().min(1), reason: z.string().min(1) }));
export type HandWritten = z.infer<typeof HandWritten>;

export interface DriftCheck {
  /** A PostgreSQL server whose user may create databases. */
  readonly server: string;
  readonly root: string;
}

/**
 * Lays the migrations into one scratch database and the Prisma schema into another and compares what is there.
 * Returns one sentence for every difference that prisma/hand-written.json does not explain, and for every line of that
 * file that explains nothing any more.
 */
export async function findDrift({ server, root }: DriftCheck): Promise<string[]> {
  const wanted = await schemaToSql([], expectedSchema(readSchemaFiles(root), readSnapshot(root)));
  const migrations = await withScratch(server, async (url) => {
    await migrate(url, { folder: migrationsFolder(root), log: { info: () => undefined } });
    return catalogueOf(url);
  });
  const schema = await withScratch(server, (url) => catalogueOf(url, wanted));
  return compare({ migrations, schema, handWritten: readHandWritten(root) });
}

/** Pure part of findDrift. */
export function compare(sides: { migrations: Catalogue; schema: Catalogue; handWritten: HandWritten }): string[] {
  const { migrations, schema, handWritten } = sides;
  const rules = handWritten.map(({ object }) => ({ object, matches: matcher(object), isUsed: false }));
  const drift: string[] = [];
  for (const object of [...new Set([...migrations.keys(), ...schema.keys()])].sort()) {
    const sentence = difference(object, migrations.get(object), schema.get(object));
    if (sentence === null) continue;
    const explaining = rules.filter(({ matches }) => matches(object));
    for (const rule of explaining) rule.isUsed = true;
    if (explaining.length === 0) drift.push(sentence);
  }
  const idle = rules.filter(({ isUsed }) => !isUsed);
  return [...drift, ...idle.map(({ object }) => `prisma/hand-written.json: "${object}" explains no difference; remove it`)];
}

function difference(object: string, migrated: string | undefined, declared: string | undefined): string | null {
  if (migrated === declared) return null;
  if (migrated === undefined) return `${object}: declared in the Prisma schema, made by no migration (${declared})`;
  if (declared === undefined) return `${object}: made by the migrations, not declared in the Prisma schema (${migrated})`;
  return `${object}: the migrations make "${migrated}", the Prisma schema declares "${declared}"`;
}

const matcher = (pattern: string) => {
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  return (object: string) => expression.test(object);
};

const readHandWritten = (root: string): HandWritten =>
  HandWritten.parse(JSON.parse(readFileSync(join(root, 'prisma/hand-written.json'), 'utf8')));

async function withScratch<T>(server: string, use: (url: string) => Promise<T>): Promise<T> {
  const name = `scratch_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name} template template0`);
  try {
    const url = new URL(server);
    url.pathname = name;
    return await use(url.href);
  } finally {
    await query(server, `drop database ${name} with (force)`);
  }
}

const query = (url: string, sql: string): Promise<unknown> => withClient(url, (client) => client.query(sql));

const catalogueOf = (url: string, sql = ''): Promise<Catalogue> =>
  withClient(url, async (client) => {
    await client.query(sql);
    return readCatalogue(client);
  });

async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
