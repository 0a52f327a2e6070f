import { type FormEvent, useState } from 'react';
import { CorrectOwnDetailsDocument, type OwnDetailsInput } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { isRecord } from '../kit/is-record.ts';
import { Button } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { CheckField, TextField } from '../kit/parts/field.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import type { MyContract } from './order.facts.ts';

export interface CorrectDialogProps {
  readonly contract: MyContract;
  readonly token: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

const LETTERS = ['street', 'houseNumber', 'postcode', 'city'] as const;
type Letters = Readonly<Record<(typeof LETTERS)[number] | 'recipient', string>>;
const AUTOCOMPLETE = { street: 'address-line1', houseNumber: 'off', postcode: 'postal-code', city: 'address-level2' } as const;

/** What can be corrected without asking anybody; for the rest it says whom to ask. Only what was changed is sent. */
export function CorrectDialog({ contract, token, onClose, onDone }: CorrectDialogProps) {
  const known = { phone: contract.customer?.phone ?? '', meterNumber: contract.meteringPoint?.meterNumber ?? '' };
  const [phone, setPhone] = useState(known.phone);
  const [meterNumber, setMeterNumber] = useState(known.meterNumber);
  const [letters, setLetters] = useState<Letters | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = letters ? LETTERS.filter((name) => letters[name].trim() === '') : [];
    setProblems(Object.fromEntries(missing.map((name) => [`letters.${name}`, say('my.correct.missing')])));
    setFailure(null);
    if (missing.length > 0) return;
    const input: OwnDetailsInput = {
      ...(phone !== known.phone && { phone }),
      ...(meterNumber !== known.meterNumber && { meterNumber }),
      ...(letters && { letters: { ...letters, recipient: letters.recipient || null } }),
    };
    if (Object.keys(input).length === 0) return onClose();
    setBusy(true);
    try {
      await ask(CorrectOwnDetailsDocument, { contractId: contract.id, input }, { authorization: `Link ${token}` });
      onClose();
      await onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(problemsOf(error));
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('my.correct.title')} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <p className="muted">{say('my.correct.text')}</p>
        {failure !== null && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        <TextField
          label={say('my.correct.phone')}
          isOptional
          type="tel"
          autoComplete="tel"
          value={phone}
          onValue={setPhone}
          error={problems.phone}
        />
        {contract.meteringPoint && (
          <TextField
            label={say('my.correct.meter')}
            isOptional
            value={meterNumber}
            onValue={setMeterNumber}
            autoComplete="off"
            error={problems.meterNumber}
          />
        )}
        <CheckField
          label={say('my.correct.letters')}
          checked={letters !== null}
          onValue={(isOther) => setLetters(isOther ? { recipient: '', street: '', houseNumber: '', postcode: '', city: '' } : null)}
        />
        {letters && (
          <>
            <TextField
              label={say('my.correct.recipient')}
              isOptional
              autoComplete="name"
              value={letters.recipient}
              onValue={(recipient) => setLetters({ ...letters, recipient })}
            />
            {LETTERS.map((name) => (
              <TextField
                key={name}
                label={say(`my.correct.${name}`)}
                autoComplete={AUTOCOMPLETE[name]}
                value={letters[name]}
                onValue={(value) => setLetters({ ...letters, [name]: value })}
                error={problems[`letters.${name}`]}
              />
            ))}
          </>
        )}
        <Button kind="primary" type="submit" isWide isBusy={isBusy}>
          {say('my.correct.save')}
        </Button>
        <Button kind="quiet" isWide onClick={onClose}>
          {say('kit.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}

function problemsOf({ details: { problems } }: ApiError): Record<string, string> {
  const found = Array.isArray(problems) ? problems.filter(isRecord) : [];
  return Object.fromEntries(
    found.map(({ field, message, remedy }) => [String(field), `${String(message)} ${String(remedy ?? '')}`.trim()]),
  );
}
