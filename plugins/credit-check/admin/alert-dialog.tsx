import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, Dialog, Facts, moment, toast, useRefresh } from '#admin';
import { NoteCreditCheckAlertDocument } from '#operations/credit-check';
import { type Alert, alertText } from './alert.facts.ts';
import { say } from './texts.ts';

export interface AlertDialogProps {
  readonly alert: Alert;
  readonly number: string;
  readonly onClose: () => void;
}

/** A person notes what they make of a notice; it is open no longer. */
export function AlertDialog({ alert, number, onClose }: AlertDialogProps) {
  const refresh = useRefresh();
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() === '') return setFault(say('credit-check.alerts.noteMissing'));
    setBusy(true);
    try {
      await ask(NoteCreditCheckAlertDocument, { id: alert.id, note });
      onClose();
      toast(say('credit-check.alerts.saved', { number }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('credit-check.alerts.dialog', { number })} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <Facts
          facts={[
            [say('credit-check.alerts.what'), alertText(alert)],
            [say('credit-check.alerts.when'), moment(alert.receivedAt)],
          ]}
        />
        <AreaField
          label={say('credit-check.alerts.note')}
          help={say('credit-check.alerts.noteHelp')}
          value={note}
          onValue={setNote}
          error={fault}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('credit-check.dialog.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('credit-check.alerts.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
