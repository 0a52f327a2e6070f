import { number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { CellForm } from './cell-form.tsx';
import type { ImportOfPage, ProblemOfRow, RowOfPage } from './import.facts.ts';

export interface ProblemsProps {
  readonly run: ImportOfPage;
  readonly rows: readonly RowOfPage[];
  readonly isWritable: boolean;
  readonly onRow: (row: RowOfPage) => void;
  /** All cells of a row. */
  readonly onOpen: (row: RowOfPage) => void;
}

/** A line for each problem; the row's number stands beside its first. */
export function ProblemRows(props: ProblemsProps) {
  return (
    <TableScroll aria-labelledby="problems">
      <table className="table inner problems-table">
        <thead>
          <tr>
            <th scope="col" className="right">
              {say('office.import.row')}
            </th>
            <th scope="col">{say('office.import.column')}</th>
            <th scope="col">{say('office.import.value')}</th>
            <th scope="col">{say('office.import.problem')}</th>
            <th scope="col">{say('office.import.remedy')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.flatMap((row) =>
            row.problems.length === 0
              ? [<MendedRow key={row.position} row={row} />]
              : row.problems.map((problem, at) => (
                  <tr key={keyOf(row, problem)} className={at === 0 ? undefined : 'more'}>
                    {at === 0 && (
                      <th scope="row" rowSpan={row.problems.length} className="right">
                        <RowNumber {...props} row={row} />
                      </th>
                    )}
                    <td className="medium">{problem.column ?? <span className="muted">{say('office.import.wholeRow')}</span>}</td>
                    <td>
                      <Value {...props} row={row} problem={problem} />
                    </td>
                    <td className="told">{problem.message}</td>
                    <td className="told muted">{problem.remedy}</td>
                  </tr>
                )),
          )}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The same on a phone. */
export const ProblemCards = (props: ProblemsProps) => (
  <ul className="problem-cards">
    {props.rows.map((row) => (
      <li key={row.position}>
        <div className="between">
          <RowNumber {...props} row={row} isWord />
          {row.problems.length === 0 && <Mended />}
        </div>
        {row.problems.map((problem) => (
          <div key={keyOf(row, problem)} className="stack tight">
            <span className="medium">{problem.column ?? say('office.import.wholeRow')}</span>
            <span>{problem.message}</span>
            <span className="muted small">{problem.remedy}</span>
            <Value {...props} row={row} problem={problem} />
          </div>
        ))}
      </li>
    ))}
  </ul>
);

const keyOf = ({ position }: RowOfPage, { column, field, code }: ProblemOfRow): string => `${position} ${column} ${field} ${code}`;

const Mended = () => <Status kind="ok">{say('office.import.mended')}</Status>;

const MendedRow = ({ row: { position } }: { readonly row: RowOfPage }) => (
  <tr>
    <th scope="row" className="right num">
      {number(position)}
    </th>
    <td colSpan={4}>
      <Mended />
    </td>
  </tr>
);

interface OfRow extends ProblemsProps {
  readonly row: RowOfPage;
}

const RowNumber = ({ row, isWritable, onOpen, isWord = false }: OfRow & { readonly isWord?: boolean }) => {
  const text = isWord ? say('office.import.rowNumber', { row: number(row.position) }) : number(row.position);
  return isWritable ? (
    <button
      type="button"
      className="linklike num"
      aria-label={say('office.import.openRow', { row: number(row.position) })}
      onClick={() => onOpen(row)}
    >
      {text}
    </button>
  ) : (
    <span className="num">{text}</span>
  );
};

/** The cell that the problem stands in, to be mended there; a problem of the row as such has none. */
function Value({ run, row, problem: { column }, isWritable, onRow }: OfRow & { readonly problem: ProblemOfRow }) {
  const place = run.columns.findIndex((one) => one.column === column);
  if (column === null || place === -1) return <span className="muted">–</span>;
  const value = row.cells[place] ?? '';
  if (!isWritable) return <span>{value === '' ? '–' : value}</span>;
  return <CellForm key={value} runId={run.id} position={row.position} column={column} value={value} onRow={onRow} />;
}
