import { type FormEvent, useState } from 'react';
import { EditImportRowDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import type { RowOfPage } from './import.facts.ts';

interface Props {
  readonly runId: string;
  readonly position: number;
  readonly column: string;
  readonly value: string;
  readonly onRow: (row: RowOfPage) => void;
}

/** A cell that is mended where it stands: Enter looks at the row again. */
export function CellForm({ runId, position, column, value, onRow }: Props) {
  const [typed, setTyped] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { editImportRow } = await ask(EditImportRowDocument, { id: runId, position, cells: [{ column, value: typed }] });
      onRow(editImportRow);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    setBusy(false);
  };
  return (
    <form className="cell" onSubmit={check}>
      <input
        className="input small-bar"
        aria-label={say('office.import.cell', { row: number(position), column })}
        aria-invalid={problem === null ? undefined : true}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit" kind={typed === value ? 'plain' : 'default'} isBusy={isBusy}>
        {say('office.import.check')}
      </Button>
      {problem !== null && (
        <span className="error" role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}
