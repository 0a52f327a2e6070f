import { z } from 'zod';
import { shapeOf } from '../db/shape.ts';
import { BootError, DomainError } from '../kernel/errors.ts';
import { isStorable } from './inputs.ts';

/** A list in one order. A cursor belongs to exactly one of these. */
export interface ListOrder {
  /** Root field. */
  readonly list: string;
  /** Prisma model of the rows. */
  readonly model: string;
  /** Sort field as clients know it. */
  readonly sort: string;
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
}

/** Where a page ends: the last row's sort value, and its id for rows with the same value. */
export interface Position {
  readonly value: unknown;
  readonly id: unknown;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string | bigint };

const parts = z.tuple([z.string(), z.string(), z.string(), z.union([z.string(), z.number()]), z.string()]);

/** Opaque to clients; holds a place, not a row: rows may come, go and change. */
export function writeCursor({ list, sort, direction, column }: ListOrder, row: Row): string {
  const value = row[column];
  const text = value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? String(value) : value;
  return Buffer.from(JSON.stringify([list, sort, direction, text, String(row.id)])).toString('base64url');
}

/** Takes what `writeCursor` made for this list in this order; everything else is CURSOR_INVALID, before the database sees it. */
export function readCursor(text: string, { list, sort, direction, column, model }: ListOrder): Position {
  const parsed = parts.safeParse(jsonOf(text));
  if (!parsed.success) throw invalid('was changed or is none');
  const [ofList, ofSort, ofDirection, value, id] = parsed.data;
  if (ofList !== list || ofSort !== sort || ofDirection !== direction) throw invalid('belongs to another list or order');
  const position = {
    value: readAs(model, column, value),
    id: column === 'id' || typeOf(model, 'id') === 'BigInt' ? readAs(model, 'id', id) : readUuid(id),
  };
  if (position.value === undefined || position.id === undefined) throw invalid('was changed');
  return position;
}

const invalid = (problem: string): DomainError =>
  new DomainError('CURSOR_INVALID', `after, before: this cursor ${problem}; start again without it`);

type Reader = (value: string | number) => unknown;
/** Made once: to make a schema takes longer than to read by it. */
const instant = z.iso.datetime();
const uuid = z.uuid();
const int32 = z.int32();
/** How a stored sort value is read, by the column's type; undefined = it is none. */
const READERS: Readonly<Record<string, Reader>> = {
  DateTime: (value) => {
    const date = instant.safeParse(value).success ? new Date(value) : null;
    return date && date.getUTCFullYear() > 0 ? date : undefined;
  },
  String: (value) => (typeof value === 'string' && isStorable(value) ? value : undefined),
  Int: (value) => (int32.safeParse(value).success ? value : undefined),
  BigInt: (value) => (typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : undefined),
};

const readUuid = (id: string): string | undefined => (uuid.safeParse(id).success ? id : undefined);
const typeOf = (model: string, column: string): string => shapeOf(model).columns.get(column) ?? '';
const readAs = (model: string, column: string, value: string | number): unknown =>
  column === 'id' && typeOf(model, 'id') === 'String' ? readUuid(String(value)) : READERS[typeOf(model, column)]?.(value);

/** Which way a list runs that nobody asked to sort: times newest first, texts from A to Z. */
export const usualDirection = (model: string, column: string): ListOrder['direction'] =>
  typeOf(model, column) === 'String' && column !== 'id' ? 'ASC' : 'DESC';

export function checkSortable(model: string, column: string): void {
  if (!READERS[typeOf(model, column)])
    throw new BootError(
      `A list of ${model} cannot be sorted by "${column}": it is no column with a type of ${Object.keys(READERS).join(', ')}`,
    );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}
