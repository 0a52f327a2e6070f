import { moment, number, withUnit } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { Card, TableCard } from '../plugged/frames.tsx';
import type { PluginDetail } from './plugin.page.tsx';

type Health = NonNullable<PluginDetail['health']>;

const milliseconds = (ms: number | null): string => (ms === null ? '–' : withUnit(number(ms, ms < 10 ? 1 : 0), 'ms'));

const Why = ({ text }: { readonly text: string | null }) =>
  text === null ? (
    <span className="muted">–</span>
  ) : (
    <span className="cut why" title={text} lang="en">
      {text}
    </span>
  );

/** Errors, times and last runs, at each point and of each job. */
export const HealthCards = ({ health: { since, places, jobs, events } }: { readonly health: Health }) => (
  <>
    {places.length === 0 ? (
      <Card title={say('office.health.places')}>
        <p className="muted">{say('office.health.noPlaces', { since: moment(since) })}</p>
      </Card>
    ) : (
      <TableCard
        title={say('office.health.places')}
        aside={<span className="muted small">{say('office.health.since', { since: moment(since) })}</span>}
        head={[
          { label: say('office.health.place') },
          { label: say('office.health.calls'), isNumber: true },
          { label: say('office.health.failures'), isNumber: true },
          { label: say('office.health.average'), isNumber: true },
          { label: say('office.health.slowest'), isNumber: true },
          { label: say('office.health.last'), isNumber: true },
          { label: say('office.health.error') },
        ]}
        rows={places.map((place) => ({
          id: place.place,
          cells: [
            <Status key="place" kind={place.failures > 0 ? 'attention' : 'ok'}>
              {place.place}
            </Status>,
            number(place.calls),
            number(place.failures),
            milliseconds(place.averageMs),
            milliseconds(place.slowestMs),
            moment(place.lastAt),
            <Why key="why" text={place.lastError} />,
          ],
        }))}
      />
    )}
    {jobs.length > 0 && (
      <TableCard
        title={say('office.health.jobs')}
        aside={<span className="muted small">{say('office.health.week')}</span>}
        head={[
          { label: say('office.jobs.name') },
          { label: say('office.health.done'), isNumber: true },
          { label: say('office.health.waiting'), isNumber: true },
          { label: say('office.health.dead'), isNumber: true },
          { label: say('office.health.average'), isNumber: true },
          { label: say('office.health.last'), isNumber: true },
          { label: say('office.health.next'), isNumber: true },
          { label: say('office.health.error') },
        ]}
        rows={jobs.map((job) => ({
          id: job.name,
          cells: [
            <Status key="job" kind={job.dead > 0 ? 'attention' : job.lastAt === null ? 'idle' : 'ok'}>
              {job.name}
            </Status>,
            number(job.done),
            number(job.waiting + job.parked),
            number(job.dead),
            milliseconds(job.averageMs),
            job.lastAt === null ? '–' : moment(job.lastAt),
            job.nextAt === null ? '–' : moment(job.nextAt),
            <Why key="why" text={job.lastError} />,
          ],
        }))}
      />
    )}
    {events.due + events.dead + events.parked > 0 && (
      <Card title={say('office.health.events')}>
        <p>{sayCount('office.health.due', events.due)}</p>
        <p>{sayCount('office.health.eventsDead', events.dead)}</p>
        <p>{sayCount('office.health.parked', events.parked)}</p>
        <Why text={events.lastError} />
      </Card>
    )}
  </>
);
