import { addMonths, fromDbDate, type PlainDate, type TxCtx, toDbDate, todayIn } from '#core';
import type { Campaign } from './campaign.service.ts';
import { type GuardFacts, isPartnersAlone, type Somebody } from './case.guards.ts';
import { isActiveCustomer } from './code.service.ts';

/** An order that came by a code. */
export interface Recommended {
  readonly orderId: string;
  readonly referrerId: string;
  readonly referredId: string;
  readonly openedOn: PlainDate | null;
  readonly campaign: Campaign;
}

/** How far up a chain of recommendations is looked: longer ones are nobody's circle. */
const CHAIN_MAX = 50;
const STILL_COUNTS = { state: { notIn: ['REJECTED' as const, 'CLAWED_BACK' as const] } };

/** What the guards look at, read in the open transaction. Null where the order is not there any more. */
export async function guardFacts(ctx: TxCtx, given: Recommended): Promise<GuardFacts | null> {
  const { orderId, referrerId, referredId, campaign, openedOn } = given;
  const order = await ctx.tx.order.findUnique({
    where: { id: orderId },
    select: { createdAt: true, partnerId: true, contracts: { select: { id: true, meteringPointId: true, tariffId: true } } },
  });
  if (!order) return null;
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const ancestorIds = await ancestorsOf(ctx, referrerId);
  const people = await somebodies(ctx, [referrerId, referredId, ...ancestorIds]);
  const [referrer, referred] = [people.get(referrerId), people.get(referredId)];
  if (!referrer || !referred) return null;
  const twins = await twinsOf(ctx, referred);
  const points = order.contracts.flatMap(({ meteringPointId }) => meteringPointId ?? []);
  const begunOn = todayIn({ now: () => order.createdAt }, ctx.brand.timeZone);
  return {
    referrer,
    referred: { ...referred, meteringPointIds: points },
    ancestors: ancestorIds.flatMap((id) => people.get(id) ?? []),
    isReferrerActive: await isActiveCustomer(ctx, referrerId),
    isKnownCustomer: await isKnown(ctx, { customerIds: twins, orderId, since: addMonths(today, -campaign.newAfterMonths) }),
    isReferredAlready: await isReferred(ctx, { customerIds: twins, orderId }),
    isMeterRewarded: await isMeterRewarded(ctx, { points, orderId, since: addMonths(today, -campaign.meterMonths) }),
    rewardsThisYear: await countOfYear(ctx, { referrerId, orderId, year: today.slice(0, 4) }),
    maximumPerYear: campaign.maximumPerYear,
    hasCampaignTariff: order.contracts.some(({ tariffId }) => isCampaignTariff(campaign, tariffId)),
    isPartnersSale: order.partnerId !== null && isPartnersAlone(campaign.saleRule, { openedOn, begunOn }),
  };
}

/** Whether a tariff counts for a campaign. */
export const isCampaignTariff = ({ tariffIds }: Pick<Campaign, 'tariffIds'>, tariffId: string | null): boolean =>
  tariffIds.length === 0 || (tariffId !== null && tariffIds.includes(tariffId));

/** Who recommended this customer, and who recommended them, and so on. */
async function ancestorsOf({ tx }: TxCtx, customerId: string): Promise<string[]> {
  const found: string[] = [];
  let at = [customerId];
  while (at.length > 0 && found.length < CHAIN_MAX) {
    const cases = await tx.referralsCase.findMany({ where: { referredId: { in: at }, ...STILL_COUNTS }, select: { referrerId: true } });
    at = [...new Set(cases.map(({ referrerId }) => referrerId))].filter((id) => !found.includes(id) && id !== customerId);
    found.push(...at);
  }
  return found;
}

async function somebodies({ tx }: TxCtx, ids: readonly string[]): Promise<ReadonlyMap<string, Somebody>> {
  const rows = await tx.customer.findMany({
    where: { id: { in: [...ids] } },
    select: {
      ...{ id: true, nameKey: true, lastName: true, birthDate: true, emailKey: true, addressKey: true },
      bankAccounts: { select: { ibanHash: true } },
      contracts: { where: { meteringPointId: { not: null } }, select: { meteringPointId: true } },
    },
  });
  return new Map(
    rows.map(({ id, birthDate, lastName, bankAccounts, contracts, ...keys }) => [
      id,
      {
        ...keys,
        customerId: id,
        lastNameKey: lastName.trim().toLowerCase(),
        birthDate: birthDate && fromDbDate(birthDate),
        accounts: bankAccounts.map(({ ibanHash }) => ibanHash),
        meteringPointIds: contracts.flatMap(({ meteringPointId }) => meteringPointId ?? []),
      },
    ]),
  );
}

/** The customer, and those who are the same person by their keys. */
async function twinsOf({ tx }: TxCtx, { customerId, nameKey, birthDate, emailKey }: Somebody): Promise<string[]> {
  const rows = await tx.customer.findMany({
    where: {
      OR: [
        { id: customerId },
        ...(nameKey !== '' && birthDate !== null ? [{ nameKey, birthDate: toDbDate(birthDate) }] : []),
        ...(emailKey !== '' ? [{ emailKey }] : []),
      ],
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

interface Asked {
  readonly customerIds: readonly string[];
  readonly orderId: string;
}

async function isKnown({ tx }: TxCtx, { customerIds, orderId, since }: Asked & { readonly since: PlainDate }): Promise<boolean> {
  const contract = await tx.contract.findFirst({
    where: {
      ...{ customerId: { in: [...customerIds] }, orderId: { not: orderId }, suppliedFrom: { not: null } },
      OR: [{ kind: 'SUPPLY' }, { kind: 'ENDED', endsOn: { gt: toDbDate(since) } }],
    },
    select: { id: true },
  });
  return contract !== null;
}

async function isReferred({ tx }: TxCtx, { customerIds, orderId }: Asked): Promise<boolean> {
  const other = await tx.referralsCase.findFirst({
    where: { referredId: { in: [...customerIds] }, orderId: { not: orderId }, ...STILL_COUNTS },
    select: { id: true },
  });
  return other !== null;
}

interface AskedPoints {
  readonly points: readonly string[];
  readonly orderId: string;
  readonly since: PlainDate;
}

async function isMeterRewarded({ tx }: TxCtx, { points, orderId, since }: AskedPoints): Promise<boolean> {
  if (points.length === 0) return false;
  const contracts = await tx.contract.findMany({
    where: { meteringPointId: { in: [...points] }, orderId: { not: orderId } },
    select: { orderId: true },
  });
  if (contracts.length === 0) return false;
  const other = await tx.referralsCase.findFirst({
    where: { orderId: { in: contracts.map((one) => one.orderId) }, createdAt: { gte: toDbDate(since) }, ...STILL_COUNTS },
    select: { id: true },
  });
  return other !== null;
}

const countOfYear = (
  { tx }: TxCtx,
  { referrerId, orderId, year }: { readonly referrerId: string; readonly orderId: string; readonly year: string },
): Promise<number> =>
  tx.referralsCase.count({
    where: { referrerId, orderId: { not: orderId }, createdAt: { gte: toDbDate(`${year}-01-01`) }, ...STILL_COUNTS },
  });
