import { type FormEvent, useState } from 'react';
import { CreditCheckContestOwnDocument } from '#operations/credit-check';
import { ApiError, AreaField, ask, Button } from '#web';
import { say } from './texts.ts';

export interface ContestFormProps {
  readonly orderId: string;
  readonly authorization: string;
  readonly onDone: () => Promise<void>;
}

/** The customer says in their own words what is wrong; a person answers. Closed until somebody wants to. */
export function ContestForm({ orderId, authorization, onDone }: ContestFormProps) {
  const [isOpen, setOpen] = useState(false);
  const [statement, setStatement] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('credit-check.own.contest')}</Button>;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (statement.trim() === '') return setFault(say('credit-check.own.statementMissing'));
    setBusy(true);
    try {
      await ask(CreditCheckContestOwnDocument, { id: orderId, statement }, { authorization });
      await onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <AreaField
        label={say('credit-check.own.statement')}
        help={say('credit-check.own.statementHelp')}
        value={statement}
        onValue={setStatement}
        error={fault}
      />
      <Button kind="primary" type="submit" isBusy={isBusy}>
        {say('credit-check.own.send')}
      </Button>
    </form>
  );
}
