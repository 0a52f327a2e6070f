import { Prisma } from '#prisma';
import type { Scope } from '../access/scope.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Db, preparedWrite } from './client.ts';

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
export async function writeRows({ db, scope }: { readonly db: Db; readonly scope: Scope }, tables: readonly Rows[]): Promise<void> {
  const filled = tables.filter(({ rows }) => rows.length > 0);
  for (const { rows } of filled) refuseForeignPartners(scope, rows);
  const parts = filled.map((table, index) => insertInto(table, index, scope.viewer.brandId));
  const statement = Prisma.sql`with ${Prisma.join(parts)} select 1`;
  const models = filled.map(({ model }) => model);
  if (!(await preparedWrite(db, statement, { scope, models }))) await db.$executeRaw(statement);
}

/** As the scoped client does: a partner writes rows of its own sub-tree alone. */
function refuseForeignPartners({ viewer }: Scope, rows: readonly Row[]): void {
  const limit = viewer.rows;
  if (limit.kind !== 'partners') return;
  if (rows.some((row) => 'partnerId' in row && !limit.ids.includes(String(row.partnerId))))
    throw new DomainError('OUT_OF_SCOPE', 'partnerId: this partner is not one of yours; name your own company or one below it');
}

function insertInto({ model, rows, replace }: Rows, index: number, brandId: string): Prisma.Sql {
  const table = nameOf(model);
  const columns = Object.keys(rows[0] ?? {}).map(nameOf);
  const data = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), value])));
  const names = columns.map((name) => `"${name}"`);
  const changed = names.filter((name) => name !== '"id"').map((name) => `${name} = excluded.${name}`);
  return Prisma.sql`${Prisma.raw(`w${index} as (insert into "${table}" ("brand_id", ${names.join(', ')}) select `)}${brandId}::uuid${Prisma.raw(
    `, ${names.join(', ')} from jsonb_populate_recordset(null::"${table}", `,
  )}${JSON.stringify(data)}::jsonb)${Prisma.raw(replace ? ` on conflict ("id") do update set ${changed.join(', ')} where "${table}"."brand_id" = excluded."brand_id")` : ')')}`;
}

/** Tables and columns are named as in Prisma's schema, in snake_case. Names come from code alone, never from a caller. */
const nameOf = (name: string): string => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
