import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ChangeContractDocument, type ContractChangeInput } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { problemsBeside } from '../problems-of.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import { type Conflict, ConflictNotice, conflictOf } from './conflict.tsx';
import type { ContractOfPage } from './contract.page.tsx';

const FIELDS = ['annualKwh', 'requestedStartOn', 'paymentMethod', 'costCentre'] as const;
type Field = (typeof FIELDS)[number];
type Form = Readonly<Record<Field, string>>;

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const formOf = (contract: Readonly<Record<Field, unknown>>): Form => ({
  ...{ annualKwh: textOf(contract.annualKwh), requestedStartOn: textOf(contract.requestedStartOn) },
  ...{ paymentMethod: textOf(contract.paymentMethod), costCentre: textOf(contract.costCentre) },
});

/** Only what differs: what is left out stays as it is. */
function changeOf(form: Form, seen: Form): ContractChangeInput {
  const differs = (field: Field): boolean => form[field] !== seen[field];
  return {
    ...(differs('annualKwh') && { annualKwh: Number(form.annualKwh) }),
    ...(differs('requestedStartOn') && { requestedStartOn: form.requestedStartOn }),
    ...(differs('paymentMethod') && { paymentMethod: form.paymentMethod }),
    ...(differs('costCentre') && { costCentre: form.costCentre || null }),
  };
}

export function ChangeDialog({ contract, onClose }: { readonly contract: ContractOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState(formOf(contract));
  const [form, setForm] = useState(seen);
  const [version, setVersion] = useState(contract.version);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const conflict = error && conflictOf(error);
  const set = (field: Field) => (value: string) => setForm({ ...form, [field]: value });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const input = changeOf(form, seen);
    if (Object.keys(input).length === 0) return onClose();
    setBusy(true);
    setError(null);
    try {
      await ask(ChangeContractDocument, { id: contract.id, version, input });
      onClose();
      toast(say('office.change.saved', { number: contract.number }));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      const theirs = conflictOf(cause);
      if (theirs) {
        setVersion(theirs.version);
        setSeen({ ...seen, ...formOf({ ...seen, ...theirs.theirs }) });
      }
      setError(cause);
      setBusy(false);
    }
    await refresh(queries);
  };
  return (
    <Dialog title={say('office.change.title', { number: contract.number })} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        {conflict && <ConflictNotice conflict={conflict} />}
        {conflict && <Choices conflict={conflict} form={form} onChoose={setForm} />}
        {!conflict && <Problems problems={problemsBeside(error)} />}
        {!conflict && (
          <>
            <TextField
              id="annualKwh"
              label={say('office.figure.use')}
              unit="kWh"
              inputMode="numeric"
              value={form.annualKwh}
              onValue={set('annualKwh')}
            />
            <TextField
              id="requestedStartOn"
              label={say('office.change.start')}
              type="date"
              value={form.requestedStartOn}
              onValue={set('requestedStartOn')}
            />
            <SelectField
              id="paymentMethod"
              label={say('office.terms.payment')}
              value={form.paymentMethod}
              onValue={set('paymentMethod')}
              options={(['direct-debit', 'transfer'] as const).map((value) => ({ value, label: say(`office.payment.${value}`) }))}
            />
            <TextField
              id="costCentre"
              label={say('office.terms.costCentre')}
              isOptional
              value={form.costCentre}
              onValue={set('costCentre')}
            />
          </>
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.change.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly conflict: Conflict;
  readonly form: Form;
  readonly onChoose: (form: Form) => void;
}

/** One choice per field that both changed: nothing is thrown away unseen. */
function Choices({ conflict, form, onChoose }: ChoicesProps) {
  const [mine] = useState(form);
  const asked = FIELDS.filter((field) => field in conflict.asked);
  return asked.map((field) => {
    const theirs = textOf(conflict.theirs[field]);
    return (
      <ChoiceField
        key={field}
        label={say(`office.change.field.${field}`)}
        value={form[field] === mine[field] ? 'mine' : 'theirs'}
        onValue={(whose) => onChoose({ ...form, [field]: whose === 'mine' ? mine[field] : theirs })}
        options={[
          { value: 'theirs', label: say('office.conflict.theirs', { value: theirs || '–' }) },
          { value: 'mine', label: say('office.conflict.mine', { value: mine[field] || '–' }) },
        ]}
      />
    );
  });
}
