import '../list/table.css';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ImportFormDocument, type ImportFormQuery, ImportRowsDocument, MapImportDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { refresh, useAsk } from '../use-ask.ts';
import type { ImportOfPage } from './import.facts.ts';

type FieldOfForm = ImportFormQuery['importForm'][number];
/** Header -> path; a header that is not used has no entry. */
type Meanings = Readonly<Record<string, string>>;

const SAMPLES = 3;
const inputId = (column: string): string => `column-${column}`;

interface Props {
  readonly run: ImportOfPage;
  readonly onDone: () => void;
}

/** What each column means, beside its first cells. What it meant in the last file of this kind is chosen already. */
export function MappingForm({ run, onDone }: Props) {
  const queries = useQueryClient();
  const { data } = useAsk('page-form', ImportFormDocument, { kind: run.kind });
  const { data: rows } = useAsk('import-samples', ImportRowsDocument, { id: run.id, first: SAMPLES });
  const [meanings, setMeanings] = useState<Meanings>(() =>
    Object.fromEntries(run.columns.flatMap(({ column, field }) => (field === null ? [] : [[column, field]]))),
  );
  const [problems, setProblems] = useState<readonly ShownProblem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const fields = data?.importForm ?? [];
  const isStaged = run.state === 'STAGED';
  const mean = (column: string, path: string) => {
    const { [column]: _before, ...others } = meanings;
    setMeanings(path === '' ? others : { ...others, [column]: path });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(meanings, fields, run);
    setProblems(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await ask(MapImportDocument, { id: run.id, columns: Object.entries(meanings).map(([column, field]) => ({ column, field })) });
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems([{ id: null, text: error.message }]);
      setBusy(false);
    }
    await refresh(queries);
  };
  return (
    <form className="card import-mapping" onSubmit={save} noValidate>
      <div className="block stack tight">
        <h2>{say('office.import.columns')}</h2>
        <p className="muted small">{say('office.import.columnsText')}</p>
        <Problems problems={problems} />
      </div>
      <TableScroll aria-label={say('office.import.columns')}>
        <table className="table inner">
          <thead>
            <tr>
              <th scope="col">{say('office.import.inFile')}</th>
              <th scope="col">{say('office.import.means')}</th>
              <th scope="col">{say('office.import.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {run.columns.map(({ column }, at) => (
              <tr key={column}>
                <td className="medium">{column}</td>
                <td>
                  <select
                    id={inputId(column)}
                    className="input small-bar"
                    aria-label={say('office.import.meaningOf', { column })}
                    value={meanings[column] ?? ''}
                    onChange={({ target }) => mean(column, target.value)}
                  >
                    <option value="">{say('office.import.unused')}</option>
                    {fields.map(({ path, label, isRequired }) => (
                      <option key={path} value={path}>
                        {isRequired ? `${label} *` : label}
                      </option>
                    ))}
                  </select>
                </td>
                <td className="muted">
                  <span className="cut why">
                    {rows?.importRows
                      .map(({ cells }) => cells[at] ?? '')
                      .filter((cell) => cell !== '')
                      .join(' · ') || '–'}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <div className="block row">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {say('office.import.look')}
        </Button>
        {!isStaged && <Button onClick={onDone}>{say('kit.cancel')}</Button>}
      </div>
    </form>
  );
}

/** What the server would refuse, all at once and with links to the columns. */
function problemsOf(meanings: Meanings, fields: readonly FieldOfForm[], { columns }: ImportOfPage): ShownProblem[] {
  const paths = Object.values(meanings);
  const labelOf = (path: string): string => fields.find((field) => field.path === path)?.label ?? path;
  const free = columns.find(({ column }) => meanings[column] === undefined)?.column ?? columns[0]?.column ?? '';
  const missing = fields.filter(({ path, isRequired }) => isRequired && !paths.includes(path));
  const twice = Object.entries(meanings).filter(([, path], at) => paths.indexOf(path) !== at);
  return [
    ...missing.map(({ label }) => ({ id: inputId(free), text: say('office.import.missingField', { field: label }) })),
    ...twice.map(([column, path]) => ({ id: inputId(column), text: say('office.import.twice', { field: labelOf(path) }) })),
  ];
}
