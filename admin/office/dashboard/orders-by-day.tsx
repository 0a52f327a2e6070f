import { OrdersPerDayDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { day, dayInColumn, number } from '../../kit/format.ts';
import { say, sayCount } from '../../kit/text.ts';
import { ChartCard, FigureTable } from '../charts/chart-card.tsx';
import { DayBars } from '../charts/day-bars.tsx';
import { useAsk } from '../use-ask.ts';
import type { Asked } from './dashboard.search.ts';

export function OrdersByDay({ asked }: { readonly asked: Asked }) {
  const { data, error, refetch } = useAsk('orders-per-day', OrdersPerDayDocument, asked);
  const days = data?.ordersPerDay ?? [];
  const total = days.reduce((sum, { orders }) => sum + orders, 0);
  const byPartners = days.reduce((sum, { byPartners }) => sum + byPartners, 0);
  const best = days.reduce<(typeof days)[number] | null>((most, one) => (most && most.orders >= one.orders ? most : one), null);
  const title = say('office.dashboard.orders');
  const sentence = say('office.dashboard.ordersSentence', {
    total: number(total),
    most: number(best?.orders ?? 0),
    day: best ? day(best.day) : '',
  });
  return (
    <ChartCard
      id="orders-per-day"
      isWide
      title={title}
      unit={`${sayCount('office.dashboard.ordersTotal', total)}, ${say('office.dashboard.byPartners', { n: number(byPartners) })}`}
      isLoading={data === undefined}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      empty={total === 0 ? say('office.dashboard.noOrders') : null}
      chart={
        <DayBars
          days={days.map((one) => ({ day: one.day, count: one.orders }))}
          sentence={sentence}
          titleOf={(date, count) => `${day(date)}: ${number(count)}`}
        />
      }
      table={
        <FigureTable
          title={title}
          columns={[
            { label: say('office.dashboard.day') },
            { label: say('office.orders.title'), isNumber: true },
            { label: say('office.orders.view.partner'), isNumber: true },
          ]}
          rows={days.map((one) => ({ key: one.day, cells: [dayInColumn(one.day), number(one.orders), number(one.byPartners)] }))}
        />
      }
    />
  );
}
