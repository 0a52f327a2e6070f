import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Empty,
  ErrorState,
  moment,
  number,
  PageFrame,
  type PageProps,
  Status,
  type StatusKind,
  TableCard,
  toast,
  useAsk,
} from '#admin';
import {
  NotificationsMailingsDocument,
  type NotificationsMailingsQuery,
  PauseNotificationsMailingDocument,
  StartNotificationsMailingDocument,
} from '#operations/notifications';
import { MailingDialog } from './mailing-dialog.tsx';
import { say } from './texts.ts';

type Mailing = NotificationsMailingsQuery['notificationsMailings'][number];

const KINDS: Readonly<Record<Mailing['state'], StatusKind>> = { DRAFT: 'idle', RUNNING: 'progress', PAUSED: 'wait', DONE: 'ok' };

/** One template for many customers at once: written, started, paused. */
export default function MailingsPage({ title, may }: PageProps) {
  const { data, error, refetch } = useAsk('notifications-mailings', NotificationsMailingsDocument, {});
  const [isNew, setNew] = useState(false);
  const canSend = may('notifications.send');
  const mailings = data?.notificationsMailings;
  const act = async (mailing: Mailing) => {
    try {
      if (mailing.state === 'RUNNING') await ask(PauseNotificationsMailingDocument, { id: mailing.id });
      else await ask(StartNotificationsMailingDocument, { id: mailing.id });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      toast(cause.message);
    }
    await refetch();
  };
  const create = canSend && (
    <Button kind="primary" onClick={() => setNew(true)}>
      {say('notifications.mailings.new')}
    </Button>
  );
  return (
    <PageFrame title={title} line={say('notifications.mailings.line')} actions={mailings && mailings.length > 0 && create}>
      {error instanceof ApiError && (
        <ErrorState title={say('notifications.mailings.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {mailings?.length === 0 && (
        <Empty
          icon={<IconSend size={18} stroke={1.7} />}
          title={say('notifications.mailings.none')}
          text={say('notifications.mailings.noneText')}
        >
          {create}
        </Empty>
      )}
      {data && mailings && mailings.length > 0 && <Mailings data={data} canSend={canSend} onAct={(mailing) => void act(mailing)} />}
      {data && isNew && <MailingDialog templates={data.notificationsTemplates} onClose={() => setNew(false)} />}
    </PageFrame>
  );
}

interface MailingsProps {
  readonly data: NotificationsMailingsQuery;
  readonly canSend: boolean;
  readonly onAct: (mailing: Mailing) => void;
}

const Mailings = ({ data, canSend, onAct }: MailingsProps) => (
  <TableCard
    title={say('notifications.mailings.title')}
    head={[
      { label: say('notifications.rule.name') },
      { label: say('notifications.column.template') },
      { label: say('notifications.column.state') },
      { label: say('notifications.mailings.customers'), isNumber: true },
      { label: say('notifications.mailings.sent'), isNumber: true },
      { label: say('notifications.mailings.failedCount'), isNumber: true },
      { label: say('notifications.column.at') },
      { label: say('notifications.column.act') },
    ]}
    rows={data.notificationsMailings.map((mailing) => ({
      id: mailing.id,
      cells: [
        <span key="name" className="medium">
          {mailing.name}
        </span>,
        data.notificationsTemplates.find(({ id }) => id === mailing.templateId)?.name ?? '–',
        <Status key="state" kind={KINDS[mailing.state]}>
          {say(`notifications.mailing.${mailing.state}`)}
        </Status>,
        number(mailing.audienceCount),
        number(countOf(mailing, ['SENT', 'KEPT'])),
        number(countOf(mailing, ['FAILED', 'BOUNCED', 'SUPPRESSED'])),
        moment(mailing.finishedAt ?? mailing.createdAt),
        canSend && mailing.state !== 'DONE' ? (
          <Button key="act" onClick={() => onAct(mailing)}>
            {say(mailing.state === 'RUNNING' ? 'notifications.mailing.pause' : 'notifications.mailing.start')}
            <span className="sr"> {mailing.name}</span>
          </Button>
        ) : (
          <span key="act" className="muted">
            –
          </span>
        ),
      ],
    }))}
  />
);

const countOf = ({ progress }: Mailing, states: readonly string[]): number =>
  progress.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
