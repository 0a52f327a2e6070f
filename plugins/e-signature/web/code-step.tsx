import { useState } from 'react';
import { ApiError, Button, Notice, TextField } from '#web';
import { askForCode, type CodeView, proveCode, type SigningProps } from './signing.api.ts';
import { say } from './texts.ts';

/** The second factor, where the brand asks for one: a code to the signer's telephone. */
export function CodeStep({ code, token, onView }: Omit<SigningProps, 'view'> & { readonly code: CodeView }) {
  const [given, setGiven] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const doing = (step: () => ReturnType<typeof askForCode>) => async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      onView(await step());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.message);
    } finally {
      setBusy(false);
    }
  };
  if (code.isProven) return <Notice tone="success">{say('e-signature.code.proven')}</Notice>;
  if (code.phone === null) return <Notice tone="warning">{say('e-signature.code.noPhone')}</Notice>;
  return (
    <fieldset className="stack">
      <legend>{say('e-signature.code.title')}</legend>
      <p className="muted">{say('e-signature.code.lead', { phone: code.phone })}</p>
      {code.problem !== null && <Notice tone="danger">{say('e-signature.code.problem')}</Notice>}
      {code.sentAt !== null && code.problem === null && (
        <>
          <p role="status">{say('e-signature.code.sent')}</p>
          <TextField
            label={say('e-signature.code.enter')}
            value={given}
            onValue={setGiven}
            inputMode="numeric"
            autoComplete="one-time-code"
            error={failure}
          />
          <Button isBusy={isBusy} onClick={() => void doing(() => proveCode(token, given))()}>
            {say('e-signature.code.prove')}
          </Button>
        </>
      )}
      {failure !== null && code.sentAt === null && <Notice tone="danger">{failure}</Notice>}
      <Button kind="quiet" isBusy={isBusy} onClick={() => void doing(() => askForCode(token))()}>
        {say(code.sentAt === null ? 'e-signature.code.send' : 'e-signature.code.sendAgain')}
      </Button>
    </fieldset>
  );
}
