import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { DropJobDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { AreaField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import type { JobOfPage } from './job.facts.ts';

/** A job is put aside for a reason; its row stays. */
export function DropDialog({ job, onClose }: { readonly job: JobOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const drop = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setProblem(say('office.job.reasonMissing'));
    setBusy(true);
    try {
      await ask(DropJobDocument, { id: job.id, reason: reason.trim() });
      onClose();
      toast(say('office.jobs.dropped', { name: job.name }));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.job.askDrop', { name: job.name })} onClose={onClose}>
      <form className="stack" onSubmit={drop} noValidate>
        <p className="muted">{say('office.job.dropEffect')}</p>
        <AreaField label={say('office.job.reason')} value={reason} onValue={setReason} error={problem} />
        <div className="actions">
          <Button onClick={onClose}>{say('office.job.keep')}</Button>
          <Button kind="danger" type="submit" isBusy={isBusy}>
            {say('office.jobs.drop')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
