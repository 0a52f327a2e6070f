import { useCallback, useEffect, useState } from 'react';
import { ReferralsOwnDocument, type ReferralsOwnQuery, ReferralsTakeCodeDocument } from '#operations/referrals';
import { ApiError, ask, Button, type CustomerCardProps, day, money, Notice, TextField } from '#web';
import { say, sayIfKnown } from './texts.ts';

type Own = NonNullable<NonNullable<ReferralsOwnQuery['order']>['ownReferrals']>;
type State = { readonly own: Own | null } | { readonly failure: string } | null;

/** The customer's code to pass on, and how far those are whom they recommended. */
export default function OwnCard({ order: { id }, authorization }: CustomerCardProps) {
  const [state, setState] = useState<State>(null);
  const load = useCallback(async () => {
    try {
      const { order } = await ask(ReferralsOwnDocument, { id }, { authorization });
      setState({ own: order?.ownReferrals ?? null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ failure: error.message });
    }
  }, [id, authorization]);
  useEffect(() => void load(), [load]);
  const take = async () => {
    try {
      await ask(ReferralsTakeCodeDocument, { id }, { authorization });
      await load();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ failure: error.message });
    }
  };

  if (state === null)
    return (
      <p className="muted" role="status">
        {say('referrals.own.loading')}
      </p>
    );
  if ('failure' in state)
    return (
      <div className="stack">
        <Notice tone="danger" role="alert">
          {state.failure}
        </Notice>
        <Button onClick={load}>{say('referrals.own.again')}</Button>
      </div>
    );
  const { own } = state;
  if (!own) return <p className="muted">{say('referrals.own.NOT_ACTIVE')}</p>;
  return (
    <div className="stack">
      {own.obstacle !== null ? (
        <p className="muted">{sayIfKnown(`referrals.own.${own.obstacle}`) ?? own.obstacle}</p>
      ) : (
        <>
          <p>{offerText(own)}</p>
          {own.link === null || own.code === null ? (
            <Button kind="primary" onClick={take}>
              {say('referrals.own.take')}
            </Button>
          ) : (
            <PassOn code={own.code} link={own.link} />
          )}
        </>
      )}
      {own.recommended.length > 0 && <Recommended own={own} />}
    </div>
  );
}

const offerText = ({ referrerCents, referredCents }: Own): string =>
  [
    referrerCents ? say('referrals.own.forYou', { amount: money(referrerCents) }) : '',
    referredCents ? say('referrals.own.forThem', { amount: money(referredCents) }) : '',
  ]
    .filter(Boolean)
    .join(' ');

/** Link and code; shared by the device where it can, copied where it may, and readable in any case. */
function PassOn({ code, link }: { readonly code: string; readonly link: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  const share = () => navigator.share({ url: link, text: say('referrals.own.shareText') }).catch(() => undefined); // closed again
  return (
    <>
      <TextField
        label={say('referrals.own.link')}
        value={link}
        onValue={() => undefined}
        readOnly
        onFocus={(event) => event.target.select()}
      />
      <p>
        {say('referrals.own.code')} <strong className="num cut">{code}</strong>
      </p>
      <div className="row wrap">
        {window.isSecureContext && 'clipboard' in navigator && <Button onClick={copy}>{say('referrals.own.copy')}</Button>}
        {'share' in navigator && <Button onClick={share}>{say('referrals.own.share')}</Button>}
        <span role="status" className="muted small">
          {isCopied && say('referrals.own.copied')}
        </span>
      </div>
      <p className="muted small">{say('referrals.own.privacy')}</p>
    </>
  );
}

const Recommended = ({ own }: { readonly own: Own }) => (
  <>
    <h3>{say('referrals.own.recommended')}</h3>
    <ul className="plain-list">
      {own.recommended.map(({ name, state, since, cents }) => (
        <li key={`${name} ${since}`}>
          <span className="strong">{name}</span>{' '}
          <span className="muted">
            {[day(since.slice(0, 10)), say(`referrals.own.state.${state}`), cents === null ? '' : money(cents)].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  </>
);
