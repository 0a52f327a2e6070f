import { useQueries } from '@tanstack/react-query';
import { Status } from '../../kit/parts/status.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { wishedColumns } from '../list/column-menu.tsx';
import type { Column } from '../list/list.types.ts';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import type { ColumnValue, PluggedColumn } from './plugged.types.ts';
import { usePlugged } from './use-plugged.ts';

const idOf = (plugin: string, { id }: PluggedColumn): string => `${plugin}.${id}`;

/** Columns that plugins add to a list, for readers who want them; each filled by one question a page. */
export function usePluggedColumns<Row extends { readonly id: string }>(
  { list, cols }: { readonly list: string; readonly cols: string | undefined },
  rows: readonly Row[] | null,
): readonly Column<Row>[] {
  const wished = wishedColumns(list, cols);
  const me = useMe();
  const { parts } = usePlugged();
  const ids = rows?.map(({ id }) => id) ?? [];
  const columns = parts.flatMap(({ id: plugin, part }) =>
    (part.columns ?? [])
      .filter((column) => column.list === list && (column.permission === undefined || may(me, column.permission)))
      .map((column) => ({ plugin, column })),
  );
  const answers = useQueries({
    queries: columns.map(({ plugin, column }) => ({
      queryKey: ['plugged-column', plugin, column.id, ids],
      queryFn: ({ signal }: { signal: AbortSignal }) => column.read(ids, signal),
      enabled: ids.length > 0 && wished.includes(idOf(plugin, column)),
      structuralSharing: false,
    })),
  });
  return columns.map(({ plugin, column }, at): Column<Row> => {
    const { isNumber, from } = column;
    const { data, isError } = answers[at] ?? {};
    return {
      id: idOf(plugin, column),
      label: column.label,
      isOptional: true,
      ...(isNumber !== undefined && { isNumber }),
      ...(from !== undefined && { from }),
      cell: ({ id }) => <Cell value={data?.get(id)} brokenOf={isError ? plugin : null} />,
    };
  });
}

function Cell({ value, brokenOf }: { readonly value: ColumnValue | undefined; readonly brokenOf: string | null }) {
  if (value?.status) return <Status kind={value.status}>{value.text}</Status>;
  if (value) return value.text;
  const why = brokenOf === null ? undefined : say('kit.plugin.broken', { name: pluginName(brokenOf) });
  return (
    <span className="muted" title={why}>
      –{why && <span className="sr"> {why}</span>}
    </span>
  );
}
