import { ApiError, Button, Dialog, Facts, moment, Notice, PageLink, Status, useAsk } from '#admin';
import { NotificationsMessageDocument } from '#operations/notifications';
import { channelText, eventText, KINDS, problemText, stateText } from './message.facts.ts';
import { say } from './texts.ts';

/** One message: what was sent, word by word, and what became of it. */
export function MessageDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error } = useAsk('notifications-message', NotificationsMessageDocument, { id });
  const message = data?.notificationsMessage;
  return (
    <Dialog title={message?.subject ?? say('notifications.message.title')} onClose={onClose} shape="drawer">
      <div className="stack">
        {error instanceof ApiError && <Notice tone="danger">{error.message}</Notice>}
        {!data && !error && <p className="waiting-part" aria-busy="true" />}
        {message && (
          <>
            <Facts
              facts={[
                [
                  say('notifications.column.state'),
                  <Status key="state" kind={KINDS[message.state]}>
                    {stateText(message.state)}
                  </Status>,
                ],
                [say('notifications.fact.problem'), problemText(message.problem)],
                [say('notifications.column.recipient'), message.recipient],
                [say('notifications.column.channel'), channelText(message.channel)],
                [say('notifications.column.event'), eventText(message.event)],
                [say('notifications.fact.language'), message.language],
                [say('notifications.fact.written'), moment(message.createdAt)],
                [say('notifications.fact.notBefore'), message.notBefore && moment(message.notBefore)],
                [say('notifications.fact.sent'), message.sentAt && moment(message.sentAt)],
                [say('notifications.fact.delivered'), message.deliveredAt && moment(message.deliveredAt)],
                [say('notifications.fact.number'), message.outsideId],
                [
                  say('notifications.fact.contract'),
                  message.contractId && (
                    <PageLink key="contract" href={`/contracts/${message.contractId}`}>
                      {say('notifications.act.open')}
                    </PageLink>
                  ),
                ],
              ]}
            />
            {message.text === null ? (
              <Notice tone="info">{say('notifications.log.hiddenText')}</Notice>
            ) : (
              <p className="plain-letter" lang={message.language ?? undefined}>
                {message.text}
              </p>
            )}
          </>
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('notifications.act.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
