import { randomUUID } from 'node:crypto';
import pg from 'pg';

export type Row = Readonly<Record<string, unknown>>;
/** Table name -> the row that was written there. */
export type BrandRows = ReadonlyMap<string, Row>;

export interface Owner {
  readonly tenantId: string;
  readonly brandId: string;
  /** Stands in every text, so that a test finds it wherever it should not be. */
  readonly marker: string;
  /** Values that must mean something: table -> column -> value. */
  readonly given?: Readonly<Record<string, Row>>;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly length: number | null;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly labels: readonly string[] | null;
}

interface Link {
  readonly table: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
}

/** Not a brand's and not a tenant's rows. */
const OUTSIDE: ReadonlySet<string> = new Set(['tenant', 'brand', 'installation', 'schema_migration']);

/** Columns that name a core row without a foreign key. */
const BY_NAME: Readonly<Record<string, string>> = {
  partner_id: 'partner',
  order_id: 'order',
  contract_id: 'contract',
  user_id: 'app_user',
  subject: 'order',
  event_id: 'outbox_event',
};

/**
 * Writes one row into every table of a brand or tenant, plugins' tables too, read off the database itself: a new table is
 * covered the day it is added. Past the services, so that nothing is sent, decided or numbered.
 */
export async function fillBrand(connectionString: string, owner: Owner): Promise<BrandRows> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const columns = (await client.query<Column>(COLUMNS)).rows;
    const links = (await client.query<Link>(LINKS)).rows;
    const rows = new Map<string, Row>();
    for (const table of inOrder(columns, links)) {
      const values = valuesOf(
        columns.filter((column) => column.table === table),
        links.filter((link) => link.table === table),
        { owner, rows },
      );
      rows.set(table, await insert(client, table, values));
    }
    return rows;
  } finally {
    await client.end();
  }
}

const COLUMNS = `
  select c.table_name::text as "table", c.column_name::text as name, c.udt_name::text as type, c.character_maximum_length::int as length,
    c.is_nullable = 'YES' as "isNullable", c.column_default as "default",
    (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = c.udt_name) as labels
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
    and exists (select from information_schema.columns f where f.table_schema = 'public' and f.table_name = c.table_name and f.column_name in ('brand_id', 'tenant_id'))
  order by c.table_name, c.ordinal_position`;

const LINKS = `
  select k.conrelid::regclass::text as "table", k.confrelid::regclass::text as target,
    array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by i) as columns,
    array(select a.attname::text from unnest(k.confkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by i) as keys
  from pg_constraint k where k.contype = 'f'`;

/** Tables after those they point to, by a foreign key or by the name of a column. */
function inOrder(columns: readonly Column[], links: readonly Link[]): string[] {
  const pairs = [
    ...links,
    ...columns.flatMap(({ table, name }) => (BY_NAME[name] === undefined ? [] : [{ table, target: BY_NAME[name] }])),
  ];
  const open = new Set(columns.map(({ table }) => table).filter((table) => !OUTSIDE.has(table)));
  const done: string[] = [];
  while (open.size > 0) {
    const next = [...open].find((table) =>
      pairs.every(({ table: from, target }) => unquoted(from) !== table || unquoted(target) === table || !open.has(unquoted(target))),
    );
    if (next === undefined) throw new Error(`Tables point to each other: ${[...open].join(', ')}`);
    open.delete(next);
    done.push(next);
  }
  return done;
}

const unquoted = (table: string): string => table.replaceAll('"', '');

function valuesOf(
  columns: readonly Column[],
  links: readonly Link[],
  { owner, rows }: { owner: Owner; rows: ReadonlyMap<string, Row> },
): Row {
  const linked = new Map<string, unknown>();
  for (const { target, columns: from, keys } of links) {
    const row = rows.get(unquoted(target));
    for (const [index, name] of from.entries()) linked.set(name, row?.[keys[index] ?? ''] ?? null);
  }
  return Object.fromEntries(
    columns.flatMap((column) => {
      const value = valueFor(column, { owner, linked, rows });
      return value === undefined ? [] : [[column.name, value]];
    }),
  );
}

interface Known {
  readonly owner: Owner;
  readonly linked: ReadonlyMap<string, unknown>;
  readonly rows: ReadonlyMap<string, Row>;
}

function valueFor(column: Column, known: Known): unknown {
  const { table, name } = column;
  const fixed = known.owner.given?.[table]?.[name] ?? fence(name, known.owner);
  if (fixed !== undefined) return fixed;
  if (known.linked.has(name)) return known.linked.get(name);
  if (column.default !== null && !column.default.startsWith('NULL')) return undefined;
  return table === 'membership' && name === 'role' ? 'PARTNER' : invented(column, known);
}

/** Brand and tenant, whatever the column is called. */
function fence(name: string, { brandId, tenantId }: Owner): string | undefined {
  return { brand_id: brandId, member_of: brandId, brand_of: brandId, sells: brandId, tenant_id: tenantId }[name];
}

function invented({ table, name, type, length, labels, isNullable }: Column, { owner, rows }: Known): unknown {
  if (labels) return labels[0];
  const named = rows.get(BY_NAME[name] ?? '')?.id;
  if (type === 'uuid') return named ?? (isNullable ? null : randomUUID());
  if (type === 'int8' && named !== undefined) return named;
  if (type === 'timestamptz') return isNullable ? null : '2030-01-01T00:00:00Z';
  if (name === 'commodity') return 'ELECTRICITY';
  // A period or a band has a width.
  if (name.endsWith('_to')) return type === 'date' ? '2026-09-01' : '2';
  return plain(type, `${owner.marker}-${table}-${name}`, length);
}

function plain(type: string, text: string, length: number | null): unknown {
  if (type === 'bpchar') return 'XX'.slice(0, length ?? 2);
  if (type === 'text' || type === 'varchar') return text;
  if (type === 'jsonb') return JSON.stringify({ text });
  if (type === 'bool') return true;
  if (type === 'date') return '2026-08-01';
  return type.startsWith('_') ? '{}' : '1';
}

/** What is there already (a brand's own sequence) stays and is given back. */
async function insert(client: pg.Client, table: string, values: Row): Promise<Row> {
  const names = Object.keys(values).filter((name) => values[name] !== null);
  const sql = `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')}) on conflict do nothing returning *`;
  const { rows } = await client.query<Row>(
    sql,
    names.map((name) => values[name]),
  );
  if (rows[0]) return rows[0];
  const column = 'brand_id' in values ? 'brand_id' : 'tenant_id';
  const found = await client.query<Row>(`select * from "${table}" where "${column}" = $1 limit 1`, [values[column]]);
  if (!found.rows[0]) throw new Error(`${table}: the row was not written`);
  return found.rows[0];
}
