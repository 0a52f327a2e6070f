import '../contracts/contract.css';
import './keys.css';
import { IconKey } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiKeyPageDocument } from '../../../generated/admin/graphql.ts';
import { moment, number } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { beginningOf, isUsable, KEY_KINDS, type KeyOfPage, keyStateOf } from './key.facts.ts';
import { RequestLog } from './request-log.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { type ShownKey, ShownKeyDialog } from './shown-key-dialog.tsx';

export function KeyPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'api-key.read') ? <Loaded /> : <NoPermission me={me} title={say('office.keys.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/keys/$id' });
  return (
    <RowPage
      asked={useAsk('api-key', ApiKeyPageDocument, { id })}
      pick={({ apiKey }) => apiKey}
      failed={say('office.keys.failed')}
      missing={{ icon: <IconKey size={18} stroke={1.7} />, title: say('office.keys.missing') }}
      list={{ to: '/keys', label: say('office.keys.title') }}
    >
      {(apiKey) => <Page apiKey={apiKey} />}
    </RowPage>
  );
}

function Page({ apiKey }: { readonly apiKey: KeyOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const [shown, setShown] = useState<ShownKey | null>(null);
  const state = keyStateOf(apiKey);
  const mayEnd = may(me, 'api-key.write') && isUsable(apiKey);
  return (
    <div className="detail on-canvas">
      <title>{`${apiKey.name} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/keys" search={{}}>
            {say('office.keys.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{apiKey.name}</h1>
          <Status kind={KEY_KINDS[state]} isPill>
            {say(`office.keys.state.${state}`)}
          </Status>
          <span className="grow" />
          {mayEnd && apiKey.replacedById === null && <Button onClick={() => setAsked('rotate')}>{say('office.keys.rotate')}</Button>}
          {mayEnd && <Button onClick={() => setAsked('revoke')}>{say('office.keys.revoke')}</Button>}
        </div>
        <p className="muted detail-line">
          <code>{beginningOf(apiKey)}</code>
        </p>
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          <RequestLog keyId={apiKey.id} />
        </div>
        <div className="detail-side">
          <Facts apiKey={apiKey} />
          <section className="card block" aria-labelledby="scopes">
            <h2 id="scopes" className="block-head">
              {say('office.keys.scopes')}
            </h2>
            <ul className="scope-tags">
              {apiKey.scopes.map((scope) => (
                <li key={scope} className="tag">
                  {scope}
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      {asked === 'revoke' && <RevokeDialog apiKey={apiKey} onClose={() => setAsked(null)} />}
      {asked === 'rotate' && (
        <RotateDialog
          apiKey={apiKey}
          onClose={() => setAsked(null)}
          onShown={(made) => {
            setAsked(null);
            setShown(made);
          }}
        />
      )}
      {shown && (
        <ShownKeyDialog
          shown={shown}
          onClose={() => {
            setShown(null);
            void navigate({ to: '/keys/$id', params: { id: shown.id }, search: {} });
          }}
        />
      )}
    </div>
  );
}

const Facts = ({ apiKey }: { readonly apiKey: KeyOfPage }) => {
  const { lastUsedAt, expiresAt, revokedAt, replacedById, allowedIps, rateLimit, partnerId, createdAt, createdBy } = apiKey;
  return (
    <section className="card block" aria-labelledby="facts">
      <h2 id="facts" className="block-head">
        {say('office.keys.facts')}
      </h2>
      <dl className="facts">
        <dt>{say('office.keys.used')}</dt>
        <dd>{lastUsedAt === null ? say('office.keys.never') : moment(lastUsedAt)}</dd>
        <dt>{say('office.keys.ends')}</dt>
        <dd>{expiresAt === null ? '–' : moment(expiresAt)}</dd>
        {revokedAt !== null && (
          <>
            <dt>{say('office.keys.state.revoked')}</dt>
            <dd>{moment(revokedAt)}</dd>
          </>
        )}
        {replacedById !== null && (
          <>
            <dt>{say('office.keys.replacedBy')}</dt>
            <dd>
              <Link to="/keys/$id" params={{ id: replacedById }} search={{}}>
                {say('office.keys.successor')}
              </Link>
            </dd>
          </>
        )}
        <dt>{say('office.keys.rows')}</dt>
        <dd>{say(partnerId === null ? 'office.keys.wholeBrand' : 'office.keys.onePartner')}</dd>
        <dt>{say('office.keys.from')}</dt>
        <dd>{allowedIps.length === 0 ? say('office.keys.anywhere') : allowedIps.join(', ')}</dd>
        <dt>{say('office.keys.rate')}</dt>
        <dd className="num">{number(rateLimit)}</dd>
        <dt>{say('office.keys.made')}</dt>
        <dd>
          {moment(createdAt)}, {createdBy}
        </dd>
      </dl>
    </section>
  );
};
