import { addDays, type PlainDate } from '#core';

export type CaseState = 'PENDING' | 'APPROVED' | 'PAID' | 'REJECTED' | 'CLAWED_BACK';

/** What becomes of a case, with the codes of the rules that say so. */
export interface Turn {
  readonly state: 'APPROVED' | 'REJECTED' | 'CLAWED_BACK';
  /** The contract that decides; null = none of the order's. */
  readonly contractId: string | null;
  readonly rules: readonly LifeRule[];
}
export type LifeRule = 'NO_SUPPLY' | 'WITHDRAWN' | 'ENDED_EARLY';

/** A contract of the order, as far as a reward depends on it. */
export interface ContractFacts {
  readonly id: string;
  /** What its status means: REVIEW, WAITING, SUPPLY, ENDED, REFUSED. */
  readonly kind: string;
  readonly isCampaignTariff: boolean;
  readonly suppliedFrom: PlainDate | null;
  /** First day not supplied; null = no end is known. */
  readonly endsOn: PlainDate | null;
  /** Last day for withdrawal; null = there is none. */
  readonly withdrawalEndsOn: PlainDate | null;
}

export interface Terms {
  readonly minimumSupplyDays: number;
  readonly clawbackDays: number;
}

export interface CaseFacts {
  readonly state: CaseState;
  /** The contract that earned the reward. */
  readonly contractId: string | null;
  /** A person has to look at it, and nobody has. */
  readonly waitsForPerson: boolean;
  readonly contracts: readonly ContractFacts[];
  readonly terms: Terms;
  readonly today: PlainDate;
}

/** The next step of a case; null = it stays as it is. The same facts give the same answer, however often they are asked. */
export function turnOf(facts: CaseFacts): Turn | null {
  if (facts.state === 'PENDING') return pending(facts);
  return facts.state === 'APPROVED' || facts.state === 'PAID' ? lasting(facts) : null;
}

function pending({ contracts, terms, today, waitsForPerson }: CaseFacts): Turn | null {
  const counted = contracts.filter(({ isCampaignTariff }) => isCampaignTariff);
  if (counted.every(({ kind }) => kind === 'REFUSED' || kind === 'ENDED'))
    return { state: 'REJECTED', contractId: null, rules: ['NO_SUPPLY'] };
  const earning = counted.find((contract) => isEarned(contract, terms, today));
  return earning && !waitsForPerson ? { state: 'APPROVED', contractId: earning.id, rules: [] } : null;
}

/** Supply started and lasted, the withdrawal period is over, and no end is known that would ask the reward back at once. */
function isEarned({ kind, suppliedFrom, endsOn, withdrawalEndsOn }: ContractFacts, terms: Terms, today: PlainDate): boolean {
  if (kind !== 'SUPPLY' || suppliedFrom === null) return false;
  if (withdrawalEndsOn !== null && withdrawalEndsOn >= today) return false;
  if (today < addDays(suppliedFrom, terms.minimumSupplyDays)) return false;
  return endsOn === null || endsOn >= addDays(suppliedFrom, terms.clawbackDays);
}

function lasting({ contractId, contracts, terms }: CaseFacts): Turn | null {
  const contract = contracts.find(({ id }) => id === contractId);
  if (!contract) return null;
  const { id, kind, suppliedFrom, endsOn } = contract;
  if (kind === 'REFUSED') return { state: 'CLAWED_BACK', contractId: id, rules: ['WITHDRAWN'] };
  const isShort = suppliedFrom === null || endsOn === null || endsOn < addDays(suppliedFrom, terms.clawbackDays);
  return kind === 'ENDED' && isShort ? { state: 'CLAWED_BACK', contractId: id, rules: ['ENDED_EARLY'] } : null;
}
