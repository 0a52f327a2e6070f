import { Prisma } from '#prisma';
import type { Scope } from '../access/scope.ts';
import { DomainError } from '../kernel/errors.ts';
import { keepRecent } from '../kernel/recent.ts';
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
  if (filled.length === 0) return;
  for (const { rows } of filled) refuseForeignPartners(scope, rows);
  const statement = new Prisma.Sql(
    textAround(filled),
    filled.flatMap(({ rows }) => [scope.viewer.brandId, jsonOf(rows)]),
  );
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

/** How many texts of statements are kept: one for each set of tables and columns that are written together. */
const KEPT = 500;
const texts = new Map<string, readonly string[]>();

/** The statement between its values, which are brand and rows of one table after the other. */
function textAround(tables: readonly Rows[]): readonly string[] {
  const key = tables.map(({ model, rows, replace }) => `${model} ${replace ?? ''} ${Object.keys(rows[0] ?? {}).join(' ')}`).join('\n');
  const known = texts.get(key);
  return known ?? keepRecent(texts, KEPT, [key, textOf(tables)]);
}

function textOf(tables: readonly Rows[]): string[] {
  const parts = tables.map(({ model, rows, replace }) => {
    const table = nameOf(model);
    const names = Object.keys(rows[0] ?? {}).map((name) => `"${nameOf(name)}"`);
    const changed = names.filter((name) => name !== '"id"').map((name) => `${name} = excluded.${name}`);
    const replaced = ` on conflict ("id") do update set ${changed.join(', ')} where "${table}"."brand_id" = excluded."brand_id"`;
    return {
      beforeBrand: `insert into "${table}" ("brand_id", ${names.join(', ')}) select `,
      beforeRows: `::uuid, ${names.join(', ')} from jsonb_populate_recordset(null::"${table}", `,
      afterRows: `::jsonb)${replace ? replaced : ''}`,
    };
  });
  return parts.flatMap(({ beforeBrand, beforeRows, afterRows }, index) => [
    `${index === 0 ? 'with' : `${parts[index - 1]?.afterRows}),`} w${index} as (${beforeBrand}`,
    beforeRows,
    ...(index === parts.length - 1 ? [`${afterRows}) select 1`] : []),
  ]);
}

const jsonOf = (rows: readonly Row[]): string => JSON.stringify(rows.map((row) => mapKeys(row)));

function mapKeys(row: Row): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const name in row) named[nameOf(name)] = row[name];
  return named;
}

const names = new Map<string, string>();

/** Tables and columns are named as in Prisma's schema, in snake_case. Names come from code alone, never from a caller. */
function nameOf(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  names.set(name, made);
  return made;
}
