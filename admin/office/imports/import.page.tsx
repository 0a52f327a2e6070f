import '../contracts/contract.css';
import '../work.css';
import './imports.css';
import { IconTableImport } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { moment, number } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Empty } from '../../kit/parts/notice.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { ImportActs } from './import.acts.tsx';
import { type ImportOfPage, importStatusKind, isMoving, mayWork, progressOf } from './import.facts.ts';
import { MappingForm } from './mapping-form.tsx';
import { ProblemTable } from './problem-table.tsx';
import { useImport } from './use-import.ts';

export function ImportPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'import.read') ? <Loaded /> : <NoPermission me={me} title={say('office.imports.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/imports/$id' });
  return (
    <RowPage
      asked={useImport(id)}
      pick={({ importRun }) => importRun}
      failed={say('office.import.failed')}
      missing={{ icon: <IconTableImport size={18} stroke={1.7} />, title: say('office.import.missing') }}
      list={{ to: '/imports', label: say('office.imports.title') }}
    >
      {(run) => <Page run={run} />}
    </RowPage>
  );
}

function Page({ run }: { readonly run: ImportOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const [isMapping, setMapping] = useState(false);
  const maps = mayWork(me, run.kind) && (run.state === 'STAGED' || (isMapping && !isMoving(run.state)));
  const isThere = run.columns.length > 0;
  return (
    <div className="detail on-canvas">
      <title>{`${run.fileName} · ${brand.name}`}</title>
      <header className="detail-head">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/imports" search={{}}>
            {say('office.imports.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{run.fileName}</h1>
          <Status kind={importStatusKind(run)} isPill>
            {say(`office.imports.state.${run.state}`)}
          </Status>
          <span className="grow" />
          <ImportActs run={run} isMapping={maps} onMapping={setMapping} />
        </div>
        <p className="muted detail-line">
          <span>{sayIfKnown(`office.imports.kind.${run.kind}`) ?? run.kind}</span>
          <span>{run.createdBy}</span>
          <span>{moment(run.createdAt)}</span>
        </p>
        <Figures run={run} />
      </header>
      <div className="page-body">
        {isMoving(run.state) && <ProgressBar value={progressOf(run)} label={say(`office.import.now.${run.state}`)} />}
        {!isThere && run.state === 'STOPPED' && <NeverIn />}
        {maps && <MappingForm run={run} onDone={() => setMapping(false)} />}
        {isThere && !isMoving(run.state) && !maps && <ProblemTable run={run} />}
      </div>
    </div>
  );
}

const Figures = ({ run: { total, valid, invalid, done, failed } }: { readonly run: ImportOfPage }) => (
  <dl className="figures four" aria-label={say('office.import.figures')}>
    {(
      [
        ['total', total],
        ['valid', valid],
        ['faulty', invalid + failed],
        ['done', done],
      ] as const
    ).map(([name, count]) => (
      <div key={name}>
        <dt>{say(`office.import.figure.${name}`)}</dt>
        <dd className="num">{number(count)}</dd>
      </div>
    ))}
  </dl>
);

const NeverIn = () => (
  <Empty icon={<IconTableImport size={18} stroke={1.7} />} title={say('office.import.neverIn')} text={say('office.import.neverInText')}>
    <Link className="btn" to="/imports/new">
      {say('office.imports.sendAgain')}
    </Link>
  </Empty>
);
