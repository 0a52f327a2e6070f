import '../list/table.css';
import '../list/list.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ApiRequestsDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { day, dayOfInstant, number, time } from '../../kit/format.ts';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { pageOf } from '../list/list.types.ts';
import { usePageOf } from '../list/loaded.ts';
import { Pager } from '../list/pager.tsx';

const SHOWN = ['all', 'refused'] as const;

/** What the key asked for, and how it ended. */
export function RequestLog({ keyId }: { readonly keyId: string }) {
  const search = useSearch({ from: '/office/keys/$id' });
  const navigate = useNavigate();
  const go = (next: typeof search) => void navigate({ to: '/keys/$id', params: { id: keyId }, search: next, replace: true });
  const isRefused = search.refused === undefined ? null : true;
  const variables = {
    ...pageOf(search),
    filter: { keyId, isRefused },
    orderBy: { field: 'ID', direction: 'DESC' } as const,
  };
  const { rows, info, error, retry } = usePageOf(ApiRequestsDocument, variables, {
    name: 'api-requests',
    pick: ({ apiRequests }) => apiRequests,
  });
  return (
    <section className="card block flush" aria-labelledby="log">
      <div className="block-head between">
        <h2 id="log">{say('office.keys.log')}</h2>
        <Segmented
          label={say('office.keys.logShow')}
          value={isRefused ? 'refused' : 'all'}
          onValue={(value) => go(value === 'refused' ? { refused: 'true' } : {})}
          options={SHOWN.map((value) => ({ value, label: say(`office.keys.log.${value}`) }))}
        />
      </div>
      {error instanceof ApiError && (
        <p className="block error" role="alert">
          {error.message}{' '}
          <button type="button" className="linklike" onClick={retry}>
            {say('kit.tryAgain')}
          </button>
        </p>
      )}
      {rows?.length === 0 ? (
        <p className="block muted">{say(isRefused ? 'office.keys.logNoRefusal' : 'office.keys.logNone')}</p>
      ) : (
        <TableScroll aria-labelledby="log" aria-busy={rows === null}>
          <table className="table inner">
            <thead>
              <tr>
                <th scope="col">{say('office.keys.logAsked')}</th>
                <th scope="col">{say('office.keys.logEnded')}</th>
                <th scope="col" className="right">
                  {say('office.keys.logTimes')}
                </th>
                <th scope="col" className="right">
                  {say('office.keys.logTook')} <span className="unit">ms</span>
                </th>
                <th scope="col">{say('office.keys.logFrom')}</th>
                <th scope="col" className="right">
                  {say('office.keys.logAt')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows?.map(({ id, at, operation, status, code, ip, times, ms }) => (
                <tr key={id}>
                  <td className="medium">{operation}</td>
                  <td>
                    <Status kind={code === null && status < 400 ? 'ok' : 'failed'}>{code ?? String(status)}</Status>
                  </td>
                  <td className="right num">{number(times)}</td>
                  <td className="right num">{number(ms)}</td>
                  <td className="num">{ip}</td>
                  <td className="right num">{`${day(dayOfInstant(at))}, ${time(at)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {rows && rows.length > 0 && info && (
        <Pager
          info={info}
          search={search}
          onSearch={({ after, before }) =>
            go({ ...(search.refused && { refused: 'true' }), ...(after && { after }), ...(before && { before }) })
          }
          count={rows.length}
          total={null}
        />
      )}
    </section>
  );
}
