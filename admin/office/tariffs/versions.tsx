import { Link } from '@tanstack/react-router';
import { moment } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { energyWords, STATE_KINDS, stateOf, timeOf, type Version } from './tariff.facts.ts';
import type { TariffOfPage } from './tariff.page.tsx';

/** All versions, the latest first; each leads to its own page. */
export function Versions({ tariff }: { readonly tariff: TariffOfPage }) {
  const title = say('office.tariffs.versions');
  return (
    <div className="card block flush">
      <h2 id="versions" className="block-head">
        {title}
      </h2>
      {tariff.prices.length === 0 && <p className="muted flush-text">{say('office.tariff.noVersions')}</p>}
      {tariff.prices.length > 0 && (
        <TableScroll aria-label={title}>
          <table className="table inner">
            <thead>
              <tr>
                <th scope="col">{say('office.version.time')}</th>
                <th scope="col">{say('office.contracts.status')}</th>
                <th scope="col">{say('office.price.region')}</th>
                <th scope="col">{say('office.figure.energy')}</th>
                <th scope="col">{say('office.version.last')}</th>
              </tr>
            </thead>
            <tbody>
              {tariff.prices.toReversed().map((version) => (
                <tr key={version.id}>
                  <td>
                    <Link className="id" to="/tariffs/$id/versions/$version" params={{ id: tariff.id, version: version.id }}>
                      {timeOf(version)}
                    </Link>
                  </td>
                  <td>
                    <VersionStatus version={version} />
                  </td>
                  <td>{version.region || <span className="muted">{say('office.version.everywhere')}</span>}</td>
                  <td className="num">{energyWords(version) ?? <span className="muted">–</span>}</td>
                  <td className="muted">{lastStep(version)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </div>
  );
}

export const VersionStatus = ({ version, isPill = false }: { readonly version: Version; readonly isPill?: boolean }) => {
  const state = stateOf(version);
  return (
    <Status kind={STATE_KINDS[state]} isPill={isPill}>
      {say(`office.version.state.${state}`)}
    </Status>
  );
};

/** Who did what last. */
export function lastStep({
  state,
  createdAt,
  createdBy,
  handedInAt,
  handedInBy,
  approvedAt,
  approvedBy,
  publishedAt,
  publishedBy,
}: Version): string {
  const done = (what: 'drafted' | 'handedIn' | 'approved' | 'published', by: string | null, at: string): string =>
    say(`office.version.did.${what}`, { by: by ?? '–', at: moment(at) });
  if (state === 'PUBLISHED' && publishedAt !== null) return done('published', publishedBy, publishedAt);
  if (state === 'APPROVED' && approvedAt !== null) return done('approved', approvedBy, approvedAt);
  return handedInAt === null ? done('drafted', createdBy, createdAt) : done('handedIn', handedInBy, handedInAt);
}
