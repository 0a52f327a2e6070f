import { randomUUID } from 'node:crypto';
import type { Plugin } from '../kernel/plugin.ts';
import type { TestApp } from './app.ts';
import { readPluginSchema } from './plugin-contract.schema.ts';

const tablesIn = (folder: string): string[] => readPluginSchema(folder).tables.map(({ model, table }) => table ?? model);

export async function countRows({ root }: TestApp, folder: string): Promise<{ table: string; count: number }[]> {
  const counts: { table: string; count: number }[] = [];
  for (const table of tablesIn(folder)) {
    const [row] = await root.$queryRawUnsafe<{ count: number }[]>(`select count(*)::int as count from "${table}"`);
    counts.push({ table, count: row?.count ?? 0 });
  }
  return counts;
}

/** Tables without the trigger that keeps a row in its brand: their migration lacks `select fence_brands();`. */
export async function unfencedTables({ root }: TestApp, folder: string): Promise<string[]> {
  const rows = await root.$queryRawUnsafe<{ table: string }[]>(`
    select c.relname as "table" from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'brand_is_immutable'`);
  const fenced = new Set(rows.map(({ table }) => table));
  return tablesIn(folder).filter((table) => !fenced.has(table));
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly label: string | null;
}

/** Puts a made-up row of brand a into each table of a plugin. */
export const fillTables =
  (plugin: Plugin, folder: string) =>
  async ({ root, brands }: TestApp): Promise<void> => {
    for (const table of tablesIn(folder)) {
      const columns = await root.$queryRawUnsafe<Column[]>(
        `select a.attname as name, t.typname as type, (select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder limit 1) as label
         from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and (not a.atthasdef or a.attname = 'brand_id')`,
        `"${table}"`,
      );
      const values = columns.map((column) => (column.name === 'brand_id' ? brands.a : madeUp(plugin, table, column)));
      const targets = columns.map(({ name, type }, index) => ({ name: `"${name}"`, value: `$${index + 1}::text::"${type}"` }));
      await root.$executeRawUnsafe(
        `insert into "${table}" (${targets.map(({ name }) => name).join()}) values (${targets.map(({ value }) => value).join()})`,
        ...values,
      );
    }
  };

function madeUp({ id }: Plugin, table: string, { name, type, label }: Column): string {
  if (label !== null) return label;
  const value = type.startsWith('_') ? '{}' : SAMPLES[type];
  if (value === undefined) throw new Error(`${id}: no made-up value for ${table}.${name} (${type}); give pluginContract "rows"`);
  return value === NEW_ID ? randomUUID() : value;
}

const NEW_ID = 'a new id';
const SAMPLES: Readonly<Record<string, string>> = {
  uuid: NEW_ID,
  text: 'x',
  varchar: 'x',
  bool: 'true',
  int2: '1',
  int4: '1',
  int8: '1',
  numeric: '1',
  float8: '1',
  date: '2026-01-01',
  timestamp: '2026-01-01T00:00:00Z',
  timestamptz: '2026-01-01T00:00:00Z',
  json: '{}',
  jsonb: '{}',
  bytea: '\\x00',
};
