import type { Order } from '#prisma';
import { isRecord } from '../forms/form.reader.ts';

type Row = Readonly<Record<string, unknown>>;

/** An order that was just written, with its contracts and their history in their order. */
export type Written = Row & { readonly contracts: readonly Row[] };

/** Whether what was just written holds all that a query asks for: then nothing is read again. */
export const answers = (written: Written | null, { select }: { readonly select?: unknown }): written is Written & Order =>
  written !== null && isRecord(select) && covers(written, select);

function covers(row: Row, select: Row): boolean {
  return Object.entries(select).every(([name, asked]) => {
    const value = row[name];
    if (asked === true) return value !== undefined;
    if (asked === false) return true;
    return Array.isArray(value) && isRecord(asked) && coversList(value, asked);
  });
}

/** The lists are in the order of their ids, as the API shows them; anything else that is asked of a list is the database's. */
function coversList(rows: readonly unknown[], { select, orderBy, ...rest }: Row): boolean {
  const isById = orderBy === undefined || (isRecord(orderBy) && orderBy.id === 'asc');
  return isById && Object.keys(rest).length === 0 && isRecord(select) && rows.every((row) => isRecord(row) && covers(row, select));
}
