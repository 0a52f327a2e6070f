import { IconMail } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, post } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { EntryFrame } from './entry-frame.tsx';

type Step = 'password' | 'code' | 'sent' | 'reset-sent';

/** Password, second factor and link by mail. A mailed link leads here with its token. */
export function SignInPage() {
  const { token, to } = useSearch({ from: '/sign-in' });
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<unknown>, next: Step | 'in'): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      if (next !== 'in') return setStep(next);
      queries.clear();
      location.assign(to?.startsWith('/') && !to.startsWith('//') ? to : '/'); // the order flow is another page
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'TOTP_REQUIRED') setStep('code');
      else setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  const totp = code === '' ? {} : { totp: code };
  const enter = (event: FormEvent) => {
    event.preventDefault();
    return token
      ? attempt(() => post('/auth/magic-link/confirm', { token, ...totp }), 'in')
      : attempt(() => post('/auth/sign-in', { email, password, ...totp }), 'in');
  };
  const mail = (path: string, next: Step) => () =>
    email.includes('@') ? attempt(() => post(path, { email }), next) : Promise.resolve(setProblem(say('office.signIn.emailFirst')));

  if (step === 'sent' || step === 'reset-sent') {
    return (
      <EntryFrame title={say('office.signIn.sentTitle')}>
        <p className="muted">{say(step === 'sent' ? 'office.signIn.sent' : 'office.signIn.resetSent', { email })}</p>
        <Button kind="quiet" onClick={() => setStep('password')}>
          {say('office.signIn.back')}
        </Button>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={say(step === 'code' ? 'office.signIn.codeTitle' : 'office.signIn.title')}>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <form className="stack" onSubmit={enter}>
        {step === 'code' && (
          <TextField
            label={say('office.signIn.code')}
            help={say('office.signIn.codeHelp')}
            value={code}
            onValue={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
          />
        )}
        {step === 'password' && !token && (
          <>
            <TextField label={say('office.signIn.email')} type="email" autoComplete="username" value={email} onValue={setEmail} required />
            <div className="stack tight">
              <TextField
                label={say('office.signIn.password')}
                type="password"
                autoComplete="current-password"
                value={password}
                onValue={setPassword}
                required
              />
              <button type="button" className="linklike small start" onClick={mail('/auth/password-reset', 'reset-sent')}>
                {say('office.signIn.forgot')}
              </button>
            </div>
          </>
        )}
        {step === 'password' && token && <p className="muted">{say('office.signIn.byLink')}</p>}
        <Button kind="primary" type="submit" isWide isBusy={isBusy}>
          {say('office.signIn.title')}
        </Button>
      </form>
      {step === 'password' && !token && (
        <>
          <div className="or muted small">{say('office.signIn.or')}</div>
          <Button isWide icon={<IconMail size={16} stroke={1.7} />} onClick={mail('/auth/magic-link', 'sent')}>
            {say('office.signIn.sendLink')}
          </Button>
        </>
      )}
    </EntryFrame>
  );
}
