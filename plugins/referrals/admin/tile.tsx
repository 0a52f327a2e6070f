import { ApiError, money, PageLink, useAsk } from '#admin';
import { ReferralsWaitingDocument } from '#operations/referrals';
import { say, sayCount } from './texts.ts';

/** What waits for somebody, what is due, and the way there. */
export default function ReferralsTile() {
  const { data, error } = useAsk('referrals-waiting', ReferralsWaitingDocument, {});
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const { pending, forPerson, dueCents } = data.referralSums;
  return (
    <>
      <p className="strong">{sayCount('referrals.tile.person', forPerson)}</p>
      <p className="muted">
        {sayCount('referrals.tile.pending', pending)} {say('referrals.tile.due', { amount: money(dueCents) })}
      </p>
      <PageLink href={forPerson > 0 ? '/p/referrals/list?view=FOR_PERSON' : '/p/referrals/list'}>{say('referrals.side.list')}</PageLink>
    </>
  );
}
