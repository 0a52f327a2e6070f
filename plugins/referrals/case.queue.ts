import { type Ctx, DomainError, type TxCtx } from '#core';
import type { CaseState } from './case.life.ts';

export const PAGE_MAX = 200;

export interface CasePage {
  /** Null = all of them. */
  readonly state: CaseState | null;
  /** Those alone that a person has to look at. */
  readonly waitsForPerson: boolean;
  readonly first: number;
  /** The last case of the page before. */
  readonly after: string | null;
}

/** A page of cases, the newest first: ids grow with time. Fails with REFERRALS_PAGE_INVALID. */
export function casePage({ state, waitsForPerson, first, after }: CasePage) {
  if (first < 1 || first > PAGE_MAX)
    throw new DomainError('REFERRALS_PAGE_INVALID', `first: must lie between 1 and ${PAGE_MAX}`, { field: 'first', maximum: PAGE_MAX });
  return {
    where: {
      ...(state !== null && { state }),
      ...(waitsForPerson && WAITS_FOR_PERSON),
      ...(after !== null && { id: { lt: after } }),
    },
    orderBy: { id: 'desc' },
    take: first,
  } as const;
}

const WAITS_FOR_PERSON = { state: 'PENDING', reviewedAt: null, doubts: { isEmpty: false } } as const;

/** How much there is of what somebody may have to do. */
export interface ReferralSums {
  readonly pending: number;
  readonly forPerson: number;
  /** Cents of rewards that are due and not paid. */
  readonly dueCents: number;
  /** Cents of the ledger: paid less asked back. */
  readonly paidCents: number;
}

export async function referralSums({ db }: Pick<Ctx, 'db'>): Promise<ReferralSums> {
  const [pending, forPerson, due, paid] = await Promise.all([
    db.referralsCase.count({ where: { state: 'PENDING' } }),
    db.referralsCase.count({ where: WAITS_FOR_PERSON }),
    db.referralsReward.aggregate({ where: { state: { in: ['DUE', 'IN_PAYOUT'] } }, _sum: { cents: true } }),
    db.referralsEntry.aggregate({ _sum: { cents: true } }),
  ]);
  return { pending, forPerson, dueCents: due._sum.cents ?? 0, paidCents: paid._sum.cents ?? 0 };
}

/** For the person who is about to switch the plugin off. */
export async function effectsOfSwitchingOff({ tx, texts, viewer }: TxCtx): Promise<string[]> {
  const [pending, due] = await Promise.all([
    tx.referralsCase.count({ where: { state: 'PENDING' } }),
    tx.referralsReward.count({ where: { state: { in: ['DUE', 'IN_PAYOUT'] } } }),
  ]);
  const said = (what: string, count = 0): string => texts(viewer.language, `referrals.off.${what}`, { count }) ?? what;
  return [...(pending ? [said('pending', pending)] : []), ...(due ? [said('due', due)] : []), said('form')];
}
