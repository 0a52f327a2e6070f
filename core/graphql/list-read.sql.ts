import { Prisma } from '#prisma';
import { narrow } from '../db/narrow.ts';
import { shapeOf } from '../db/shape.ts';
import { column, from, whereSql } from '../db/where-sql.ts';
import type { GraphQLContext } from './builder.ts';
import type { ListPlan, Part } from './list-plan.ts';
import type { PageRequest } from './page.ts';

type Where = Readonly<Record<string, unknown>>;

/**
 * One statement for a page: id and sort value, then the cells of the parts in their order. Brand and row limits are the
 * scoped client's own conditions, of the list and of every linked table: a row outside of them is null, as through `oneById`.
 */
export function selectRows(
  { options, rowParts }: ListPlan,
  { order, where, direction, take }: PageRequest,
  ctx: GraphQLContext,
): Prisma.Sql {
  const table = { model: options.type, alias: 't' };
  const joins: Prisma.Sql[] = [];
  const cells = cellsOf(rowParts, { table, ctx, joins });
  const by = Prisma.raw(direction);
  const sorted = column(table, order.column);
  const id = column(table, 'id');
  // The number stands in the text: for a parameter PostgreSQL would reckon with a tenth of the table, and plan anew every time.
  return Prisma.sql`select ${Prisma.join([id, sorted, ...cells])} from ${from(table)} ${joins.length > 0 ? Prisma.join(joins, ' ') : Prisma.empty}
    where ${whereSql(table, scoped(options.type, where, ctx))} order by ${sorted} ${by}, ${id} ${by} limit ${Prisma.raw(String(take))}`;
}

interface Place {
  readonly table: { readonly model: string; readonly alias: string };
  readonly ctx: GraphQLContext;
  /** Filled in. */
  readonly joins: Prisma.Sql[];
}

function cellsOf(parts: readonly Part[], place: Place): Prisma.Sql[] {
  const { table, ctx, joins } = place;
  return parts.flatMap((part): Prisma.Sql[] => {
    if (part.kind === 'constant') return [];
    if (part.kind === 'column')
      return [typeof part.column === 'string' ? column(table, part.column) : part.column(table.alias, ctx.viewer.language)];
    const other = { model: part.model, alias: `t${joins.length + 1}` };
    // The id belongs to one row alone; the brand beside it keeps the link inside, and is what the index begins with.
    const fence =
      shapeOf(part.model).fence === 'brandId' ? Prisma.sql`${column(other, 'brandId')} = ${column(table, 'brandId')} and ` : Prisma.empty;
    joins.push(
      Prisma.sql`left join ${from(other)} on ${fence}${column(other, 'id')} = ${column(table, part.by)} and ${whereSql(other, scoped(part.model, {}, ctx))}`,
    );
    return [column(other, 'id'), ...cellsOf(part.parts, { table: other, ctx, joins })];
  });
}

/** What the scoped client would make of the condition. */
const scoped = (model: string, where: Where, { scope }: GraphQLContext): Where =>
  narrow({ scope, model, operation: 'findMany', args: { where } }).where as Where;
