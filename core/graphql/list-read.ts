import { getArgumentValues } from 'graphql';
import { preparedRows } from '../db/client.ts';
import type { Cell } from '../db/root-client.ts';
import { NotTranslatable } from '../db/where-sql.ts';
import type { GraphQLContext } from './builder.ts';
import { isOpen } from './gate.ts';
import { checkInput } from './inputs.ts';
import type { ListPlan, Part } from './list-plan.ts';
import { selectRows } from './list-read.sql.ts';
import { type PageArgs, pageOf, pageRequest, type Row } from './page.ts';

type Variables = Readonly<Record<string, unknown>>;
type Json = Readonly<Record<string, unknown>>;

/** The page of a plan as it is answered. Null where the viewer may not read all of it, or where there is no prepared way to the database. */
export async function readList(plan: ListPlan, variables: Variables, ctx: GraphQLContext): Promise<Json | null> {
  if (!plan.fields.every((field) => isOpen(field, ctx))) return null;
  const args = getArgumentValues(plan.field, plan.node, variables);
  checkInput(args);
  const request = await pageRequest(plan.options, args as PageArgs, ctx);
  const statement = statementOf(plan, request, ctx);
  const cells = statement && (await preparedRows(ctx.db, statement));
  if (!cells) return null;

  const rows = cells.map((row): Read => ({ id: String(row[0]), [request.order.column]: row[1] ?? null, cells: row }));
  const page = pageOf(request, rows);
  const info: Json = {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.edges[0]?.cursor ?? null,
    endCursor: page.edges.at(-1)?.cursor ?? null,
  };
  return shaped(plan.parts, (part) => {
    if (part.kind === 'info') return shaped(part.fields, ({ name }) => (name === '__typename' ? 'PageInfo' : info[name]));
    if (part.kind === 'constant') return part.value;
    return page.edges.map(({ cursor, node }) =>
      shaped(part.parts, (inner) => {
        if (inner.kind === 'cursor') return cursor;
        return inner.kind === 'constant' ? inner.value : rowOf(inner.parts, new Cells(node.cells));
      }),
    );
  });
}

/** Null for a filter that has no translation. */
function statementOf(...[plan, request, ctx]: Parameters<typeof selectRows>) {
  try {
    return selectRows(plan, request, ctx);
  } catch (cause) {
    if (cause instanceof NotTranslatable) return null;
    throw cause;
  }
}

type Read = Row & { readonly cells: readonly Cell[] };

/** Goes along the cells of a row in the order in which `selectRows` selected them, behind id and sort value. */
class Cells {
  readonly #cells: readonly Cell[];
  #at = 2;
  constructor(cells: readonly Cell[]) {
    this.#cells = cells;
  }
  next(): Cell {
    return this.#cells[this.#at++] ?? null;
  }
}

function rowOf(parts: readonly Part[], cells: Cells): Json {
  return shaped(parts, (part) => {
    if (part.kind === 'constant') return part.value;
    if (part.kind === 'column') {
      const cell = cells.next();
      if (cell !== null) return part.read(cell);
      if (part.isRequired) throw new TypeError(`${part.key} is null`);
      return null;
    }
    const isThere = cells.next() !== null;
    if (isThere) return rowOf(part.parts, cells);
    skip(part.parts, cells);
    return null;
  });
}

function skip(parts: readonly Part[], cells: Cells): void {
  for (const part of parts) {
    if (part.kind === 'constant') continue;
    cells.next();
    if (part.kind === 'row') skip(part.parts, cells);
  }
}

function shaped<P extends { readonly key: string }>(parts: readonly P[], make: (part: P) => unknown): Json {
  const result: Record<string, unknown> = {};
  for (const part of parts) result[part.key] = make(part);
  return result;
}
