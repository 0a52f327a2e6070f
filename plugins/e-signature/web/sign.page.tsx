import './sign.css';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, Button, day, Notice, type WebPageProps } from '#web';
import { Paper } from './paper.tsx';
import { SignForm } from './sign-form.tsx';
import { readSigning, type SigningProps, type SigningView } from './signing.api.ts';
import { say } from './texts.ts';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly isLinkBad: boolean }
  | { readonly kind: 'there'; readonly view: SigningView };

const LOOK_AGAIN_MS = 3_000;

/** Somebody without an account reads a contract and signs it. */
export default function SignPage({ title, token, onForget }: WebPageProps) {
  const [state, setState] = useState<State>(
    token === null ? { kind: 'failed', message: say('e-signature.sign.noLink'), isLinkBad: true } : { kind: 'loading' },
  );
  const load = useCallback(async (): Promise<void> => {
    if (token === null) return;
    try {
      setState({ kind: 'there', view: await readSigning(token) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isLinkBad = error.code === 'E_SIGNATURE_LINK_INVALID';
      if (isLinkBad) onForget();
      setState({ kind: 'failed', message: error.message, isLinkBad });
    }
  }, [token, onForget]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a link
  useEffect(() => void load(), [token]);
  // The document is set and sealed by a worker: the page looks again until it is there.
  const isComing = state.kind === 'there' && (state.view.state === 'SEALING' || state.view.state === 'PREPARING');
  useEffect(() => {
    if (!isComing) return;
    const timer = setInterval(() => void load(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isComing, load]);

  return (
    <div className="stack">
      <h1>{title}</h1>
      {state.kind === 'loading' && (
        <p className="muted" role="status">
          {say('e-signature.sign.loading')}
        </p>
      )}
      {state.kind === 'failed' && (
        <>
          <Notice tone={state.isLinkBad ? 'warning' : 'danger'} role="alert">
            {state.message}
          </Notice>
          {!state.isLinkBad && <Button onClick={() => void load()}>{say('e-signature.sign.again')}</Button>}
        </>
      )}
      {state.kind === 'there' && token !== null && (
        <Signing view={state.view} token={token} onView={(view) => setState({ kind: 'there', view })} />
      )}
    </div>
  );
}

function Signing({ view, token, onView }: SigningProps) {
  const { me, document, signers, language, hasSignedFile } = view;
  const canSign = view.state === 'OPEN' && me.state === 'ASKED';
  return (
    <>
      {canSign ? (
        <p className="lead">{say('e-signature.sign.lead', { name: me.name ?? '', until: day(view.lastDay) })}</p>
      ) : (
        <Notice tone={toneOf(view)} role="status">
          {say(`e-signature.sign.state.${standingOf(view)}`)}
        </Notice>
      )}
      {signers.length > 1 && <People signers={signers} />}
      {document && (canSign || hasSignedFile) && <Paper {...{ document, language, token }} which={hasSignedFile ? 'signed' : 'document'} />}
      {document && canSign && <SignForm {...{ view, document, token, onView }} />}
    </>
  );
}

/** Where somebody stands who cannot sign now. */
const standingOf = ({ state, me }: SigningView): Exclude<SigningView['state'], 'OPEN'> | 'WAITING' | 'SIGNED' =>
  state !== 'OPEN' ? state : me.state === 'SIGNED' ? 'SIGNED' : 'WAITING';

const toneOf = (view: SigningView) => {
  const standing = standingOf(view);
  return standing === 'DONE' || standing === 'SIGNED' || standing === 'SEALING' ? 'success' : 'warning';
};

const People = ({ signers }: Pick<SigningView, 'signers'>) => (
  <section className="card pad" aria-labelledby="e-signature-people">
    <h2 id="e-signature-people">{say('e-signature.sign.people')}</h2>
    <ol>
      {signers.map(({ position, name, state, isMe }) => (
        <li key={position}>
          {name}
          {isMe && ` (${say('e-signature.sign.you')})`}: {say(`e-signature.signer.${state}`)}
        </li>
      ))}
    </ol>
  </section>
);
