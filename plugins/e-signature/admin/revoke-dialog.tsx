import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, Dialog, Notice, toast, useRefresh } from '#admin';
import { ESignatureRevokeDocument } from '#operations/e-signature';
import { say } from './texts.ts';

/** Takes a request back; says what it means before it is done. */
export function RevokeDialog({ requestId, onClose }: { readonly requestId: string; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const revoke = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(reason.trim() === '' ? say('e-signature.revoke.missing') : null);
    if (reason.trim() === '') return;
    setBusy(true);
    try {
      await ask(ESignatureRevokeDocument, { requestId, reason });
      toast(say('e-signature.act.revoked'));
      onClose();
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('e-signature.revoke.title')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void revoke(event)} noValidate>
        <p className="muted">{say('e-signature.revoke.text')}</p>
        {failure !== null && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        <AreaField label={say('e-signature.fact.reason')} value={reason} onValue={setReason} error={fault} />
        <div className="actions">
          <Button onClick={onClose}>{say('e-signature.revoke.keep')}</Button>
          <Button kind="danger" type="submit" isBusy={isBusy}>
            {say('e-signature.act.revoke')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
