import '../list/list.css';
import './reference.css';
import { IconApi } from '@tabler/icons-react';
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApiReferenceDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { Empty } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { ErrorState, NoMatch, NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { OperationCard } from './operation-card.tsx';
import { areasOf, found } from './reference.facts.ts';

export function ReferencePage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'api.read') ? <Shown /> : <NoPermission me={me} title={say('office.api.title')} />;
}

/** What the API of this brand can do, from the schema that answers: to be read by people, and tried. */
function Shown() {
  const search = useSearch({ from: '/office/api' });
  const navigate = useNavigate();
  const { data, error, refetch } = useAsk('api-reference', ApiReferenceDocument, {});
  const { q = '', op } = search;
  const go = (next: typeof search) => void navigate({ to: '/api', search: next, replace: true, resetScroll: false });
  const isThere = data !== undefined;
  const linked = useRef(op);
  useEffect(() => {
    if (isThere && linked.current !== undefined) document.getElementById(`op-${linked.current}`)?.scrollIntoView({ block: 'start' });
  }, [isThere]);
  if (error instanceof ApiError) return <ErrorState title={say('office.api.failed')} error={error} onRetry={() => void refetch()} />;
  const operations = found(data?.apiReference.operations ?? [], q);
  const areas = areasOf(operations);
  return (
    <div className="on-canvas">
      <title>{`${say('office.api.title')} · ${brand.name}`}</title>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{say('office.api.title')}</h1>
          <p className="muted">{say('office.api.text', { brand: brand.name, address: `${location.origin}/graphql` })}</p>
        </div>
      </div>
      <search className="api-search">
        <TextField
          label={say('office.api.find')}
          type="search"
          autoComplete="off"
          value={q}
          onValue={(value) => go(value === '' ? {} : { q: value })}
        />
        <p className="muted small" role="status">
          {data && sayCount('office.api.count', operations.length)}
        </p>
      </search>
      <div className="api" aria-busy={!isThere}>
        {areas.length > 1 && (
          <nav className="api-areas" aria-label={say('office.api.areas')}>
            {areas.map(({ code, name, operations: ofArea }) => (
              <a key={code} href={`#area-${code}`} className="between">
                {name}
                <span className="muted num">{ofArea.length}</span>
              </a>
            ))}
          </nav>
        )}
        <div className="stack api-body">
          {data && operations.length === 0 && (q === '' ? <NothingThere /> : <NoMatch q={q} onClear={() => go({})} />)}
          {areas.map(({ code, name, operations: ofArea }) => (
            <section key={code} id={`area-${code}`} className="card" aria-labelledby={`area-name-${code}`}>
              <h2 id={`area-name-${code}`} className="block">
                {name}
              </h2>
              {ofArea.map((operation) => (
                <OperationCard
                  key={`${operation.kind} ${operation.name}`}
                  operation={operation}
                  isOpen={operation.name === op}
                  onOpen={(isOpen) => go({ ...(q !== '' && { q }), ...(isOpen && { op: operation.name }) })}
                />
              ))}
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

const NothingThere = () => (
  <Empty icon={<IconApi size={18} stroke={1.7} />} title={say('office.api.none')} text={say('office.api.noneText')} />
);
