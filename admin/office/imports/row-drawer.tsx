import '../plugins/plugins.css';
import { type FormEvent, useState } from 'react';
import { EditImportRowDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say, sayCount } from '../../kit/text.ts';
import type { ImportOfPage, RowOfPage } from './import.facts.ts';

interface Props {
  readonly run: ImportOfPage;
  readonly row: RowOfPage;
  readonly onClose: () => void;
  readonly onRow: (row: RowOfPage) => void;
}

const inputId = (place: number): string => `cell-${place}`;

/** All cells of a row. Only those that were changed are sent: an IBAN that is shown by its last four stays as it came. */
export function RowDrawer({ run, row, onClose, onRow }: Props) {
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const placeOf = (column: string | null): number => run.columns.findIndex((one) => one.column === column);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const cells = Object.entries(changes).map(([column, value]) => ({ column, value }));
      const { editImportRow } = await ask(EditImportRowDocument, { id: run.id, position: row.position, cells });
      setChanges({});
      onRow(editImportRow);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.message);
    }
    setBusy(false);
  };
  const told = row.problems.map(({ column, message, remedy }) => ({
    id: placeOf(column) === -1 ? null : inputId(placeOf(column)),
    text: [column === null ? null : `${column}:`, message, remedy].filter(Boolean).join(' '),
  }));
  return (
    <Dialog title={say('office.import.rowOf', { row: number(row.position), file: run.fileName })} onClose={onClose} shape="drawer">
      <form onSubmit={save} noValidate>
        <Problems problems={refusal === null ? told : [{ id: null, text: refusal }]} />
        {run.columns.map(({ column }, place) => (
          <TextField
            key={column}
            id={inputId(place)}
            label={column}
            autoComplete="off"
            value={changes[column] ?? row.cells[place] ?? ''}
            onValue={(value) => setChanges({ ...changes, [column]: value })}
            error={row.problems.find((problem) => problem.column === column)?.message ?? null}
          />
        ))}
        <div className="foot">
          <span className="muted small" role="status">
            {sayCount('office.import.changes', Object.keys(changes).length)}
          </span>
          <span className="row">
            <Button onClick={onClose}>{say('kit.close')}</Button>
            <Button kind="primary" type="submit" isBusy={isBusy}>
              {say('office.import.check')}
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}
