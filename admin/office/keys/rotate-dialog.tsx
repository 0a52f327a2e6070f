import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { RotateApiKeyDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { refresh } from '../use-ask.ts';
import type { KeyOfPage } from './key.facts.ts';
import type { ShownKey } from './shown-key-dialog.tsx';

interface Props {
  readonly apiKey: KeyOfPage;
  readonly onClose: () => void;
  readonly onShown: (shown: ShownKey) => void;
}

/** A new key with the same rights; the old one works on for a while, so that nobody is cut off. */
export function RotateDialog({ apiKey, onClose, onShown }: Props) {
  const queries = useQueryClient();
  const [hours, setHours] = useState('24');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rotate = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{1,3}$/.test(hours.trim())) return setProblem(say('office.keys.fault.overlapHours'));
    setBusy(true);
    try {
      const { rotateApiKey } = await ask(RotateApiKeyDocument, { id: apiKey.id, overlapHours: Number(hours) });
      await refresh(queries);
      onShown({ id: rotateApiKey.key.id, text: rotateApiKey.text });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(sayIfKnown(`office.keys.fault.${String(error.details.field)}`) ?? error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.keys.askRotate', { name: apiKey.name })} onClose={onClose}>
      <form className="stack" onSubmit={rotate} noValidate>
        <p className="muted">{say('office.keys.rotateEffect')}</p>
        <TextField
          label={say('office.keys.overlap')}
          unit={say('office.keys.hours')}
          inputMode="numeric"
          value={hours}
          onValue={setHours}
          error={problem}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.keys.rotate')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
