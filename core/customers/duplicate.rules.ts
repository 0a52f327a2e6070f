/** Why somebody may be known already. */
export type DuplicateReason =
  | 'PERSON'
  | 'NAME'
  | 'NAME_OTHER_BIRTH_DATE'
  | 'COMPANY_REGISTER'
  | 'COMPANY_VAT_ID'
  | 'COMPANY_NAME'
  | 'HOUSEHOLD'
  | 'METERING_POINT'
  | 'METER_NUMBER'
  | 'BANK_ACCOUNT'
  | 'EMAIL'
  | 'PHONE';

/** How much a reason weighs, and whether it is about who somebody is (as opposed to where, or through what). */
const REASONS: Readonly<Record<DuplicateReason, { readonly weight: number; readonly isIdentity: boolean }>> = {
  PERSON: { weight: 90, isIdentity: true },
  COMPANY_REGISTER: { weight: 90, isIdentity: true },
  COMPANY_VAT_ID: { weight: 90, isIdentity: true },
  NAME: { weight: 40, isIdentity: true },
  COMPANY_NAME: { weight: 40, isIdentity: true },
  NAME_OTHER_BIRTH_DATE: { weight: 5, isIdentity: false },
  METERING_POINT: { weight: 35, isIdentity: false },
  METER_NUMBER: { weight: 35, isIdentity: false },
  BANK_ACCOUNT: { weight: 40, isIdentity: false },
  HOUSEHOLD: { weight: 30, isIdentity: false },
  EMAIL: { weight: 30, isIdentity: false },
  PHONE: { weight: 20, isIdentity: false },
};

/** From this sum of weights on, somebody of the same name is taken for the same: a name alone is not enough, a name and one more thing is. */
const SAME = 60;

/** How sure a match is: the sum of its reasons' weights, at most 100. */
export const scoreOf = (reasons: Iterable<DuplicateReason>): number =>
  Math.min(
    100,
    [...reasons].reduce((sum, reason) => sum + REASONS[reason].weight, 0),
  );

export type DuplicateProposal = 'EXISTING_AGREEMENT' | 'NEW_AGREEMENT' | 'NEW_CUSTOMER';

/**
 * What is proposed to the seller, who decides: the same customer joins an agreement or gets another one; others of the household,
 * former customers at the point and people of the same name are customers of their own.
 */
export function proposalFor(reasons: readonly DuplicateReason[], hasAgreement: boolean): DuplicateProposal {
  const isSame = reasons.some((reason) => REASONS[reason].isIdentity) && scoreOf(reasons) >= SAME;
  if (!isSame) return 'NEW_CUSTOMER';
  return hasAgreement ? 'EXISTING_AGREEMENT' : 'NEW_AGREEMENT';
}

/** The surest reason first. */
export const ranked = (reasons: Iterable<DuplicateReason>): DuplicateReason[] =>
  [...reasons].sort((a, b) => REASONS[b].weight - REASONS[a].weight || a.localeCompare(b));

interface Named {
  readonly nameKey: string;
  readonly birthDate: string | null;
}

/** What an equal name says: with equal birth dates it is the person, with different ones a namesake. */
export function nameReason(asked: Named, known: Named): DuplicateReason {
  if (asked.birthDate === null || known.birthDate === null) return 'NAME';
  return asked.birthDate === known.birthDate ? 'PERSON' : 'NAME_OTHER_BIRTH_DATE';
}
