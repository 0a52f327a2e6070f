import { IconColumns3 } from '@tabler/icons-react';
import { useId } from 'react';
import { keep, kept } from '../../kit/preferences.ts';
import { say } from '../../kit/text.ts';
import { type Column, listOf } from './list.types.ts';
import { Popover } from './popover.tsx';

/** The address's columns, else those that this browser kept, else all; never none. */
export function shownColumns<Row>(name: string, columns: readonly Column<Row>[], cols: string | undefined): readonly Column<Row>[] {
  const wished = listOf(cols ?? kept(`vk.columns.${name}`) ?? undefined);
  const shown = columns.filter(({ id }, at) => at === 0 || wished.includes(id));
  return wished.length === 0 ? columns : shown;
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
          {say(column.label)}
        </label>
      ))}
    </Popover>
  );
}
