import { asBrand, type Ctx, DomainError, inTransaction, type TxCtx, todayIn } from '#core';
import { campaignOn } from './campaign.service.ts';
import type { CaseState } from './case.life.ts';
import { codeForPeople } from './code.rules.ts';
import { codeOf, isActiveCustomer, linkOf } from './code.service.ts';

/** What a customer sees of their own recommendations: of others no more than a first name and an initial. */
export interface OwnReferrals {
  /** Null = none yet. */
  readonly code: string | null;
  readonly link: string | null;
  /** Why there is nothing to pass on at the moment; null = there is, or may be. */
  readonly obstacle: 'NO_CAMPAIGN' | 'NOT_ACTIVE' | 'CODE_ENDED' | null;
  /** Cents, of the campaign that holds today. */
  readonly referrerCents: number | null;
  readonly referredCents: number | null;
  readonly recommended: readonly Recommended[];
}
export interface Recommended {
  /** "Ada S." */
  readonly name: string;
  readonly state: CaseState;
  readonly since: Date;
  /** What the customer gets or got for it; null = nothing is decided. */
  readonly cents: number | null;
}

const SHOWN = 50;

/** The recommendations of the customer of an order; null for whoever is not that customer. */
export const ownReferrals = (ctx: Ctx, orderId: string): Promise<OwnReferrals | null> =>
  ofCustomer(ctx, orderId, async (brand, customerId) => {
    const code = await brand.tx.referralsCode.findFirst({ where: { customerId } });
    const campaign = await campaignOn(brand, todayIn(brand.clock, brand.brand.timeZone));
    const isActive = await isActiveCustomer(brand, customerId);
    const isEnded = code !== null && (code.endedAt !== null || code.code === null);
    const obstacle = isEnded ? 'CODE_ENDED' : !isActive ? 'NOT_ACTIVE' : !campaign ? 'NO_CAMPAIGN' : null;
    const shown = obstacle === null ? (code?.code ?? null) : null;
    return {
      code: shown === null ? null : codeForPeople(shown),
      link: shown === null ? null : linkOf(brand.brand.url, shown),
      obstacle,
      referrerCents: campaign?.referrerCents ?? null,
      referredCents: campaign?.referredCents ?? null,
      recommended: await recommendedBy(brand, customerId),
    };
  });

/** The customer of an order asks for their code. Fails with REFERRALS_CUSTOMERS_ONLY and REFERRALS_NOT_ACTIVE. */
export async function takeOwnCode(ctx: Ctx, orderId: string): Promise<void> {
  const taken = await ofCustomer(ctx, orderId, async (brand, customerId) => {
    if (!(await isActiveCustomer(brand, customerId)))
      throw new DomainError('REFERRALS_NOT_ACTIVE', 'orderId: a code is for customers in supply; come back when supply has started');
    // Whoever asks for it has it before them: no mail.
    const { id } = await codeOf(brand, customerId, todayIn(brand.clock, brand.brand.timeZone));
    await brand.tx.referralsCode.updateMany({ where: { id, mailedAt: null }, data: { mailedAt: brand.clock.now() } });
    return true;
  });
  if (taken === null)
    throw new DomainError('REFERRALS_CUSTOMERS_ONLY', 'orderId: a code is taken by the customer alone, with the link to their order');
}

/** Runs for the customer whom the viewer is, with the brand's eyes: what is read is limited by the customer's id. */
async function ofCustomer<T>(ctx: Ctx, orderId: string, work: (brand: TxCtx, customerId: string) => Promise<T>): Promise<T | null> {
  if (ctx.viewer.kind !== 'customer') return null;
  return inTransaction(ctx, async (ctx) => {
    const contract = await ctx.tx.contract.findFirst({
      where: { orderId, customerId: { not: null } },
      select: { customerId: true },
      orderBy: { id: 'asc' },
    });
    return contract?.customerId ? work(asBrand(ctx), contract.customerId) : null;
  });
}

async function recommendedBy({ tx }: TxCtx, referrerId: string): Promise<Recommended[]> {
  const cases = await tx.referralsCase.findMany({ where: { referrerId }, orderBy: { id: 'desc' }, take: SHOWN });
  const customers = await tx.customer.findMany({
    where: { id: { in: cases.map(({ referredId }) => referredId) } },
    select: { id: true, firstName: true, lastName: true },
  });
  const rewards = await tx.referralsReward.findMany({
    where: { caseId: { in: cases.map(({ id }) => id) }, side: 'REFERRER', customerId: referrerId },
    select: { caseId: true, cents: true },
  });
  const nameOf = new Map(customers.map(({ id, firstName, lastName }) => [id, shortName(firstName, lastName)]));
  const centsOf = new Map(rewards.map(({ caseId, cents }) => [caseId, cents]));
  return cases.map(({ id, referredId, state, createdAt }) => ({
    name: nameOf.get(referredId) ?? '',
    state,
    since: createdAt,
    cents: centsOf.get(id) ?? null,
  }));
}

/** "Ada S.": as much as somebody who recommended a person knows anyhow. */
function shortName(firstName: string, lastName: string): string {
  const [initial = ''] = [...lastName.trim()];
  return [firstName.trim().split(/\s+/)[0] ?? '', initial && `${initial}.`].filter(Boolean).join(' ');
}
