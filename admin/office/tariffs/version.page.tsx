import '../list/table.css';
import '../contracts/contract.css';
import './tariffs.css';
import { IconPencil, IconPlus, IconReceipt2 } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { day } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Empty } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { Differences } from './compare.tsx';
import { inputOf } from './price-input.ts';
import { PricePreview } from './price-preview.tsx';
import { formOf } from './price-stored.ts';
import { factsOf, timeOf, type Version } from './tariff.facts.ts';
import { Crumbs, type TariffOfPage, WithTariff } from './tariff.page.tsx';
import { type VersionStep, VersionStepDialog } from './version-step-dialog.tsx';
import { VersionSteps } from './version-steps.tsx';
import { lastStep, VersionStatus } from './versions.tsx';

/** One version of a price: what it says, what it would change, and who does what next. */
export function VersionPage() {
  const { me } = useRouteContext({ from: '/office' });
  const { id, version } = useParams({ from: '/office/tariffs/$id/versions/$version' });
  if (!may(me, 'tariff.read')) return <NoPermission me={me} title={say('office.tariffs.title')} />;
  return (
    <WithTariff id={id}>
      {(tariff) => {
        const found = tariff.prices.find((one) => one.id === version);
        return found ? <Page key={version} tariff={tariff} version={found} /> : <Gone tariff={tariff} />;
      }}
    </WithTariff>
  );
}

const Gone = ({ tariff }: { readonly tariff: TariffOfPage }) => (
  <Empty isPage icon={<IconReceipt2 size={18} stroke={1.7} />} title={say('office.version.missing')} text={say('office.row.missingText')}>
    <Link className="btn" to="/tariffs/$id" params={{ id: tariff.id }}>
      {say('office.version.toTariff')}
    </Link>
  </Empty>
);

interface PageProps {
  readonly tariff: TariffOfPage;
  readonly version: Version;
}

function Page({ tariff, version }: PageProps) {
  const { me } = useRouteContext({ from: '/office' });
  const navigate = useNavigate();
  const [step, setStep] = useState<VersionStep | null>(null);
  const before = predecessorOf(tariff, version);
  const title = say('office.version.title', { name: tariff.name, day: day(version.validFrom) });
  const isWriter = may(me, 'tariff.write');
  const close = (isDone: boolean) => {
    setStep(null);
    if (isDone && step === 'delete') void navigate({ to: '/tariffs/$id', params: { id: tariff.id } });
  };
  return (
    <div className="detail on-canvas">
      <title>{`${title} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <Crumbs tariff={tariff} />
        <div className="detail-title">
          <h1 tabIndex={-1}>{title}</h1>
          <VersionStatus version={version} isPill />
          <span className="grow" />
          {isWriter && (
            <Link className="btn" to="/tariffs/$id/write" params={{ id: tariff.id }} search={{ from: version.id }}>
              <IconPlus size={15} stroke={2} aria-hidden />
              {say('office.version.copy')}
            </Link>
          )}
          {isWriter && version.state === 'DRAFT' && (
            <Link className="btn" to="/tariffs/$id/write" params={{ id: tariff.id }} search={{ version: version.id }}>
              <IconPencil size={15} stroke={1.7} aria-hidden />
              {say('office.version.change')}
            </Link>
          )}
        </div>
        <p className="muted detail-line">
          <span>{timeOf(version)}</span>
          {version.region && <span>{version.region}</span>}
          <span>{lastStep(version)}</span>
        </p>
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          {before && (
            <section className="card block" aria-labelledby="changes">
              <h2 id="changes" className="block-head">
                {say('office.version.changes', { day: day(before.validFrom) })}
              </h2>
              <Differences before={before.id} after={version.id} />
            </section>
          )}
          <section className="card block" aria-labelledby="says">
            <h2 id="says" className="block-head">
              {say('office.version.says')}
            </h2>
            <dl className="facts">
              {factsOf(version).map(([label, value]) => (
                <div key={label} className="contents">
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
        <div className="detail-side">
          <VersionSteps version={version} onStep={setStep} />
          {isWriter && <PricePreview tariffId={tariff.id} read={inputOf(formOf(version))} onProblems={null} />}
        </div>
      </div>
      {step && <VersionStepDialog step={step} tariff={tariff} version={version} before={before} onClose={close} />}
    </div>
  );
}

/** The published version of the same price list that it follows. */
function predecessorOf({ prices }: TariffOfPage, { id, region, validFrom }: Version): Version | null {
  const earlier = prices.filter((one) => one.id !== id && one.region === region && one.validFrom < validFrom && one.state === 'PUBLISHED');
  return earlier.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom)).at(-1) ?? null;
}
