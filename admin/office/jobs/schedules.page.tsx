import '../list/table.css';
import './jobs.css';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useRouteContext } from '@tanstack/react-router';
import { JobSchedulesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { day, dayOfInstant, time, untilDay } from '../../kit/format.ts';
import { Empty } from '../../kit/parts/notice.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { BesideJobs } from './beside-jobs.tsx';

export function SchedulesPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'operations.read') ? <Shown /> : <NoPermission me={me} title={say('office.schedules.title')} />;
}

const when = (instant: string): string => `${day(dayOfInstant(instant))}, ${time(instant)}`;

/** What the product does by itself, when it does it next and when it did it last; the next first. */
function Shown() {
  const { data, error, refetch } = useAsk('schedules', JobSchedulesDocument, {});
  if (error instanceof ApiError) return <ErrorState title={say('office.schedules.failed')} error={error} onRetry={() => void refetch()} />;
  const schedules = [...(data?.jobSchedules ?? [])].sort((a, b) => a.nextAt.localeCompare(b.nextAt));
  return (
    <BesideJobs title={say('office.schedules.title')} text={say('office.schedules.text')}>
      {data && schedules.length === 0 ? (
        <Empty
          icon={<IconCalendarEvent size={18} stroke={1.7} />}
          title={say('office.schedules.none')}
          text={say('office.schedules.noneText')}
        />
      ) : (
        <TableScroll aria-label={say('office.schedules.title')} aria-busy={data === undefined}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('office.jobs.name')}</th>
                <th scope="col" className="right">
                  {say('office.schedules.next')}
                </th>
                <th scope="col">{say('office.schedules.when')}</th>
                <th scope="col" className="right">
                  {say('office.schedules.last')}
                </th>
                <th scope="col">{say('office.schedules.cron')}</th>
              </tr>
            </thead>
            <tbody>
              {schedules.map(({ name, cron, nextAt, lastAt }) => (
                <tr key={name}>
                  <td className="medium">{name}</td>
                  <td className="right num">{when(nextAt)}</td>
                  <td className="muted">{untilDay(dayOfInstant(nextAt))}</td>
                  <td className="right num">{lastAt === null ? '–' : when(lastAt)}</td>
                  <td>
                    <code>{cron}</code>
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
