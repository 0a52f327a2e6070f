import { Prisma } from '#prisma';
import { shapeOf } from '../db/shape.ts';
import { rowsOf, ruleOf } from './row-rules.ts';
import type { Viewer } from './viewer.ts';

type Where = Readonly<Record<string, unknown>>;

/** The viewer's limits, for Prisma (`rows`) and for raw SQL (`sql`). */
export class Scope {
  readonly viewer: Viewer;

  constructor(viewer: Viewer) {
    this.viewer = viewer;
  }

  /** The row limit in a table: undefined = the whole brand, null = not a single row. */
  rows(model: string): Where | undefined | null {
    return rowsOf(ruleOf(model, shapeOf(model).hasPartner), this.viewer.rows);
  }

  /** Brand and row limit as a condition on a table alias. The table must have brand_id, and partner_id or order_id for limited viewers. */
  sql(alias: string, orderColumn: 'id' | 'order_id' = 'order_id'): Prisma.Sql {
    const { brandId, rows } = this.viewer;
    const table = Prisma.raw(`"${alias}"`);
    const brand = Prisma.sql`${table}.brand_id = ${brandId}::uuid`;
    if (rows.kind === 'all') return brand;
    if (rows.kind === 'guest') return Prisma.sql`${brand} and false`;
    const ids = [...rows.ids];
    return rows.kind === 'partners'
      ? Prisma.sql`${brand} and ${table}.partner_id = any(${ids}::uuid[])`
      : Prisma.sql`${brand} and ${table}.${Prisma.raw(orderColumn)} = any(${ids}::uuid[])`;
  }

  /** As `sql`, for a table with order_id: rows of orders that a guest may have made. */
  sqlOfOrder(alias: string): Prisma.Sql {
    const { brandId, rows } = this.viewer;
    if (rows.kind !== 'guest') return this.sql(alias);
    const table = Prisma.raw(`"${alias}"`);
    return Prisma.sql`${table}.brand_id = ${brandId}::uuid and exists (
      select from "order" made where made.brand_id = ${table}.brand_id and made.id = ${table}.order_id and made.created_by = ${rows.name})`;
  }

  /** As `sql`, for a table with created_by whose rows a guest may have made. */
  sqlOfMaker(alias: string): Prisma.Sql {
    const { brandId, rows } = this.viewer;
    if (rows.kind !== 'guest') return this.sql(alias, 'id');
    const table = Prisma.raw(`"${alias}"`);
    return Prisma.sql`${table}.brand_id = ${brandId}::uuid and ${table}.created_by = ${rows.name}`;
  }
}
