import { ApiError, type ContractSideProps, Facts, nameOf, PageLink, Status, useAsk } from '#admin';
import { ReferralsOfContractDocument } from '#operations/referrals';
import { reasonsOf, rewardOf, stateKind, stateText } from './case.facts.ts';
import { say } from './texts.ts';

/** Who recommended the customer of this contract, and what becomes of the reward. */
export default function ReferralSide({ contract }: ContractSideProps) {
  const { data, error } = useAsk('referrals-contract', ReferralsOfContractDocument, { id: contract.id });
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const found = data.contract?.order?.referral;
  if (!found) return <p className="muted">{say('referrals.side.none')}</p>;
  return (
    <>
      <Status kind={stateKind(found)}>{stateText(found)}</Status>
      <Facts
        facts={[
          [
            say('referrals.column.referrer'),
            found.referrer && <PageLink href={`/customers/${found.referrer.id}`}>{nameOf(found.referrer)}</PageLink>,
          ],
          [say('referrals.column.reward'), found.rewards.length > 0 ? rewardOf(found) : null],
          [say('referrals.column.why'), reasonsOf(found).join(' ')],
        ]}
      />
      <PageLink href={`/p/referrals/list?open=${found.id}`}>{say('referrals.side.open')}</PageLink>
    </>
  );
}
