import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  Button,
  Empty,
  ErrorState,
  moment,
  number,
  PageFrame,
  type PageProps,
  Segmented,
  Status,
  TableCard,
  useAsk,
} from '#admin';
import { NotificationsLogDocument, type NotificationsLogQuery } from '#operations/notifications';
import { channelText, eventText, KINDS, problemText, type State, stateText } from './message.facts.ts';
import { MessageDialog } from './message-dialog.tsx';
import { say } from './texts.ts';

type Row = NotificationsLogQuery['notificationsMessages'][number];

const PAGE = 50;
const VIEWS = ['all', 'waiting', 'sent', 'failed'] as const;
type View = (typeof VIEWS)[number];
const STATES_OF: Readonly<Record<View, readonly State[] | null>> = {
  all: null,
  waiting: ['WAITING', 'HELD', 'COLLECTED', 'SENDING'],
  sent: ['SENT', 'KEPT'],
  failed: ['FAILED', 'BOUNCED', 'SUPPRESSED'],
};

/** What was sent to whom, and what became of it. */
export default function LogPage({ title, search, onSearch }: PageProps) {
  const view = VIEWS.find((one) => one === search.view) ?? 'all';
  const state = STATES_OF[view];
  const variables = { state: state && [...state], first: PAGE, after: search.after ?? null };
  const { data, error, refetch } = useAsk('notifications-log', NotificationsLogDocument, variables);
  const [opened, setOpened] = useState<string | null>(null);
  const countOf = (one: View): string => {
    const states = STATES_OF[one];
    if (!data || !states) return '';
    return number(data.notificationsCounts.filter((each) => states.includes(each.state)).reduce((sum, { count }) => sum + count, 0));
  };
  const rows = data?.notificationsMessages;
  return (
    <PageFrame title={title} line={say('notifications.log.line')}>
      <div className="row">
        <Segmented<View>
          label={say('notifications.log.view')}
          value={view}
          onValue={(next) => onSearch(next === 'all' ? {} : { view: next })}
          options={VIEWS.map((value) => ({ value, label: [say(`notifications.log.view.${value}`), countOf(value)].join(' ').trim() }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('notifications.log.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {rows?.length === 0 && (
        <Empty
          icon={<IconMailForward size={18} stroke={1.7} />}
          title={say('notifications.log.none')}
          text={say('notifications.log.noneText')}
        />
      )}
      {rows && rows.length > 0 && <Messages rows={rows} title={say(`notifications.log.view.${view}`)} onOpen={setOpened} />}
      {rows?.length === PAGE && (
        <div className="row">
          <Button onClick={() => onSearch({ ...search, after: rows.at(-1)?.id ?? '' })}>{say('notifications.log.more')}</Button>
        </div>
      )}
      {opened !== null && <MessageDialog id={opened} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

interface MessagesProps {
  readonly rows: readonly Row[];
  readonly title: string;
  readonly onOpen: (id: string) => void;
}

const Messages = ({ rows, title, onOpen }: MessagesProps) => (
  <TableCard
    title={title}
    head={[
      { label: say('notifications.column.at') },
      { label: say('notifications.column.recipient') },
      { label: say('notifications.column.subject') },
      { label: say('notifications.column.event') },
      { label: say('notifications.column.channel') },
      { label: say('notifications.column.state') },
      { label: say('notifications.column.act') },
    ]}
    rows={rows.map((row) => ({
      id: row.id,
      cells: [
        <span key="at" className="num">
          {moment(row.sentAt ?? row.createdAt)}
        </span>,
        <span key="to" className="cut">
          {row.recipient ?? '–'}
        </span>,
        <span key="subject" className="cut why" title={row.subject ?? undefined}>
          {row.subject ?? <span className="muted">{say('notifications.log.hidden')}</span>}
        </span>,
        eventText(row.event),
        channelText(row.channel),
        <span key="state" className="row">
          <Status kind={KINDS[row.state]}>{stateText(row.state)}</Status>
          <span className="muted small cut why" title={problemText(row.problem) ?? undefined}>
            {problemText(row.problem)}
          </span>
        </span>,
        <Button key="act" onClick={() => onOpen(row.id)}>
          {say('notifications.act.look')}
          <span className="sr"> {row.subject ?? row.recipient}</span>
        </Button>,
      ],
    }))}
  />
);
