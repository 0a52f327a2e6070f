import { IconClockPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DropJobDocument, type JobState, JobsDocument, type JobsQuery, RetryJobDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { moment, number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Status, type StatusKind } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition, type ViewOf } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';

type JobRow = JobsQuery['jobs']['edges'][number]['node'];
interface JobsSearch extends ListSearch {
  readonly state?: string;
}
const STATES = ['WAITING', 'SENT', 'PARKED', 'DEAD', 'DONE', 'DROPPED'] as const;

const filterOf = ({ q, state }: JobsSearch) => {
  const known = oneOf(state, STATES);
  return { ...(q && { name: q.trim() }), ...(known && { state: [known] }) };
};

const KINDS: Readonly<Record<JobState, StatusKind>> = {
  ...{ WAITING: 'wait', SENT: 'progress', PARKED: 'idle', DEAD: 'failed', DONE: 'ok', DROPPED: 'ended' },
};

const StateOf = ({ row: { state } }: { readonly row: JobRow }) => <Status kind={KINDS[state]}>{say(`office.jobs.state.${state}`)}</Status>;

/** A dead letter is run again or dropped by somebody who has read why it died. */
function Acts({ row }: { readonly row: JobRow }) {
  const { me } = useRouteContext({ from: '/office' });
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  if (row.state !== 'DEAD' || !may(me, 'operations.write')) return <span className="muted">–</span>;
  const act =
    (operation: typeof RetryJobDocument | typeof DropJobDocument, done: 'office.jobs.retried' | 'office.jobs.dropped') => async () => {
      try {
        await ask<unknown, { id: string }>(operation, { id: row.id });
        toast(say(done, { name: row.name }));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setProblem(error.message);
      }
      await refresh(queries);
    };
  return (
    <span className="row">
      <Button onClick={act(RetryJobDocument, 'office.jobs.retried')}>{say('office.jobs.retry')}</Button>
      <Button kind="plain" onClick={act(DropJobDocument, 'office.jobs.dropped')}>
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

const JOBS: ListDefinition<JobRow, JobsSearch> = {
  name: 'jobs',
  path: '/jobs',
  permission: 'operations.read',
  title: 'office.jobs.title',
  find: 'office.jobs.find',
  none: { title: 'office.jobs.none', text: 'office.jobs.noneText', icon: <IconClockPlay size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.jobs.name', cell: ({ name }) => <span className="medium">{name}</span> },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'attempt', label: 'office.jobs.attempt', isNumber: true, from: 2, cell: ({ attempt }) => number(attempt) },
    {
      id: 'error',
      label: 'office.jobs.error',
      cell: ({ error }) =>
        error === null ? (
          <span className="muted">–</span>
        ) : (
          <span className="cut why" title={error}>
            {error}
          </span>
        ),
    },
    { id: 'at', label: 'office.jobs.at', isNumber: true, from: 2, cell: ({ createdAt }) => moment(createdAt) },
    { id: 'acts', label: 'office.jobs.acts', cell: (row) => <Acts row={row} /> },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <span className="medium cut">{row.name}</span>
        <StateOf row={row} />
      </span>
      <span className="muted small">{row.error ?? moment(row.createdAt)}</span>
    </div>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['ID']) };
    return usePageOf(JobsDocument, variables, { name: 'jobs', pick: ({ jobs }) => jobs });
  },
  useViews: () => [
    { label: 'office.jobs.all', search: {} },
    ...STATES.map((state): ViewOf<JobsSearch> => ({ label: `office.jobs.state.${state}`, search: { state } })),
  ],
  exported: null,
};

export const JobsPage = () => <DefinedList list={JOBS} search={useSearch({ from: '/office/jobs' })} />;
