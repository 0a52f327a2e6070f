import { ask } from '#admin';
import { ReferralsWaitingDocument } from '#operations/referrals';

/** How many recommendations a person has to look at. */
export async function waitingForPerson(signal: AbortSignal): Promise<number> {
  const { referralSums } = await ask(ReferralsWaitingDocument, {}, { signal });
  return referralSums.forPerson;
}
