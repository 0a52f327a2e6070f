import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, Dialog, toast, useRefresh } from '#admin';
import { ContestCreditCheckDocument } from '#operations/credit-check';
import { NoticeText } from './notice-text.tsx';
import { say } from './texts.ts';

/** Notes for a customer that they do not accept what a score decided, with their point of view. */
export function ContestDialog({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [statement, setStatement] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask(ContestCreditCheckDocument, { orderId, statement });
      onClose();
      toast(say('credit-check.contest.noted'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('credit-check.contest.title')} onClose={onClose}>
      <form className="stack" onSubmit={send} noValidate>
        <AreaField
          label={say('credit-check.contest.statement')}
          help={say('credit-check.contest.statementHelp')}
          isOptional
          value={statement}
          onValue={setStatement}
          error={fault}
        />
        <NoticeText orderId={orderId} />
        <div className="actions">
          <Button onClick={onClose}>{say('credit-check.dialog.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('credit-check.contest.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
