import { IconColumns3 } from '@tabler/icons-react';
import { useId } from 'react';
import { keep, kept } from '../../kit/preferences.ts';
import { say } from '../../kit/text.ts';
import { type Column, labelOf, listOf } from './list.types.ts';
import { Popover } from './popover.tsx';

/** Ids of columns that the address names, else those that this browser kept; empty = the reader has no wish. */
export const wishedColumns = (name: string, cols: string | undefined): string[] => listOf(cols ?? kept(`vk.columns.${name}`) ?? undefined);

/** Those, else all that are shown from the start; never none. */
export function shownColumns<Row>(name: string, columns: readonly Column<Row>[], cols: string | undefined): readonly Column<Row>[] {
  const wished = wishedColumns(name, cols);
  const shown = columns.filter(({ id }, at) => at === 0 || wished.includes(id));
  return wished.length === 0 ? columns.filter(({ isOptional }) => !isOptional) : shown;
}

export interface ColumnMenuProps<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly onChange: (cols: string) => void;
}

export function ColumnMenu<Row>({ name, columns, shown, onChange }: ColumnMenuProps<Row>) {
  const id = useId();
  const toggle = (column: Column<Row>): void => {
    const next = columns.filter((one) => (one === column ? !shown.includes(one) : shown.includes(one)));
    const cols = next.map((one) => one.id).join(',');
    keep(`vk.columns.${name}`, cols);
    onChange(cols);
  };
  return (
    <Popover
      trigger={
        <>
          <IconColumns3 size={15} stroke={1.7} aria-hidden />
          {say('office.list.columns')}
        </>
      }
      triggerClass="btn plain"
      label={say('office.list.columns')}
    >
      {columns.slice(1).map((column) => (
        <label key={column.id} className="pick">
          <input id={`${id}${column.id}`} type="checkbox" checked={shown.includes(column)} onChange={() => toggle(column)} />
          {labelOf(column)}
        </label>
      ))}
    </Popover>
  );
}
