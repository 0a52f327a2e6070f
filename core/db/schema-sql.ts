import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** A Prisma schema file; the path stands in error messages and says who owns the tables. */
export interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The SQL that leads from one Prisma schema to another; from nothing where `from` is empty. Needs neither a database nor
 * Prisma's engine binary: only the engine's WebAssembly build, a development dependency.
 * Throws an Error with Prisma's own words when a schema is wrong.
 */
export async function schemaToSql(from: readonly SchemaFile[], to: readonly SchemaFile[]): Promise<string> {
  await load();
  const engine = await glue.SchemaEngine.new(
    { datamodels: to.map(({ path, content }) => [path, content]) },
    () => undefined,
    silentDatabase,
  );
  try {
    const { stdout } = await engine.diff({ from: target(from), to: target(to), script: true, exitCode: null, filters: NO_FILTERS });
    const sql = (stdout ?? '').replace(SCHEMA_PUBLIC, '').trim();
    return sql === '' || sql === NOTHING ? '' : `${sql}\n`;
  } finally {
    engine.free();
  }
}

const NO_FILTERS = { externalTables: [], externalEnums: [] };
/** It is there in every database, and to ask for it needs a right that the application's role may lack. */
const SCHEMA_PUBLIC = /^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n/;
const NOTHING = '-- This is an empty migration.';

const target = (files: readonly SchemaFile[]): glue.DiffTarget =>
  files.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: files.map(({ path, content }) => ({ path, content })) };

let loading: Promise<void> | undefined;
const load = (): Promise<void> => (loading ??= instantiate());

/** The package's own entry imports the .wasm file as a module, which Node 20 cannot; so it is put together here. */
async function instantiate(): Promise<void> {
  if (!hasSetter(glue)) throw new Error('@prisma/schema-engine-wasm has changed its entry: adapt core/db/schema-sql.ts');
  const path = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(path), { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/** Of the DOM's types, which this project has no other use for. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Readonly<Record<string, unknown>> } }>;
};

interface Setter {
  __wbg_set_wasm(exports: unknown): void;
}
const hasSetter = (module: object): module is Setter => '__wbg_set_wasm' in module;

/**
 * The engine greets a database when it is made ("is there a schema public, which version?"), and a diff between files
 * asks nothing more: so the greeting is answered here, and whatever else would be asked is an error.
 */
const answer = <T>(value: T) => ({ ok: true, value });
const refuse = (): never => {
  throw new Error('a diff between schema files must not ask the database');
};
const connection = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  errorRegistry: { consumeError: () => undefined },
  queryRaw: async () =>
    answer({ columnNames: ['exists', 'version', 'numeric_version'], columnTypes: [5, 7, 0], rows: [[true, 'PostgreSQL 18.0', 180_000]] }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  getConnectionInfo: () => answer({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => answer(undefined),
};
const connect = async () => answer(connection);
const silentDatabase = { ...connection, connect, connectToShadowDb: connect };
