import '../list/table.css';
import './charts.css';
import { type ReactNode, useRef, useState } from 'react';
import type { ApiError } from '../../api/ask.ts';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { ErrorState } from '../list/list-states.tsx';
import { CsvButton } from './csv-button.tsx';

export interface ChartCardProps {
  readonly id: string;
  readonly title: string;
  /** What is counted, in a few words. */
  readonly unit: string;
  readonly isWide?: boolean;
  readonly isLoading: boolean;
  readonly error: ApiError | null;
  readonly onRetry: () => void;
  /** Said instead of a chart where there is nothing to draw; null = there is. */
  readonly empty: string | null;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A chart with its table: the same figures, for who reads or hears them. */
export function ChartCard({ id, title, unit, isWide = false, isLoading, error, onRetry, empty, chart, table }: ChartCardProps) {
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const isThere = !isLoading && !error && empty === null;
  return (
    <section className={`card block${isWide ? ' wide' : ''}`} aria-labelledby={id} aria-busy={isLoading}>
      <div className="between block-head">
        <h2 id={id}>
          {title} <span className="muted unit">{unit}</span>
        </h2>
        {isThere && (
          <Segmented
            label={say('office.chart.show', { what: title })}
            value={shown}
            onValue={setShown}
            options={[
              { value: 'chart', label: say('office.prices.chart') },
              { value: 'table', label: say('office.prices.table') },
            ]}
          />
        )}
      </div>
      {error && <ErrorState title={say('office.list.failed', { list: title })} error={error} onRetry={onRetry} />}
      {!error && isLoading && <div className="chart-wait" />}
      {!error && !isLoading && empty !== null && <p className="muted chart-wait">{empty}</p>}
      {isThere && (shown === 'chart' ? chart : table)}
    </section>
  );
}

export interface FigureColumn {
  readonly label: string;
  readonly isNumber?: boolean;
}

export interface FigureTableProps {
  readonly title: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** The figures of a chart in rows, which can be taken along as a file. */
export function FigureTable({ title, columns, rows }: FigureTableProps) {
  const region = useRef<HTMLElement>(null);
  return (
    <div className="stack tight">
      <TableScroll ref={region} className="figures-table" aria-label={title}>
        <table className="table inner">
          <thead>
            <tr>
              {columns.map(({ label, isNumber }) => (
                <th key={label} scope="col" className={isNumber ? 'right' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={columns[at]?.label} className={columns[at]?.isNumber ? 'right num' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <div>
        <CsvButton title={title} of={region} />
      </div>
    </div>
  );
}
