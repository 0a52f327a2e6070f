import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { TakeStepDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import { ConflictNotice, conflictOf } from './conflict.tsx';
import { nameOf, startOf } from './contract.facts.ts';
import type { ContractOfPage } from './contract.page.tsx';

export interface StepDialogProps {
  readonly contract: ContractOfPage;
  readonly step: ContractOfPage['nextSteps'][number];
  readonly onClose: () => void;
}

/** Steps that end something: their button says so by its colour. */
const HURTS: ReadonlySet<string> = new Set(['REFUSED', 'cancel', 'withdraw', 'give_notice', 'special_notice', 'operator_rejects_final']);

/** Asks for what a step needs, says what becomes of the contract, and shows who was faster where somebody was. */
export function StepDialog({ contract, step, onClose }: StepDialogProps) {
  const queries = useQueryClient();
  const [on, setOn] = useState(step.day === 'START' ? (startOf(contract) ?? '') : '');
  const [reasonCode, setReasonCode] = useState('');
  const [reason, setReason] = useState('');
  const [version, setVersion] = useState(contract.version);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const conflict = error && conflictOf(error);

  const take = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { transitionContract: done } = await ask(TakeStepDocument, {
        ...{ id: contract.id, transition: step.code, version: conflict?.version ?? version },
        ...{ reason: reason.trim() || null, reasonCode: reasonCode || null, on: on || null },
      });
      onClose();
      toast(say('office.step.done', { number: contract.number, status: done.statusLabel }));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
      setVersion(conflictOf(cause)?.version ?? version);
      setBusy(false);
    }
    await refresh(queries);
  };
  return (
    <Dialog title={say('office.step.question', { step: step.label, number: contract.number })} onClose={onClose}>
      <form className="stack" onSubmit={take}>
        <p className="muted">{say('office.step.effect', { name: nameOf(contract.customer), status: contract.statusLabel })}</p>
        {conflict && <ConflictNotice conflict={conflict} />}
        {error && !conflict && (
          <Notice tone="danger" role="alert">
            {error.message}
          </Notice>
        )}
        {step.day !== null && (
          <TextField
            label={say(`office.step.day.${step.day}`)}
            help={say(`office.step.dayHelp.${step.day}`)}
            isOptional={step.day !== 'START'}
            type="date"
            value={on}
            onValue={setOn}
          />
        )}
        {step.reasons.length > 0 && (
          <SelectField
            label={say('office.step.reason')}
            isOptional={!step.isReasonRequired}
            value={reasonCode}
            onValue={setReasonCode}
            empty={say('kit.choose')}
            options={step.reasons.map(({ code, label }) => ({ value: code, label }))}
          />
        )}
        <TextField label={say('office.step.note')} isOptional value={reason} onValue={setReason} />
        <div className="actions">
          <Button onClick={onClose}>{say('office.step.keep')}</Button>
          <Button kind={HURTS.has(step.code) ? 'danger' : 'primary'} type="submit" isBusy={isBusy}>
            {conflict ? say('office.conflict.again', { step: step.label }) : step.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
