import { Prisma } from '#prisma';
import type { Scope } from '../access/scope.ts';
import type { Db } from './client.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one table. All have the same columns, in Prisma's names; the brand is added here. */
export interface Rows {
  /** Prisma's name of the table. */
  readonly model: string;
  readonly rows: readonly Row[];
  /** "id": rows that are there already take the new values. */
  readonly replace?: 'id';
}

/**
 * Writes rows of several tables in one statement: one way to the database, and all of it or nothing even without a transaction.
 * Foreign keys are looked at when it ends, so the order of the tables does not matter; rows are written in their order.
 */
export async function writeRows(
  { db, scope }: { readonly db: Pick<Db, '$executeRaw'>; readonly scope: Scope },
  tables: readonly Rows[],
): Promise<void> {
  const filled = tables.filter(({ rows }) => rows.length > 0);
  const parts = filled.map((table, index) => insertInto(table, index, scope.viewer.brandId));
  await db.$executeRaw(Prisma.sql`with ${Prisma.join(parts)} select 1`);
}

function insertInto({ model, rows, replace }: Rows, index: number, brandId: string): Prisma.Sql {
  const table = nameOf(model);
  const columns = Object.keys(rows[0] ?? {}).map(nameOf);
  const data = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), value])));
  const names = columns.map((name) => `"${name}"`);
  const changed = names.filter((name) => name !== '"id"').map((name) => `${name} = excluded.${name}`);
  return Prisma.sql`${Prisma.raw(`w${index} as (insert into "${table}" ("brand_id", ${names.join(', ')}) select `)}${brandId}::uuid${Prisma.raw(
    `, ${names.join(', ')} from jsonb_populate_recordset(null::"${table}", `,
  )}${JSON.stringify(data)}::jsonb)${Prisma.raw(replace ? ` on conflict ("id") do update set ${changed.join(', ')})` : ')')}`;
}

/** Tables and columns are named as in Prisma's schema, in snake_case. Names come from code alone, never from a caller. */
const nameOf = (name: string): string => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
