import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { moment, number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { ORDER_KINDS } from '../orders/order.facts.ts';
import type { CustomerOfPage, OverviewOfPage } from './customer.page.tsx';

interface TableProps {
  readonly id: string;
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

const Table = ({ id, title, heads, children }: TableProps) => (
  <div className="card block flush">
    <h2 id={id} className="block-head">
      {title}
    </h2>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
    <section className="table-scroll" tabIndex={0} aria-labelledby={id}>
      <table className="table inner">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  </div>
);

export const OpenOrders = ({ orders }: { readonly orders: NonNullable<OverviewOfPage['openOrders']> }) => (
  <Table
    id="open-orders"
    title={say('office.customer.openOrders')}
    heads={[say('office.customer.number'), say('office.contracts.status'), say('office.customer.ordered')]}
  >
    {orders.map(({ id, number: text, state, createdAt }) => (
      <tr key={id}>
        <td className="num">
          <Link to="/orders/$id" params={{ id }} className="id">
            {text}
          </Link>
        </td>
        <td>
          <Status kind={ORDER_KINDS[state] ?? 'idle'}>{say(`office.order.state.${state}`)}</Status>
        </td>
        <td>{moment(createdAt)}</td>
      </tr>
    ))}
  </Table>
);

export const Agreements = ({ agreements }: Pick<CustomerOfPage, 'agreements'>) => (
  <Table
    id="agreements"
    title={say('office.customer.agreements')}
    heads={[say('office.customer.number'), say('office.customer.name'), say('office.customer.contracts')]}
  >
    {agreements.map(({ id, number: text, name, contractCount }) => (
      <tr key={id}>
        <td className="num">{text}</td>
        <td>{name ?? '–'}</td>
        <td className="num">{number(contractCount)}</td>
      </tr>
    ))}
  </Table>
);
