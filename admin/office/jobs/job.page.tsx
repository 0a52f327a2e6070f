import '../contracts/contract.css';
import './jobs.css';
import { IconClockPlay } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { JobPageDocument, LogOfDocument } from '../../../generated/admin/graphql.ts';
import { moment, number } from '../../kit/format.ts';
import { isRecord } from '../../kit/is-record.ts';
import { brand } from '../../kit/page-facts.ts';
import { Notice } from '../../kit/parts/notice.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { JOB_KINDS, type JobOfPage } from './job.facts.ts';
import { JobInput } from './job-input.tsx';

export function JobPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'operations.read') ? <Loaded /> : <NoPermission me={me} title={say('office.jobs.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/jobs/$id' });
  return (
    <RowPage
      asked={useAsk('job', JobPageDocument, { id })}
      pick={({ job }) => job}
      failed={say('office.job.failed')}
      missing={{ icon: <IconClockPlay size={18} stroke={1.7} />, title: say('office.job.missing'), text: say('office.job.missingText') }}
      list={{ to: '/jobs', label: say('office.jobs.title') }}
    >
      {(job) => <Page key={`${job.id} ${job.state}`} job={job} />}
    </RowPage>
  );
}

function Page({ job }: { readonly job: JobOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  return (
    <div className="detail on-canvas">
      <title>{`${job.name} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/jobs" search={{}}>
            {say('office.jobs.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{job.name}</h1>
          <Status kind={JOB_KINDS[job.state]} isPill>
            {say(`office.jobs.state.${job.state}`)}
          </Status>
        </div>
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          {job.error !== null && (
            <section className="card block" aria-labelledby="why">
              <h2 id="why" className="block-head">
                {say('office.jobs.error')}
              </h2>
              <Notice tone={job.state === 'DEAD' ? 'danger' : 'warning'}>
                <span className="reason">{job.error}</span>
              </Notice>
            </section>
          )}
          <JobInput job={job} />
        </div>
        <div className="detail-side">
          <Facts job={job} />
          {may(me, 'audit.read') && <Log id={job.id} />}
        </div>
      </div>
    </div>
  );
}

const Facts = ({ job: { createdAt, attempt, notBefore, finishedAt } }: { readonly job: JobOfPage }) => (
  <section className="card block" aria-labelledby="facts">
    <h2 id="facts" className="block-head">
      {say('office.job.facts')}
    </h2>
    <dl className="facts">
      <dt>{say('office.jobs.at')}</dt>
      <dd>{moment(createdAt)}</dd>
      <dt>{say('office.jobs.attempt')}</dt>
      <dd>{number(attempt)}</dd>
      <dt>{say('office.jobs.next')}</dt>
      <dd>{notBefore === null ? '–' : moment(notBefore)}</dd>
      <dt>{say('office.job.finished')}</dt>
      <dd>{finishedAt === null ? '–' : moment(finishedAt)}</dd>
    </dl>
  </section>
);

/** What people did with it, and why. */
function Log({ id }: { readonly id: string }) {
  const { data } = useAsk('log', LogOfDocument, { subject: id });
  const entries = data?.auditLog.edges ?? [];
  if (entries.length === 0) return null;
  return (
    <section className="card block" aria-labelledby="log">
      <h2 id="log" className="block-head">
        {say('office.job.log')}
      </h2>
      <ul className="job-log">
        {entries.map(({ node: { id: entry, at, by, action, after } }) => (
          <li key={entry}>
            <span>{sayIfKnown(`office.job.did.${action}`, { by }) ?? `${by}: ${action}`}</span>
            {isRecord(after) && (
              <span className="reason muted">{typeof after.reason === 'string' ? after.reason : JSON.stringify(after.input)}</span>
            )}
            <span className="muted small">{moment(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
