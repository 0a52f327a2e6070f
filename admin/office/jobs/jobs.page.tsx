import './jobs.css';
import { IconClockPlay } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { JobCountsDocument, type JobCountsQueryVariables, JobsDocument, type JobsQuery } from '../../../generated/admin/graphql.ts';
import { moment, number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import type { ViewOf } from '../list/list-views.tsx';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';
import { useAsk } from '../use-ask.ts';
import { JOB_KINDS } from './job.facts.ts';

type JobRow = JobsQuery['jobs']['edges'][number]['node'];
interface JobsSearch extends ListSearch {
  readonly state?: string;
}
const STATES = ['WAITING', 'SENT', 'PARKED', 'DEAD', 'DONE', 'DROPPED'] as const;
/** States in which somebody waits for something: how many there are is said beside the view. */
const OPEN = ['WAITING', 'SENT', 'PARKED', 'DEAD'] as const;

const filterOf = ({ q, state }: JobsSearch) => {
  const known = oneOf(state, STATES);
  return { ...(q && { name: q.trim() }), ...(known && { state: [known] }) };
};

const StateOf = ({ row: { state } }: { readonly row: JobRow }) => (
  <Status kind={JOB_KINDS[state]}>{say(`office.jobs.state.${state}`)}</Status>
);

/** What else the machinery has to say. */
const Beside = () => (
  <>
    <Link to="/jobs/schedules" className="btn">
      {say('office.schedules.title')}
    </Link>
    <Link to="/jobs/events" className="btn">
      {say('office.deliveries.title')}
    </Link>
  </>
);

const JOBS: ListDefinition<JobRow, JobsSearch> = {
  name: 'jobs',
  path: '/jobs',
  permission: 'operations.read',
  title: 'office.jobs.title',
  find: 'office.jobs.find',
  none: { title: 'office.jobs.none', text: 'office.jobs.noneText', icon: <IconClockPlay size={18} stroke={1.7} /> },
  columns: [
    {
      id: 'name',
      label: 'office.jobs.name',
      cell: ({ id, name }) => (
        <Link to="/jobs/$id" params={{ id }} className="id">
          {name}
        </Link>
      ),
    },
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
    {
      id: 'next',
      label: 'office.jobs.next',
      isNumber: true,
      from: 2,
      cell: ({ notBefore }) => (notBefore === null ? '–' : moment(notBefore)),
    },
    { id: 'at', label: 'office.jobs.at', isNumber: true, from: 2, cell: ({ createdAt }) => moment(createdAt) },
  ],
  line: (row) => (
    <Link to="/jobs/$id" params={{ id: row.id }}>
      <span className="between">
        <span className="medium cut">{row.name}</span>
        <StateOf row={row} />
      </span>
      <span className="muted small">{row.error ?? moment(row.createdAt)}</span>
    </Link>
  ),
  hrefOf: ({ id }) => `/jobs/${id}`,
  filters: () => <Beside />,
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['ID']) };
    return usePageOf(JobsDocument, variables, { name: 'jobs', pick: ({ jobs }) => jobs });
  },
  useViews: () => {
    const { data } = useAsk('job-counts', JobCountsDocument, COUNTED);
    return [
      { label: 'office.jobs.all', search: {}, count: data?.all.total.label },
      ...STATES.map((state): ViewOf<JobsSearch> => {
        const open = oneOf(state, OPEN);
        return { label: `office.jobs.state.${state}`, search: { state }, count: open && data?.[open].total.label };
      }),
    ];
  },
  exported: null,
};

const COUNTED: JobCountsQueryVariables = {
  all: {},
  waiting: { state: ['WAITING'] },
  sent: { state: ['SENT'] },
  parked: { state: ['PARKED'] },
  dead: { state: ['DEAD'] },
};

export const JobsPage = () => <DefinedList list={JOBS} search={useSearch({ from: '/office/jobs' })} />;
