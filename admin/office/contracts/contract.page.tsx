import '../list/table.css';
import './contract.css';
import { IconFileText, IconNote, IconPencil } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ContractDocument, type ContractQuery } from '../../../generated/admin/graphql.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { ContractSides } from '../plugged/contract-side.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { nameOf } from './contract.facts.ts';
import { Figures } from './figures.tsx';
import { NextSteps } from './next-steps.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { Points } from './points.tsx';
import { Prices } from './prices.tsx';
import { CustomerCard, Documents, Terms } from './side-cards.tsx';
import { Timeline } from './timeline.tsx';

export type ContractOfPage = NonNullable<ContractQuery['contract']>;

export function ContractPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'contract.read') ? <Loaded /> : <NoPermission me={me} title={say('office.contracts.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/contracts/$id' });
  return (
    <RowPage
      asked={useAsk('contract', ContractDocument, { id })}
      pick={({ contract }) => contract}
      failed={say('office.contract.failed')}
      missing={{ icon: <IconFileText size={18} stroke={1.7} />, title: say('office.contract.missing') }}
      list={{ to: '/contracts', label: say('office.contract.toList') }}
    >
      {(contract) => <Page key={id} contract={contract} />}
    </RowPage>
  );
}

/** What plugins beside the contract are told of it. */
const sideFacts = ({ id, number, kind, customer, order, meteringPoint: point }: ContractOfPage) => ({
  ...{ id, number, kind, customerId: customer?.id ?? null, orderId: order?.id ?? null },
  ...{ postcode: point?.postcode ?? null, city: point?.city ?? null },
});

function Page({ contract }: { readonly contract: ContractOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const [dialog, setDialog] = useState<'note' | 'change' | null>(null);
  const close = () => setDialog(null);
  const { customer, meteringPoint: point, tariff, partner } = contract;
  const line: ReactNode[] = [
    customer && <span className="medium">{nameOf(customer)}</span>,
    point && `${point.street} ${point.houseNumber}, ${point.postcode} ${point.city}`,
    tariff?.name,
    partner ? say('office.contract.soldBy', { partner: partner.name }) : say('office.contract.soldDirectly'),
  ].filter(Boolean);
  return (
    <div className="detail on-canvas">
      <title>{`${say('office.contract.title', { number: contract.number })} · ${brand.name}`}</title>
      <header className="detail-head">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/contracts" search={{}}>
            {say('office.contracts.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{contract.number}</h1>
          {tariff && <Commodity code={tariff.commodity} />}
          <Status kind={contractStatusKind(contract)} isPill>
            {contract.statusLabel}
          </Status>
          <span className="grow" />
          {may(me, 'contract.note') && (
            <Button icon={<IconNote size={15} stroke={1.7} />} onClick={() => setDialog('note')}>
              {say('office.note.add')}
            </Button>
          )}
          {may(me, 'contract.write') && (
            <Button icon={<IconPencil size={15} stroke={1.7} />} onClick={() => setDialog('change')}>
              {say('office.change.open')}
            </Button>
          )}
        </div>
        <p className="muted detail-line">
          {line.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change their order
            <span key={at}>{part}</span>
          ))}
        </p>
        <Figures contract={contract} />
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          <Prices contract={contract} />
          {customer && (
            <Points customerId={customer.id} title={say('office.points.title', { name: nameOf(customer) })} current={contract.id} />
          )}
          <Timeline entries={contract.timeline} />
        </div>
        <div className="detail-side">
          <NextSteps contract={contract} />
          {customer && <CustomerCard customer={customer} />}
          <ContractSides contract={sideFacts(contract)} />
          <Terms contract={contract} />
          <Documents documents={contract.documents} />
        </div>
      </div>
      {dialog === 'note' && <NoteDialog contractId={contract.id} onClose={close} />}
      {dialog === 'change' && <ChangeDialog contract={contract} onClose={close} />}
    </div>
  );
}
