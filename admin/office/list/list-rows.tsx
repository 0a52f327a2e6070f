import './table.css';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { type Column, type ListSearch, labelOf, narrowed } from './list.types.ts';
import type { Picks } from './picks.tsx';
import { useLate } from './use-late.ts';
import { useListKeys } from './use-list-keys.ts';

export interface ListRowsProps<Row> {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row[] | null;
  readonly columns: readonly Column<Row>[];
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly isNarrow: boolean;
  readonly open: ((row: Row) => void) | null;
  readonly line: (row: Row) => ReactNode;
  /** Null where rows cannot be picked. */
  readonly picks: Picks<Row> | null;
}

/** Rows as a table, or on a phone as a list of two-line entries; bones while the first page is on its way. */
export function ListRows<Row extends { readonly id: string }>(props: ListRowsProps<Row>) {
  const { rows, title, isNarrow, line } = props;
  if (isNarrow) {
    return (
      <ul className="lines" aria-label={title} aria-busy={rows === null}>
        {rows?.map((row) => (
          <li key={row.id}>{line(row)}</li>
        ))}
      </ul>
    );
  }
  return <Table {...props} />;
}

function Table<Row extends { readonly id: string }>({ title, rows, columns, search, onSearch, open, picks }: ListRowsProps<Row>) {
  const region = useRef<HTMLElement>(null);
  const [focused, setFocused] = useState(-1);
  const isLate = useLate(rows === null);
  useListKeys({ region, count: rows?.length ?? 0, focused, setFocused, open: (at) => rows?.[at] && open?.(rows[at]) });
  return (
    <TableScroll ref={region} aria-label={title} aria-busy={rows === null}>
      <table className="table">
        <thead>
          <tr>
            {picks && (
              <th scope="col" className="pick-cell">
                {rows && <input type="checkbox" aria-label={say('office.pick.all')} checked={picks.isAll} onChange={picks.toggleAll} />}
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} search={search} onSearch={onSearch} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.map((row, at) => (
            <tr
              key={row.id}
              className={at === focused ? 'focused' : undefined}
              data-opens={open !== null || undefined}
              onClick={(event) => isForRow(event) && open?.(row)}
            >
              {picks && (
                <td className="pick-cell">
                  <input
                    type="checkbox"
                    aria-label={say('office.pick.row', { name: picks.nameOf(row) })}
                    checked={picks.isPicked(row)}
                    onChange={() => picks.toggle(row)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td key={column.id} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {rows === null &&
            isLate &&
            Array.from({ length: 10 }, (_, at) => (
              <Bones key={`bones-${String(at)}`} columns={columns} at={at} isPicked={picks !== null} />
            ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** A click on a link, or one that marks text, is not for the row. */
function isForRow(event: MouseEvent): boolean {
  const isOnControl = event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
  return !isOnControl && !event.ctrlKey && !event.metaKey && (getSelection()?.toString() ?? '') === '';
}

function classOf<Row>({ isNumber, from }: Column<Row>): string | undefined {
  return [isNumber ? 'right num' : '', from ? `from-${from}` : ''].filter(Boolean).join(' ') || undefined;
}

function Head<Row>({ column, search, onSearch }: { readonly column: Column<Row> } & Pick<ListRowsProps<Row>, 'search' | 'onSearch'>) {
  const label = (
    <>
      {labelOf(column)}
      {column.unit && <span className="unit"> {say(column.unit)}</span>}
    </>
  );
  const { sort } = column;
  if (sort === undefined)
    return (
      <th scope="col" className={classOf(column)}>
        {label}
      </th>
    );
  const direction = search.sort === sort ? 'ascending' : search.sort === `-${sort}` ? 'descending' : 'none';
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" className={classOf(column)} aria-sort={direction}>
      <button
        type="button"
        className="sort"
        onClick={() => onSearch(narrowed(search, { sort: direction === 'descending' ? sort : `-${sort}` }))}
      >
        {label}
        {direction !== 'none' && <Arrow size={13} stroke={2} aria-hidden />}
      </button>
    </th>
  );
}

interface BonesProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly at: number;
  /** Whether rows can be picked: then a cell stands before them. */
  readonly isPicked: boolean;
}

const Bones = <Row,>({ columns, at, isPicked }: BonesProps<Row>) => (
  <tr>
    {isPicked && <td className="pick-cell" />}
    {columns.map((column, index) => (
      <td key={column.id} className={classOf(column)}>
        <span className="bone" aria-hidden="true" style={{ width: 56 + ((at * 37 + index * 53) % 70) }} />
      </td>
    ))}
  </tr>
);
