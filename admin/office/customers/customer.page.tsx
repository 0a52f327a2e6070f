import '../contracts/contract.css';
import '../list/table.css';
import { IconPencil, IconUser } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { CustomerDocument, type CustomerQuery } from '../../../generated/admin/graphql.ts';
import { day, dayOfInstant } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import { Points } from '../contracts/points.tsx';
import { Documents } from '../contracts/side-cards.tsx';
import { NoPermission } from '../list/list-states.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { Accounts, Consents, Contact, Sections } from './customer-cards.tsx';
import { CustomerChanges } from './customer-changes.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { Agreements, OpenOrders } from './customer-tables.tsx';

export type CustomerOfPage = NonNullable<CustomerQuery['customer']>;
export type OverviewOfPage = NonNullable<CustomerQuery['customerOverview']>;

/** So many contracts stand on the page itself. */
const SHOWN = 20;

export function CustomerPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'customer.read') ? <Loaded /> : <NoPermission me={me} title={say('office.customers.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/customers/$id' });
  return (
    <RowPage
      asked={useAsk('customer', CustomerDocument, { id })}
      pick={({ customer }) => customer}
      failed={say('office.customer.failed')}
      missing={{
        icon: <IconUser size={18} stroke={1.7} />,
        title: say('office.customer.missing'),
        text: say('office.customer.missingText'),
      }}
      list={{ to: '/customers', label: say('office.customer.toList') }}
    >
      {(customer, { customerOverview }) => <Page key={id} customer={customer} overview={customerOverview} />}
    </RowPage>
  );
}

interface PageProps {
  readonly customer: CustomerOfPage;
  readonly overview: OverviewOfPage | null;
}

/** Everything that somebody has here: whom they are, what they have and what was changed. */
function Page({ customer, overview }: PageProps) {
  const { me } = useRouteContext({ from: '/office' });
  const [isChanging, setChanging] = useState(false);
  const name = nameOf(customer);
  return (
    <div className="detail on-canvas">
      <title>{`${name} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/customers" search={{}}>
            {say('office.customers.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{name}</h1>
          <span className="tag">{say(`office.customers.kind.${customer.kind}`)}</span>
          <span className="grow" />
          {may(me, 'customer.write') && (
            <Button icon={<IconPencil size={15} stroke={1.7} />} onClick={() => setChanging(true)}>
              {say('office.change.open')}
            </Button>
          )}
        </div>
        <p className="muted detail-line">
          <span className="num">{customer.number}</span>
          <span>{`${customer.street} ${customer.houseNumber}, ${customer.postcode} ${customer.city}`}</span>
          <span>{say('office.customer.since', { day: day(dayOfInstant(customer.createdAt)) })}</span>
        </p>
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          {may(me, 'contract.read') && <Contracts customer={customer} />}
          {overview?.openOrders && overview.openOrders.length > 0 && <OpenOrders orders={overview.openOrders} />}
          {customer.agreements.length > 0 && <Agreements agreements={customer.agreements} />}
          <CustomerChanges changes={customer.changes} />
        </div>
        <div className="detail-side">
          <Contact customer={customer} />
          <Accounts accounts={customer.bankAccounts} />
          <Consents consents={customer.consents} />
          {overview && <Sections sections={overview.sections} />}
          <Documents documents={customer.documents} />
        </div>
      </div>
      {isChanging && <CustomerDialog customer={customer} onClose={() => setChanging(false)} />}
    </div>
  );
}

const Contracts = ({ customer: { id, number, contractCount } }: Pick<PageProps, 'customer'>) => (
  <div className="stack">
    <Points customerId={id} title={say('office.customer.contracts')} current={null} />
    {contractCount > SHOWN && (
      <Link to="/contracts" search={{ q: number }}>
        {sayCount('office.customer.allContracts', contractCount)}
      </Link>
    )}
  </div>
);
