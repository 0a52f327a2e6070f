import { ApiError, ask, type ContractSideProps, moment, Notice, PageLink, Status, useAsk } from '#admin';
import {
  NotificationsAboutContractDocument,
  NotificationsCustomersPreferenceDocument,
  SetNotificationsPreferenceDocument,
} from '#operations/notifications';
import { channelText, eventText, KINDS, stateText } from './message.facts.ts';
import { PreferenceField } from './preference-field.tsx';
import { say } from './texts.ts';

/** What was last sent about a contract, and by which channel its customer would rather be told. */
export default function ContractMessages({ contract: { id, customerId }, may }: ContractSideProps) {
  const { data, error } = useAsk('notifications-about-contract', NotificationsAboutContractDocument, { contractId: id });
  const messages = data?.notificationsMessages;
  return (
    <div className="stack">
      {error instanceof ApiError && <Notice tone="danger">{error.message}</Notice>}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {messages?.length === 0 && <p className="muted small">{say('notifications.side.none')}</p>}
      {messages && messages.length > 0 && (
        <ul className="plain-list">
          {messages.map(({ id: messageId, channel, state, event, createdAt, sentAt }) => (
            <li key={messageId}>
              <Status kind={KINDS[state]}>{stateText(state)}</Status> {eventText(event)}
              <div className="muted small">
                {channelText(channel)}, {moment(sentAt ?? createdAt)}
              </div>
            </li>
          ))}
        </ul>
      )}
      <PageLink href="/p/notifications/log">{say('notifications.side.all')}</PageLink>
      {customerId !== null && <Preference customerId={customerId} canWrite={may('notifications.write')} />}
    </div>
  );
}

function Preference({ customerId, canWrite }: { readonly customerId: string; readonly canWrite: boolean }) {
  const { data, error, refetch } = useAsk('notifications-preference', NotificationsCustomersPreferenceDocument, { id: customerId });
  const preference = data?.customer?.notificationsPreference;
  if (error instanceof ApiError) return <Notice tone="danger">{error.message}</Notice>;
  // With e-mail alone there is nothing to choose.
  if (!preference || preference.channels.length < 2) return null;
  const set = async (channel: string | null) => {
    await ask(SetNotificationsPreferenceDocument, { customerId, channel });
    await refetch();
  };
  return <PreferenceField preference={preference} {...(canWrite && { onChannel: set })} />;
}
