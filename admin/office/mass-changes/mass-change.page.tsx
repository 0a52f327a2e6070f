import '../contracts/contract.css';
import '../work.css';
import { IconArrowsTransferUp } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { MassChangePageDocument } from '../../../generated/admin/graphql.ts';
import { day, moment, number } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { MassChangeActs } from './mass-change.acts.tsx';
import { countOf, isMoving, type MassChangeOfPage, massChangeKind, progressOf, useSteps } from './mass-change.facts.ts';
import { Outcomes } from './outcomes.tsx';

/** While contracts are looked at or moved, the figures are asked for so often. */
const PAUSE_MS = 1_500;

export function MassChangePage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'contract.mass-change') ? <Loaded /> : <NoPermission me={me} title={say('office.mass.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/mass-changes/$id' });
  const asked = useAsk(
    'mass-change',
    MassChangePageDocument,
    { id },
    { every: (data) => (data?.massChange && isMoving(data.massChange.state) ? PAUSE_MS : false) },
  );
  return (
    <RowPage
      asked={asked}
      pick={({ massChange }) => massChange}
      failed={say('office.mass.pageFailed')}
      missing={{ icon: <IconArrowsTransferUp size={18} stroke={1.7} />, title: say('office.mass.missing') }}
      list={{ to: '/mass-changes', label: say('office.mass.title') }}
    >
      {(change) => <Page key={id} change={change} />}
    </RowPage>
  );
}

function Page({ change }: { readonly change: MassChangeOfPage }) {
  const { stepLabel } = useSteps();
  const name = stepLabel(change.transition);
  return (
    <div className="detail on-canvas">
      <title>{`${name} · ${brand.name}`}</title>
      <header className="detail-head">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/mass-changes" search={{}}>
            {say('office.mass.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{name}</h1>
          <Status kind={massChangeKind(change)} isPill>
            {say(`office.mass.state.${change.state}`)}
          </Status>
          <span className="grow" />
          <MassChangeActs change={change} />
        </div>
        <p className="muted detail-line">
          <span>{change.createdBy}</span>
          <span>{moment(change.createdAt)}</span>
          {change.effectiveOn && <span>{say('office.mass.on', { day: day(change.effectiveOn) })}</span>}
          {change.reason && <span>{change.reason}</span>}
        </p>
        <dl className="figures four" aria-label={say('office.import.figures')}>
          <div>
            <dt>{say('office.mass.total')}</dt>
            <dd className="num">{number(change.total)}</dd>
          </div>
          {(['OPEN', 'DONE', 'FAILED'] as const).map((state) => (
            <div key={state}>
              <dt>{say(`office.mass.outcome.${state}`)}</dt>
              <dd className="num">{change.state === 'PREVIEWING' ? '–' : number(countOf(change, state))}</dd>
            </div>
          ))}
        </dl>
      </header>
      <div className="page-body">
        {isMoving(change.state) && <ProgressBar value={progressOf(change)} label={say(`office.mass.now.${change.state}`)} />}
        {change.state !== 'PREVIEWING' && <Outcomes change={change} />}
      </div>
    </div>
  );
}
