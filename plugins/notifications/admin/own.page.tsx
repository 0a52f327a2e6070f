import { ApiError, ask, Card, ErrorState, PageFrame, type PageProps, useAsk } from '#admin';
import { NotificationsOwnPreferenceDocument, SetOwnNotificationsPreferenceDocument } from '#operations/notifications';
import { PreferenceField } from './preference-field.tsx';
import { say } from './texts.ts';

/** By which channel whoever is signed in would rather be told. */
export default function OwnPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('notifications-own', NotificationsOwnPreferenceDocument, {});
  const preference = data?.ownNotificationsPreference;
  return (
    <PageFrame title={title} line={say('notifications.own.line')}>
      {error instanceof ApiError && <ErrorState title={say('notifications.own.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {preference && (
        <Card title={say('notifications.own.card')}>
          <PreferenceField
            preference={preference}
            onChannel={async (channel) => {
              await ask(SetOwnNotificationsPreferenceDocument, { channel });
              await refetch();
            }}
          />
        </Card>
      )}
    </PageFrame>
  );
}
