import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, Button, Notice } from '#web';
import { type SigningProps, sendDecline } from './signing.api.ts';
import { say } from './texts.ts';

/** Says what declining means before it is done. */
export function DeclineForm({ token, onView, onClose }: Omit<SigningProps, 'view'> & { readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const decline = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      onView(await sendDecline(token, reason));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <form className="card pad stack" onSubmit={(event) => void decline(event)} noValidate aria-labelledby="e-signature-decline">
      <h2 id="e-signature-decline">{say('e-signature.sign.decline')}</h2>
      <p className="muted">{say('e-signature.sign.declineText')}</p>
      <AreaField label={say('e-signature.sign.declineReason')} isOptional value={reason} onValue={setReason} />
      {failure !== null && (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      )}
      <Button kind="danger" type="submit" isWide isBusy={isBusy}>
        {say('e-signature.sign.declineSend')}
      </Button>
      <Button kind="quiet" isWide onClick={onClose}>
        {say('e-signature.sign.keep')}
      </Button>
    </form>
  );
}
