import type { Order } from '#prisma';
import { isRecord } from '../kernel/records.ts';

type Row = Readonly<Record<string, unknown>>;

/** An order that was just written, with its contracts and their history in their order. Columns that are not there are null. */
export type Written = Row & { readonly contracts: readonly Row[] };

/** Whether what was just written holds all that a query asks for: then nothing is read again. */
export const answers = (
  written: Written | null,
  query: { readonly include?: unknown; readonly select?: unknown },
): written is Written & Order => written !== null && covers(written, { include: query.include, select: query.select });

function covers(row: Row, { include = {}, select = {}, orderBy, ...rest }: Row): boolean {
  // The lists are in the order of their ids, as the API shows them; anything else that is asked of a list is the database's.
  const isById = orderBy === undefined || (isRecord(orderBy) && orderBy.id === 'asc');
  if (!isById || Object.keys(rest).length > 0 || !isRecord(include) || !isRecord(select)) return false;
  const isThere = ([name, asked]: readonly [string, unknown]): boolean => {
    const value = row[name];
    if (!Array.isArray(value)) return asked === true && value !== undefined;
    return asked === true || (isRecord(asked) && value.every((one: unknown) => isRecord(one) && covers(one, asked)));
  };
  return Object.entries(include).every(isThere) && Object.entries(select).every(isThere);
}
