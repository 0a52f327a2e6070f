import type { GraphQLField } from 'graphql';
import type { Prisma } from '#prisma';
import { shapeOf } from '../db/shape.ts';

/** SQL of a value that is no column of its own: the row's alias and the reader's language go in. */
export type ColumnSql = (alias: string, language: string) => Prisma.Sql;

interface Link {
  readonly model: string;
  /** The column that holds the other row's id. */
  readonly by: string;
}

/** For a field that `oneById` resolves: the same row can be read along with its parent. */
export const linked = (model: string, by: string): { readonly link: Link } => ({ link: { model, by } });
/** For a field whose resolver computes what SQL can say as well. Both must say the same: list-plan.test.ts compares them. */
export const computed = (sql: ColumnSql): { readonly columnSql: ColumnSql } => ({ columnSql: sql });

type Field = Pick<GraphQLField<unknown, never>, 'extensions'>;

/** Where a field's row is, if it is one row on the other side of a link. */
export function linkOfField(model: string, { extensions }: Field): Link | null {
  if (extensions.link) return extensions.link as Link;
  const relation = extensions.pothosPrismaRelationField as { readonly name: string } | undefined;
  const known = relation && shapeOf(model).relations.get(relation.name);
  const by = known?.from[1];
  const { query } = (extensions.pothosOptions ?? {}) as Readonly<Record<string, unknown>>;
  if (!known || by === undefined || known.isList || query !== undefined || known.from.length !== 2) return null;
  return { model: known.model, by };
}

/** The column that a field shows as it is, or how SQL computes it; null for everything else. */
export function columnOf(model: string, { extensions }: Field): string | ColumnSql | null {
  if (extensions.columnSql) return extensions.columnSql as ColumnSql;
  const exposed = extensions.pothosExposedField;
  const { columns, lists } = shapeOf(model);
  return typeof exposed === 'string' && columns.has(exposed) && !lists.has(exposed) ? exposed : null;
}
