import { IconActivity } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  Button,
  Empty,
  ErrorState,
  moment,
  nameOf,
  PageFrame,
  PageLink,
  type PageProps,
  Segmented,
  TableCard,
  useAsk,
} from '#admin';
import { CreditCheckAlertsDocument, CreditCheckOrdersDocument } from '#operations/credit-check';
import { type Alert, alertText } from './alert.facts.ts';
import { AlertDialog } from './alert-dialog.tsx';
import { say } from './texts.ts';

const VIEWS = ['OPEN', 'SEEN'] as const;
type View = (typeof VIEWS)[number];

/** What bureaus told about customers whom they watch, and what people made of it. */
export default function AlertsPage({ title, search, onSearch, may }: PageProps) {
  const view = VIEWS.find((one) => one === search.view) ?? 'OPEN';
  const { data, error, refetch } = useAsk('credit-check-alerts', CreditCheckAlertsDocument, { isOpen: view === 'OPEN' });
  const [opened, setOpened] = useState<Alert | null>(null);
  const alerts = data?.creditCheckAlerts;
  const orders = useAsk('credit-check-orders', CreditCheckOrdersDocument, { ids: alerts?.map(({ orderId }) => orderId) ?? [] });
  const known = new Map(orders.data?.orders.edges.map(({ node }) => [node.id, node] as const));
  const numberOf = (orderId: string): string => known.get(orderId)?.number ?? '–';
  return (
    <PageFrame
      title={title}
      line={say('credit-check.alerts.line')}
      actions={<PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>}
    >
      <div className="row">
        <Segmented<View>
          label={say('credit-check.page.view')}
          value={view}
          onValue={(next) => onSearch(next === 'OPEN' ? {} : { view: next })}
          options={VIEWS.map((value) => ({ value, label: say(`credit-check.alerts.${value}`) }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('credit-check.page.failed')} error={error} onRetry={() => void refetch()} />}
      {alerts?.length === 0 && (
        <Empty
          icon={<IconActivity size={18} stroke={1.7} />}
          title={say(`credit-check.alerts.none.${view}`)}
          text={say('credit-check.alerts.noneText')}
        />
      )}
      {alerts && alerts.length > 0 && (
        <>
          <TableCard
            title={say(`credit-check.alerts.${view}`)}
            head={[
              { label: say('credit-check.column.order') },
              { label: say('credit-check.column.customer') },
              { label: say('credit-check.alerts.what') },
              { label: say('credit-check.alerts.when'), isNumber: true },
              { label: say(view === 'OPEN' ? 'credit-check.column.act' : 'credit-check.alerts.note') },
            ]}
            rows={alerts.map((alert) => ({
              id: alert.id,
              cells: [
                <PageLink key="order" className="id num" href={`/orders/${alert.orderId}`}>
                  {numberOf(alert.orderId)}
                </PageLink>,
                nameOf(known.get(alert.orderId)?.contracts[0]?.customer ?? null) || '–',
                alertText(alert),
                moment(alert.seenAt ?? alert.receivedAt),
                view === 'OPEN' && may('credit-check.decide') ? (
                  <Button key="act" onClick={() => setOpened(alert)}>
                    {say('credit-check.alerts.act')}
                    <span className="sr"> {numberOf(alert.orderId)}</span>
                  </Button>
                ) : (
                  <span key="note" className="cut why" title={alert.note ?? undefined}>
                    {[alert.note, alert.seenBy].filter(Boolean).join(' · ') || '–'}
                  </span>
                ),
              ],
            }))}
          />
          <p className="muted small">{say('credit-check.alerts.basis')}</p>
        </>
      )}
      {opened && <AlertDialog alert={opened} number={numberOf(opened.orderId)} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}
