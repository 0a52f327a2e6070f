import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, ChoiceField, toast, useRefresh } from '#admin';
import { ChooseCreditCheckCandidateDocument } from '#operations/credit-check';
import type { CheckOfPage } from './check.facts.ts';
import { say } from './texts.ts';

/** Whom the bureau found: the one who is meant is asked about, for a new price. */
export function Candidates({ check, onClose }: { readonly check: CheckOfPage; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [chosen, setChosen] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const choose = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen === '') return setFault(say('credit-check.candidates.missing'));
    setBusy(true);
    try {
      await ask(ChooseCreditCheckCandidateDocument, { orderId: check.orderId, candidateId: chosen });
      onClose();
      toast(say('credit-check.candidates.done'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={choose} noValidate>
      <ChoiceField
        label={say('credit-check.candidates.title')}
        help={say('credit-check.candidates.help')}
        value={chosen}
        onValue={setChosen}
        error={fault}
        options={(check.candidates ?? []).map(({ number, name, address }) => ({ value: number, label: `${name}, ${address} (${number})` }))}
      />
      <div className="actions">
        <Button type="submit" isBusy={isBusy}>
          {say('credit-check.candidates.send')}
        </Button>
      </div>
    </form>
  );
}
