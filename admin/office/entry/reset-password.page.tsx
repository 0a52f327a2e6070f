import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, post } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { EntryFrame } from './entry-frame.tsx';

/** Where invitations and forgotten passwords lead, with the token of the mail. */
export function ResetPasswordPage() {
  const { token = '' } = useSearch({ from: '/reset-password' });
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    try {
      await post('/auth/password-reset/confirm', { token, password });
      setState('done');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setState('open');
    }
  };
  return (
    <EntryFrame title={say('office.reset.title')}>
      {state === 'done' ? (
        <>
          <p className="muted">{say('office.reset.done')}</p>
          <Link className="btn primary wide" to="/sign-in" search={{}}>
            {say('office.signIn.title')}
          </Link>
        </>
      ) : (
        <form className="stack" onSubmit={save}>
          <TextField
            label={say('office.reset.password')}
            help={say('office.reset.help')}
            error={problem}
            type="password"
            autoComplete="new-password"
            value={password}
            onValue={setPassword}
            required
          />
          <Button kind="primary" type="submit" isWide isBusy={state === 'busy'}>
            {say('office.reset.save')}
          </Button>
        </form>
      )}
    </EntryFrame>
  );
}
