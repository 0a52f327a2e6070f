import '../contracts/contract.css';
import '../list/table.css';
import { IconClipboardList } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { OrderPageDocument, type OrderPageQuery } from '../../../generated/admin/graphql.ts';
import { answersAsRows } from '../../kit/answers.ts';
import { moment, money } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { Documents } from '../contracts/side-cards.tsx';
import { NoPermission } from '../list/list-states.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { ORDER_KINDS } from './order.facts.ts';
import { Review } from './review.tsx';

type OrderOfPage = NonNullable<OrderPageQuery['order']>;
type FormOfPage = OrderPageQuery['orderForm'];

export function OrderPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'order.read') ? <Loaded /> : <NoPermission me={me} title={say('office.orders.title')} />;
}

function Loaded() {
  const { id } = useParams({ from: '/office/orders/$id' });
  return (
    <RowPage
      asked={useAsk('order', OrderPageDocument, { id })}
      pick={({ order }) => order}
      failed={say('office.order.failed')}
      missing={{ icon: <IconClipboardList size={18} stroke={1.7} />, title: say('office.order.missing') }}
      list={{ to: '/orders', label: say('office.order.toList') }}
    >
      {(order, { orderForm }) => <Page order={order} form={orderForm} />}
    </RowPage>
  );
}

function Page({ order, form }: { readonly order: OrderOfPage; readonly form: FormOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const isInReview = order.contracts.some(({ kind }) => kind === 'REVIEW');
  return (
    <div className="detail on-canvas">
      <title>{`${say('office.order.title', { number: order.number })} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/orders" search={{}}>
            {say('office.orders.title')}
          </Link>
        </nav>
        <div className="detail-title">
          <h1 tabIndex={-1}>{order.number}</h1>
          <Status kind={ORDER_KINDS[order.state] ?? 'idle'} isPill>
            {say(`office.order.state.${order.state}`)}
          </Status>
          <span className="grow" />
          {order.submittedAt === null && may(me, 'order.write') && (
            <a className="btn primary" href={`/order?draft=${order.id}`}>
              {say('office.order.resume')}
            </a>
          )}
        </div>
        <p className="muted detail-line">
          <span>{sayIfKnown(`office.channel.${order.channel}`) ?? order.channel}</span>
          <span>{order.createdBy}</span>
          <span>{moment(order.submittedAt ?? order.createdAt)}</span>
        </p>
      </header>
      <div className="detail-columns">
        <div className="detail-main">
          <Contracts contracts={order.contracts} />
          <Answers answers={order.answers} form={form} />
        </div>
        <div className="detail-side">
          {isInReview && may(me, 'order.review') && <Review order={order} />}
          <Documents documents={order.documents} />
        </div>
      </div>
    </div>
  );
}

const Contracts = ({ contracts }: Pick<OrderOfPage, 'contracts'>) => (
  <div className="card block flush">
    <h2 id="contracts" className="block-head">
      {say('office.contracts.title')}
    </h2>
    <TableScroll aria-labelledby="contracts">
      <table className="table inner">
        <thead>
          <tr>
            <th scope="col">{say('office.contracts.number')}</th>
            <th scope="col">{say('office.contracts.status')}</th>
            <th scope="col">{say('office.contracts.tariff')}</th>
            <th scope="col" className="right">
              {say('office.figure.firstYear')}
            </th>
          </tr>
        </thead>
        <tbody>
          {contracts.map((contract) => (
            <tr key={contract.id}>
              <td className="num">
                <Link to="/contracts/$id" params={{ id: contract.id }} className="id">
                  {contract.number}
                </Link>
              </td>
              <td>
                <Status kind={contractStatusKind(contract)}>{contract.statusLabel}</Status>
              </td>
              <td>
                {contract.tariff && (
                  <span className="row">
                    <Commodity code={contract.tariff.commodity} isWordHidden />
                    {contract.tariff.name}
                  </span>
                )}
              </td>
              <td className="right num">{contract.offer ? money(contract.offer.firstYearCents) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  </div>
);

/** What was answered, under the labels of the form. */
const Answers = ({ answers, form }: { readonly answers: unknown; readonly form: FormOfPage }) => (
  <section className="card block" aria-labelledby="answers">
    <h2 id="answers" className="block-head">
      {say('office.order.answers')}
    </h2>
    {form.steps.map(({ code, label, fields }) => {
      const rows = answersAsRows(answers, fields);
      if (rows.length === 0) return null;
      return (
        <div key={code} className="answers">
          <h3>{label}</h3>
          <dl className="facts">
            {rows.map((row) => (
              <div key={row.path} className="contents">
                <dt>{row.label}</dt>
                <dd>{row.text}</dd>
              </div>
            ))}
          </dl>
        </div>
      );
    })}
  </section>
);
