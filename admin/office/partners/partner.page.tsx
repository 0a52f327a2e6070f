import { IconBuildingStore } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PartnerPageDocument, type PartnerPageQuery, PartnerTreeDocument } from '../../../generated/admin/graphql.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Facts } from '../../kit/parts/facts.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { Card, PageFrame, TableCard } from '../plugged/frames.tsx';
import { PageLink } from '../plugged/page-link.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { useMe } from '../use-me.ts';
import { belowOf, type Company, inTreeOrder } from './partner.tree.ts';
import { PartnerDialog, type PartnerTask } from './partner-dialog.tsx';
import { PipelineCard } from './pipeline-card.tsx';
import { createdIn, RANGES, type Range } from './ranges.ts';

export type PartnerOfPage = NonNullable<PartnerPageQuery['partner']>;

export function PartnerPage() {
  const me = useMe();
  return may(me, 'partner.read') ? <Loaded /> : <NoPermission me={me} title={say('office.partners.title')} />;
}

function Loaded() {
  const me = useMe();
  const { id } = useParams({ from: '/office/partners/$id' });
  const search = useSearch({ from: '/office/partners/$id' });
  const navigate = useNavigate();
  const range = RANGES.find((one) => one === search.range) ?? 'quarter';
  const variables = { id, created: createdIn(range), withUsers: may(me, 'user.read') };
  const { data: tree } = useAsk('partner-tree', PartnerTreeDocument, {});
  const companies = tree?.partners.edges.map(({ node }) => node) ?? [];
  const onRange = (next: Range) => void navigate({ to: '/partners/$id', params: { id }, search: { range: next }, replace: true });
  const asked = useAsk('partner', PartnerPageDocument, variables);
  // Another range of the same partner changes the figures alone.
  const isPlaceholderData = asked.isPlaceholderData && asked.data?.partner?.id !== id;
  return (
    <RowPage
      asked={{ ...asked, isPlaceholderData }}
      pick={({ partner }) => partner}
      failed={say('office.partner.failed')}
      missing={{ icon: <IconBuildingStore size={18} stroke={1.7} />, title: say('office.partner.missing') }}
      list={{ to: '/partners', label: say('office.partner.toList') }}
    >
      {(partner) => <Page key={id} partner={partner} companies={companies} range={range} onRange={onRange} />}
    </RowPage>
  );
}

interface PageProps {
  readonly partner: PartnerOfPage;
  readonly companies: readonly Company[];
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

/** A company that sells: what it may, what it sold, who works for it and who stands below it. */
function Page({ partner, companies, range, onRange }: PageProps) {
  const me = useMe();
  const [task, setTask] = useState<PartnerTask | null>(null);
  const canWrite = may(me, 'partner.write');
  const superior = companies.find(({ id }) => id === partner.parentId);
  return (
    <>
      <title>{`${partner.name} · ${brand.name}`}</title>
      <PageFrame
        title={partner.name}
        line={partner.code}
        actions={
          <>
            <Link className="btn" to="/partners" search={{}}>
              {say('office.partner.toList')}
            </Link>
            {canWrite && <Button onClick={() => setTask('rename')}>{say('office.partner.rename')}</Button>}
            {canWrite && <Button onClick={() => setTask('move')}>{say('office.partner.move')}</Button>}
          </>
        }
      >
        <Card
          title={say('office.partner.sale')}
          aside={
            canWrite && (
              <Button onClick={() => setTask('sale')}>
                {say(partner.sellsHere ? 'office.partner.stopSale' : 'office.partner.startSale')}
              </Button>
            )
          }
        >
          <Facts
            facts={[
              [
                brand.name,
                <Status key="sells" kind={partner.sellsHere ? 'ok' : 'ended'}>
                  {say(partner.sellsHere ? 'office.partner.sells' : 'office.partner.sellsNot')}
                </Status>,
              ],
              [
                say('office.partner.above'),
                superior && (
                  <PageLink key="above" href={`/partners/${superior.id}`}>
                    {superior.name}
                  </PageLink>
                ),
              ],
            ]}
          />
        </Card>
        {may(me, 'contract.read') && <PipelineCard partner={partner} range={range} onRange={onRange} />}
        {partner.users && <Users users={partner.users} />}
        <Tree companies={belowOf(companies, partner.id)} current={partner.id} canWrite={canWrite} onAdd={() => setTask('add')} />
      </PageFrame>
      {task && <PartnerDialog task={task} partner={partner} companies={companies} onClose={() => setTask(null)} />}
    </>
  );
}

function Users({ users }: { readonly users: NonNullable<PartnerOfPage['users']> }) {
  if (users.length === 0) {
    return (
      <Card title={say('office.users.title')}>
        <p className="muted">{say('office.partner.noUsers')}</p>
      </Card>
    );
  }
  return (
    <TableCard
      title={say('office.users.title')}
      head={[{ label: say('office.customer.name') }, { label: say('office.customer.email') }, { label: say('office.contracts.status') }]}
      rows={users.map(({ id, name, email, isDisabled }) => ({
        id,
        cells: [
          <PageLink key="name" href={`/users?q=${encodeURIComponent(email)}`}>
            {name}
          </PageLink>,
          email,
          <Status key="state" kind={isDisabled ? 'ended' : 'ok'}>
            {say(isDisabled ? 'office.users.disabled' : 'office.users.enabled')}
          </Status>,
        ],
      }))}
    />
  );
}

interface TreeProps {
  readonly companies: readonly Company[];
  readonly current: string;
  readonly canWrite: boolean;
  readonly onAdd: () => void;
}

const Tree = ({ companies, current, canWrite, onAdd }: TreeProps) => (
  <Card title={say('office.partner.tree')} aside={canWrite && <Button onClick={onAdd}>{say('office.partner.add')}</Button>}>
    {companies.length < 2 && <p className="muted">{say('office.partner.noneBelow')}</p>}
    <ul className="partner-tree">
      {inTreeOrder(companies).map(({ company, depth }) => (
        <li key={company.id} className={`depth-${Math.min(depth, 8)}`}>
          {company.id === current ? (
            <span className="strong">{company.name}</span>
          ) : (
            <PageLink href={`/partners/${company.id}`}>{company.name}</PageLink>
          )}
        </li>
      ))}
    </ul>
  </Card>
);
