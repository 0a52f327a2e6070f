import { ApiError, PageLink, useAsk } from '#admin';
import { CreditCheckWaitingDocument } from '#operations/credit-check';
import { say, sayCount } from './texts.ts';

/** How many orders wait for whom, and the way there. */
export default function CreditCheckTile() {
  const { data, error } = useAsk('credit-check-waiting', CreditCheckWaitingDocument, {});
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const { person, bureau, due, contested, alerts } = data.creditCheckQueue;
  return (
    <>
      <p className="strong">{sayCount('credit-check.tile.person', person)}</p>
      {due > 0 && <p className="strong">{sayCount('credit-check.tile.due', due)}</p>}
      {contested > 0 && <p className="strong">{sayCount('credit-check.tile.contested', contested)}</p>}
      {alerts > 0 && (
        <p className="strong">
          <PageLink href="/p/credit-check/alerts">{sayCount('credit-check.tile.alerts', alerts)}</PageLink>
        </p>
      )}
      <p className="muted">{sayCount('credit-check.tile.bureau', bureau)}</p>
      <PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>
    </>
  );
}
