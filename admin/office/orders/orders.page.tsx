import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { OrdersDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { language, say } from '../../kit/text.ts';
import { pageOf } from '../list/list.types.ts';
import { ListPage } from '../list/list-page.tsx';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { ORDER_COLUMNS, OrderLine, type OrderRow } from './orders.columns.tsx';
import { ORDER_VIEWS, type OrdersSearch, type OrderView, orderFilterOf, orderSortOf } from './orders.search.ts';

export function OrdersPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'order.read') ? <Orders /> : <NoPermission me={me} title={say('office.orders.title')} />;
}

function Orders() {
  const { me } = useRouteContext({ from: '/office' });
  const search = useSearch({ from: '/office/orders' });
  const navigate = useNavigate();
  const onSearch = useCallback((next: OrdersSearch) => void navigate({ to: '/orders', search: next, replace: true }), [navigate]);
  const filter = orderFilterOf(search);
  const orderBy = orderSortOf(search);
  const { data, error, isFetching, refetch } = useAsk('orders', OrdersDocument, { ...pageOf(search), filter, orderBy });
  const query = new URLSearchParams({ filter: JSON.stringify(filter), orderBy: JSON.stringify(orderBy), locale: language });
  return (
    <ListPage<OrderRow>
      name="orders"
      title={say('office.orders.title')}
      total={data?.orders.total.label ?? null}
      columns={ORDER_COLUMNS}
      search={search}
      onSearch={onSearch}
      rows={data?.orders.edges.map(({ node }) => node) ?? null}
      info={data?.orders.pageInfo ?? null}
      isFetching={isFetching}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      open={({ id }) => void navigate({ to: '/orders/$id', params: { id } })}
      line={(row) => <OrderLine row={row} />}
      placeholder={say('office.orders.find')}
      views={<Views search={search} />}
      isFiltered={[search.q, search.submitted, search.channel].some((value) => value !== undefined)}
      onClear={() => onSearch({})}
      firstUse={{
        icon: <IconClipboardList size={18} stroke={1.7} />,
        title: say('office.orders.none'),
        text: say('office.orders.noneText'),
        action: may(me, 'order.write') && (
          <a className="btn primary" href="/order">
            <IconPlus size={15} stroke={2} aria-hidden />
            {say('office.newOrder')}
          </a>
        ),
      }}
      exportHref={may(me, 'export.read') ? `/exports/orders.csv?${query}` : null}
    />
  );
}

const NAMES = Object.keys(ORDER_VIEWS) as OrderView[];

const Views = ({ search }: { readonly search: OrdersSearch }) => (
  <nav className="tabs" aria-label={say('office.list.views')}>
    {NAMES.map((name) => {
      const view: OrdersSearch = ORDER_VIEWS[name];
      const isShown = search.submitted === view.submitted && search.channel === view.channel && search.q === undefined;
      return (
        <Link key={name} to="/orders" search={view} className="tab" activeProps={{}} {...{ 'aria-current': isShown ? 'page' : undefined }}>
          {say(`office.orders.view.${name}`)}
        </Link>
      );
    })}
  </nav>
);
