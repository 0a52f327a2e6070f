import '../list/table.css';
import './jobs.css';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import {
  DropDeliveryDocument,
  OpenDeliveriesDocument,
  type OpenDeliveriesQuery,
  RetryDeliveryDocument,
} from '../../../generated/admin/graphql.ts';
import { ApiError, ask, type Operation } from '../../api/ask.ts';
import { moment, number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Empty } from '../../kit/parts/notice.tsx';
import { Status, type StatusKind } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh, useAsk } from '../use-ask.ts';
import { BesideJobs } from './beside-jobs.tsx';

type Delivery = OpenDeliveriesQuery['openDeliveries'][number];
const KINDS: Readonly<Record<string, StatusKind>> = { DUE: 'wait', DEAD: 'failed', PARKED: 'idle', DROPPED: 'ended' };

export function DeliveriesPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'operations.read') ? <Shown /> : <NoPermission me={me} title={say('office.deliveries.title')} />;
}

/** Events that a plugin did not take yet, or never will by itself. */
function Shown() {
  const { data, error, refetch } = useAsk('deliveries', OpenDeliveriesDocument, {});
  if (error instanceof ApiError) return <ErrorState title={say('office.deliveries.failed')} error={error} onRetry={() => void refetch()} />;
  const deliveries = data?.openDeliveries ?? [];
  return (
    <BesideJobs title={say('office.deliveries.title')} text={say('office.deliveries.text')}>
      {data && deliveries.length === 0 ? (
        <Empty
          icon={<IconCircleCheck size={18} stroke={1.7} />}
          title={say('office.deliveries.none')}
          text={say('office.deliveries.noneText')}
        />
      ) : (
        <TableScroll aria-label={say('office.deliveries.title')} aria-busy={data === undefined}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('office.deliveries.event')}</th>
                <th scope="col">{say('office.deliveries.plugin')}</th>
                <th scope="col">{say('office.contracts.status')}</th>
                <th scope="col">{say('office.jobs.error')}</th>
                <th scope="col" className="right">
                  {say('office.jobs.attempt')}
                </th>
                <th scope="col" className="right">
                  {say('office.deliveries.at')}
                </th>
                <th scope="col">{say('office.jobs.acts')}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <tr key={`${delivery.eventId} ${delivery.pluginId}`}>
                  <td className="medium">{delivery.type}</td>
                  <td>{pluginName(delivery.pluginId)}</td>
                  <td>
                    <Status kind={KINDS[delivery.state] ?? 'idle'}>
                      {sayIfKnown(`office.deliveries.state.${delivery.state}`) ?? delivery.state}
                    </Status>
                  </td>
                  <td>
                    <span className="cut why" title={delivery.error ?? undefined}>
                      {delivery.error ?? '–'}
                    </span>
                  </td>
                  <td className="right num">{number(delivery.attempt)}</td>
                  <td className="right num">{moment(delivery.occurredAt)}</td>
                  <td>
                    <Acts delivery={delivery} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </BesideJobs>
  );
}

function Acts({ delivery: { eventId, pluginId, state, type } }: { readonly delivery: Delivery }) {
  const { me } = useRouteContext({ from: '/office' });
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  if (state !== 'DEAD' || !may(me, 'operations.write')) return <span className="muted">–</span>;
  const act = (operation: Operation<unknown, { eventId: string; pluginId: string }>, told: string) => async () => {
    try {
      await ask(operation, { eventId, pluginId });
      toast(told);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    await refresh(queries);
  };
  return (
    <span className="row">
      <Button onClick={act(RetryDeliveryDocument, say('office.deliveries.retried', { name: type }))}>
        {say('office.deliveries.retry')}
      </Button>
      <Button kind="plain" onClick={act(DropDeliveryDocument, say('office.jobs.dropped', { name: type }))}>
        {say('office.jobs.drop')}
      </Button>
      {problem !== null && (
        <span className="error" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
