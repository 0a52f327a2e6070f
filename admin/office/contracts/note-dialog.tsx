import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { AddNoteDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { AreaField, CheckField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';

export function NoteDialog({ contractId, onClose }: { readonly contractId: string; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [isInternal, setInternal] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return setProblem(say('office.note.empty'));
    setBusy(true);
    try {
      await ask(AddNoteDocument, { id: contractId, text: text.trim(), isInternal });
      onClose();
      toast(say('office.note.saved'));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.note.title')} onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <AreaField label={say('office.note.text')} value={text} onValue={setText} error={problem} rows={4} />
        <CheckField label={say('office.note.internal')} help={say('office.note.internalHelp')} checked={isInternal} onValue={setInternal} />
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.note.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
