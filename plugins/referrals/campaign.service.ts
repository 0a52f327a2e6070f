import { type Ctx, DomainError, inTransaction, type PlainDate, type TxCtx, toDbDate, todayIn } from '#core';

type Tables = Pick<TxCtx['tx'], 'referralsCampaign'>;

/** The rules that hold on a day: those of the newest campaign that has begun, unless it is over; null = nothing is paid. */
export async function campaignOn({ tx }: { readonly tx: Tables }, day: PlainDate) {
  const newest = await tx.referralsCampaign.findFirst({
    where: { validFrom: { lte: toDbDate(day) } },
    orderBy: { validFrom: 'desc' },
  });
  return newest && (newest.validTo === null || newest.validTo > toDbDate(day)) ? newest : null;
}

export type Campaign = NonNullable<Awaited<ReturnType<typeof campaignOn>>>;

/** What a campaign says, cents and days. */
export interface NewCampaign {
  readonly name: string;
  readonly validFrom: PlainDate;
  /** First day on which it does not hold any more; null = until the next one. */
  readonly validTo: PlainDate | null;
  readonly referrerCents: number;
  readonly referredCents: number;
  readonly payout: Campaign['payout'];
  readonly windowDays: number;
  readonly tariffIds: readonly string[];
  readonly saleRule: Campaign['saleRule'];
  readonly minimumSupplyDays: number;
  readonly clawbackDays: number;
  readonly maximumPerYear: number;
  readonly newAfterMonths: number;
  readonly meterMonths: number;
}

const RANGES = {
  referrerCents: [0, 100_000],
  referredCents: [0, 100_000],
  windowDays: [1, 730],
  minimumSupplyDays: [0, 730],
  clawbackDays: [0, 1_095],
  maximumPerYear: [1, 1_000],
  newAfterMonths: [0, 120],
  meterMonths: [0, 120],
} as const;
const NAME_MAX = 80;

interface Fault {
  readonly field: string;
  readonly problem: string;
}

/** Everything that is wrong with a campaign, by its fields. */
export function campaignFaults(given: NewCampaign, { today, takenDays }: { today: PlainDate; takenDays: readonly PlainDate[] }): Fault[] {
  const ranges = Object.entries(RANGES) as [keyof typeof RANGES, readonly [number, number]][];
  return [
    ...(given.name.trim() === '' || given.name.length > NAME_MAX ? [{ field: 'name', problem: `1 to ${NAME_MAX} characters` }] : []),
    ...(given.validFrom < today ? [{ field: 'validFrom', problem: `not before ${today}: what began is not changed` }] : []),
    ...(takenDays.includes(given.validFrom) ? [{ field: 'validFrom', problem: 'another campaign begins on that day' }] : []),
    ...(given.validTo !== null && given.validTo <= given.validFrom ? [{ field: 'validTo', problem: 'after its first day' }] : []),
    ...(given.referrerCents + given.referredCents === 0
      ? [{ field: 'referrerCents', problem: 'one of the two sides gets something' }]
      : []),
    ...ranges
      .filter(([field, [from, to]]) => !Number.isInteger(given[field]) || given[field] < from || given[field] > to)
      .map(([field, [from, to]]) => ({ field, problem: `a whole number from ${from} to ${to}` })),
  ];
}

/** Plans a campaign. It takes over from the one before on its first day. Fails with REFERRALS_CAMPAIGN_INVALID. */
export const planCampaign = (ctx: Ctx, given: NewCampaign): Promise<string> =>
  inTransaction(ctx, async ({ tx, clock, brand, viewer }) => {
    const today = todayIn(clock, brand.timeZone);
    const sameDay = await tx.referralsCampaign.findFirst({ where: { validFrom: toDbDate(given.validFrom) }, select: { id: true } });
    const known = await tx.tariff.count({ where: { id: { in: [...given.tariffIds] } } });
    const faults = [
      ...campaignFaults(given, { today, takenDays: sameDay ? [given.validFrom] : [] }),
      ...(known === new Set(given.tariffIds).size ? [] : [{ field: 'tariffIds', problem: 'tariffs of this brand alone' }]),
    ];
    if (faults.length > 0)
      throw new DomainError('REFERRALS_CAMPAIGN_INVALID', faults.map(({ field, problem }) => `${field}: must be ${problem}`).join('; '), {
        faults,
        fields: faults.map(({ field }) => field).join(', '),
      });
    const { validFrom, validTo, name, tariffIds, ...rest } = given;
    const { id } = await tx.referralsCampaign.create({
      data: {
        ...rest,
        name: name.trim(),
        tariffIds: [...tariffIds],
        validFrom: toDbDate(validFrom),
        validTo: validTo === null ? null : toDbDate(validTo),
        currency: brand.currency,
        createdBy: viewer.name,
      },
      select: { id: true },
    });
    return id;
  });

/** A campaign ends on a day: from then on no order earns a reward by it; those that came before go on. */
export const endCampaign = (ctx: Ctx, id: string, on: PlainDate): Promise<void> =>
  inTransaction(ctx, async ({ tx, clock, brand }) => {
    const campaign = await tx.referralsCampaign.findUnique({ where: { id } });
    if (!campaign) throw new DomainError('REFERRALS_CAMPAIGN_NOT_FOUND', `id: there is no campaign ${id}; choose one of the list`, { id });
    const today = todayIn(clock, brand.timeZone);
    if (on < today || toDbDate(on) <= campaign.validFrom)
      throw new DomainError('REFERRALS_CAMPAIGN_END_INVALID', `on: must not lie before ${today}, and after the campaign's first day`, {
        field: 'on',
        earliest: today,
      });
    await tx.referralsCampaign.update({ where: { id }, data: { validTo: toDbDate(on) } });
  });

/** In the demo there is something to see at once; for real, what is paid is a person's to say. */
export async function planDemoCampaign({ tx, clock, brand, isDemo }: TxCtx): Promise<void> {
  if (!isDemo || (await tx.referralsCampaign.count()) > 0) return;
  await tx.referralsCampaign.create({
    data: {
      ...{ name: 'Demo', validFrom: toDbDate(todayIn(clock, brand.timeZone)), currency: brand.currency, createdBy: 'demo' },
      ...{ referrerCents: 5_000, referredCents: 2_500, payout: 'CREDIT', windowDays: 30, saleRule: 'BOTH' },
      ...{ minimumSupplyDays: 0, clawbackDays: 180, maximumPerYear: 10, newAfterMonths: 6, meterMonths: 12 },
    },
    select: { id: true },
  });
}
