import { isRecord } from '../kernel/records.ts';
import type { Fields, LeafField } from './field.ts';

/** A column of a CSV file: the path of the field it fills, with the number of the entry in it ("customer.persons.1.lastName"). */
export interface Column {
  readonly path: string;
  readonly field: LeafField;
}

/** The columns of a form in the order of its fields. Lists have as many entries as a row has room for, counted from 1. */
export function columnsOf(fields: Fields, prefix = ''): Column[] {
  return Object.entries(fields).flatMap(([name, field]): Column[] => {
    const path = `${prefix}${name}`;
    if (field.type === 'group') return columnsOf(field.fields, `${path}.`);
    if (field.type !== 'list') return [{ path, field }];
    const { columns, fields: parts } = field;
    return Array.from({ length: columns }, (_, index) => columnsOf(parts, `${path}.${index + 1}.`)).flat();
  });
}

type Nested = { [name: string]: unknown };

/** The answers in a row: path -> cell. Empty cells are not answers; what a cell cannot mean stays as it is, for the reader to refuse. */
export function answersOfCells(columns: readonly Column[], cells: Readonly<Record<string, string>>): Nested {
  const answers: Nested = {};
  for (const { path, field } of columns) {
    const cell = cells[path]?.trim();
    if (cell) put(answers, path.split('.'), meant(field, cell));
  }
  return withLists(answers);
}

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  ja: true,
  '1': true,
  false: false,
  no: false,
  nein: false,
  '0': false,
};

function meant({ type }: LeafField, cell: string): unknown {
  if (type === 'flag') return FLAGS[cell.toLowerCase()] ?? cell;
  if (type === 'whole') return /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell;
  return type === 'choice' ? cell.toUpperCase().replace(/[\s-]/g, '_') : cell;
}

function put(target: Nested, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name];
  const next: Nested = isNested(inner) ? inner : {};
  target[name] = next;
  put(next, rest, value);
}

/** Entries under numbers become a list; a gap closes. */
function withLists(value: Nested): Nested {
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (!isNested(part)) return [name, part];
      const inner = withLists(part);
      return [name, Object.keys(inner).every((key) => /^\d+$/.test(key)) ? Object.values(inner) : inner];
    }),
  );
}

const isNested = (value: unknown): value is Nested => isRecord(value);
