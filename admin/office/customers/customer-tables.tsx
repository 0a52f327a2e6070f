import { Link } from '@tanstack/react-router';
import { moment, number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { ORDER_KINDS } from '../orders/order.facts.ts';
import { TableCard } from '../plugged/frames.tsx';
import type { CustomerOfPage, OverviewOfPage } from './customer.page.tsx';

export const OpenOrders = ({ orders }: { readonly orders: NonNullable<OverviewOfPage['openOrders']> }) => (
  <TableCard
    title={say('office.customer.openOrders')}
    head={[{ label: say('office.customer.number') }, { label: say('office.contracts.status') }, { label: say('office.customer.ordered') }]}
    rows={orders.map(({ id, number: text, state, createdAt }) => ({
      id,
      cells: [
        <Link key="number" to="/orders/$id" params={{ id }} className="id num">
          {text}
        </Link>,
        <Status key="state" kind={ORDER_KINDS[state] ?? 'idle'}>
          {say(`office.order.state.${state}`)}
        </Status>,
        moment(createdAt),
      ],
    }))}
  />
);

export const Agreements = ({ agreements }: Pick<CustomerOfPage, 'agreements'>) => (
  <TableCard
    title={say('office.customer.agreements')}
    head={[
      { label: say('office.customer.number') },
      { label: say('office.customer.name') },
      { label: say('office.customer.contracts'), isNumber: true },
    ]}
    rows={agreements.map(({ id, number: text, name, contractCount }) => ({
      id,
      cells: [
        <span key="number" className="num">
          {text}
        </span>,
        name ?? '–',
        number(contractCount),
      ],
    }))}
  />
);
