import './sign.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, Button, day, Notice, OFFLINE, type WebPageProps } from '#web';
import { Paper } from './paper.tsx';
import { isFault, isFinal } from './rules.ts';
import { SignForm } from './sign-form.tsx';
import { readSigning, type SigningProps, type SigningView, sendSignature } from './signing.api.ts';
import { forgetKept, keepPage, keepView, keptView, waitingSignatures } from './tablet.ts';
import { say, sayIfKnown } from './texts.ts';
import { WithdrawCard } from './withdraw-card.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly isLinkBad: boolean }
  /** Signed on this tablet without network; it waits here for its hand-over. `fault`: why the server does not take it as it is. */
  | { readonly kind: 'kept'; readonly fault?: string }
  | { readonly kind: 'there'; readonly view: SigningView };

const LOOK_AGAIN_MS = 3_000;

/** Somebody without an account reads a contract and signs it. */
export default function SignPage({ title, token, onForget }: WebPageProps) {
  const [state, setState] = useState<State>(
    token === null ? { kind: 'failed', message: say('e-signature.sign.noLink'), isLinkBad: true } : { kind: 'loading' },
  );
  /** What was signed here without network for others, and came too late or waits with a fault. */
  const [refused, setRefused] = useState<readonly string[]>([]);
  const fail = useCallback(
    (error: unknown): void => {
      if (!(error instanceof ApiError)) throw error;
      const isLinkBad = error.code === 'E_SIGNATURE_LINK_INVALID';
      if (isLinkBad) onForget();
      setState({ kind: 'failed', message: error.message, isLinkBad });
    },
    [onForget],
  );
  const load = useCallback(
    async (isAnew = false): Promise<void> => {
      if (token === null) return;
      if (!isAnew && waitingSignatures().some((one) => one.token === token)) return setState({ kind: 'kept' });
      try {
        const view = await readSigning(token);
        setState({ kind: 'there', view });
        if (view.isOnTablet) await keptForLater(token, view);
      } catch (error) {
        const view = error instanceof ApiError && error.code === OFFLINE ? keptView(token) : null;
        if (view) setState({ kind: 'there', view });
        else fail(error);
      }
    },
    [token, fail],
  );
  const tell = (message: string): void => setRefused((before) => (before.includes(message) ? before : [...before, message]));
  useHandOver({
    onView: (of, view) => of === token && setState({ kind: 'there', view }),
    onRefused: (of, error) => (of === token ? fail(error) : tell(say('e-signature.tablet.refused', { message: error.message }))),
    onHeld: (of, { message }) =>
      of === token
        ? setState((before) => (before.kind === 'kept' ? { kind: 'kept', fault: message } : before))
        : tell(say('e-signature.tablet.heldOther', { message })),
    isWaiting: state.kind === 'kept',
  });
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
      <h1>{state.kind === 'there' && state.view.kind === 'COSTS' ? say('e-signature.sign.titleCosts') : title}</h1>
      {refused.map((message) => (
        <Notice key={message} tone="danger" role="alert">
          {message}
        </Notice>
      ))}
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
      {state.kind === 'kept' && state.fault === undefined && (
        <Notice tone="warning" role="status">
          {say('e-signature.tablet.kept')}
        </Notice>
      )}
      {state.kind === 'kept' && state.fault !== undefined && (
        <>
          <Notice tone="danger" role="alert">
            {say('e-signature.tablet.held', { message: state.fault })}
          </Notice>
          <Button onClick={() => void load(true)}>{say('e-signature.tablet.anew')}</Button>
        </>
      )}
      {state.kind === 'there' && token !== null && (
        <Signing
          view={state.view}
          token={token}
          onView={(view) => {
            if (mayStillSign(view)) keepView(token, view); // with the code that was proven
            setState({ kind: 'there', view });
          }}
          onKept={() => setState({ kind: 'kept' })}
        />
      )}
    </div>
  );
}

function Signing({ view, token, onView, onKept }: SigningProps & { readonly onKept: () => void }) {
  const { me, document, signers, language, hasSignedFile } = view;
  const canSign = view.state === 'OPEN' && me.state === 'ASKED';
  return (
    <>
      {canSign ? (
        <p className="lead">
          {say(view.kind === 'COSTS' ? 'e-signature.sign.leadCosts' : 'e-signature.sign.lead', {
            name: me.name ?? '',
            until: day(view.lastDay),
          })}
        </p>
      ) : (
        <Notice tone={toneOf(view)} role="status">
          {standingText(view)}
        </Notice>
      )}
      {signers.length > 1 && <People signers={signers} />}
      {document && (canSign || hasSignedFile) && <Paper {...{ document, language, token }} which={hasSignedFile ? 'signed' : 'document'} />}
      {document && canSign && <SignForm {...{ view, document, token, onView, onKept }} />}
      <WithdrawCard {...{ view, token, onView }} />
    </>
  );
}

const mayStillSign = ({ isOnTablet, me }: SigningView): boolean => isOnTablet && me.state === 'ASKED';

/** Everything that signing without network needs: the document, the page, and the part that draws. */
async function keptForLater(token: string, view: SigningView): Promise<void> {
  keepView(token, view);
  await import('./pad.tsx');
  await keepPage();
}

interface HandOver {
  readonly isWaiting: boolean;
  readonly onView: (token: string, view: SigningView) => void;
  readonly onRefused: (token: string, error: ApiError) => void;
  readonly onHeld: (token: string, error: ApiError) => void;
}

const HAND_OVER_MS = 15_000;

/** Hands over what waits on this device, as soon as there is network: when the page opens, when the line comes back, and now and then. */
function useHandOver({ isWaiting, onView, onRefused, onHeld }: HandOver): void {
  const latest = useRef({ onView, onRefused, onHeld });
  latest.current = { onView, onRefused, onHeld };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a signature that was just kept is handed over too
  useEffect(() => {
    let isBusy = false;
    const tellFault = (token: string, error: ApiError): void => {
      if (!isFinal(error.code)) {
        latest.current.onHeld(token, error);
        return;
      }
      forgetKept(token);
      latest.current.onRefused(token, error);
    };
    const handOver = async (): Promise<void> => {
      if (isBusy) return;
      isBusy = true;
      for (const { token, signature } of waitingSignatures()) {
        try {
          const view = await sendSignature(token, signature);
          forgetKept(token);
          latest.current.onView(token, view);
        } catch (error) {
          // Whatever else it is, a line that is down or a server that is troubled, passes: the signature waits on.
          if (error instanceof ApiError && isFault(error.code)) tellFault(token, error);
        }
      }
      isBusy = false;
    };
    void handOver();
    const again = () => void handOver();
    window.addEventListener('online', again);
    const timer = setInterval(again, HAND_OVER_MS);
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [isWaiting]);
}

/** Where somebody stands who cannot sign now. */
const standingOf = ({ state, me }: SigningView): Exclude<SigningView['state'], 'OPEN'> | 'WAITING' | 'SIGNED' =>
  state !== 'OPEN' ? state : me.state === 'SIGNED' ? 'SIGNED' : 'WAITING';

/** In the words of what was asked: a contract that is signed, or costs that are accepted. */
const standingText = (view: SigningView): string =>
  (view.kind === 'COSTS' ? sayIfKnown(`e-signature.sign.costsState.${standingOf(view)}`) : null) ??
  say(`e-signature.sign.state.${standingOf(view)}`);

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
