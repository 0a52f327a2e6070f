import { type FormEvent, useState } from 'react';
import { ApiError, post } from '../api/ask.ts';
import { Button } from '../kit/parts/button.tsx';
import { TextField } from '../kit/parts/field.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';

/** A new link by mail, for whoever knows the order's number and its e-mail address. */
export function LinkForm({ isExpired }: { readonly isExpired: boolean }) {
  const [number, setNumber] = useState('');
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<'open' | 'busy' | 'sent'>('open');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() === '' || !email.includes('@')) return setProblem(say('my.link.missing'));
    setState('busy');
    setProblem(null);
    try {
      await post('/auth/order-link', { number: number.trim().toUpperCase(), email: email.trim() });
      setState('sent');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setState('open');
    }
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <h1>{say('my.link.title')}</h1>
      {isExpired && state !== 'sent' && <Notice tone="warning">{say('my.link.expired')}</Notice>}
      {state === 'sent' ? (
        <Notice tone="success" role="status">
          {say('my.link.sent', { email })}
        </Notice>
      ) : (
        <>
          <p className="muted">{say('my.link.lead')}</p>
          {problem !== null && (
            <Notice tone="danger" role="alert">
              {problem}
            </Notice>
          )}
          <TextField label={say('my.link.number')} help={say('my.link.numberHelp')} value={number} onValue={setNumber} autoComplete="off" />
          <TextField label={say('my.link.email')} type="email" value={email} onValue={setEmail} autoComplete="email" />
          <Button kind="primary" type="submit" isWide isBusy={state === 'busy'}>
            {say('my.link.send')}
          </Button>
        </>
      )}
    </form>
  );
}
