import { addWorkingDays, type Ctx, DomainError, fromDbDate, inTransaction, type TxCtx, toDbDate, todayIn } from '#core';
import { newCode } from './code.rules.ts';
import { pain001 } from './pain001.ts';
import { payRewards } from './reward.service.ts';
import { settings } from './settings.ts';

const MOST = 5_000;
/** The only currency that SEPA knows. */
const EURO = 'EUR';

type Reward = NonNullable<Awaited<ReturnType<TxCtx['tx']['referralsReward']['findFirst']>>>;

/** What a payout would pay, before anybody proposes it. */
export interface PayoutPreview {
  readonly count: number;
  readonly cents: number;
  /** Rewards of customers of whom no account is known. */
  readonly withoutAccount: number;
}

export const previewPayout = (ctx: Ctx): Promise<PayoutPreview> =>
  inTransaction(ctx, async (ctx) => {
    const { payable, withoutAccount } = await payableRewards(ctx);
    return { count: payable.length, cents: sumOf(payable), withoutAccount };
  });

/**
 * Collects the rewards that are to be transferred into a payout, which somebody else has to release. Each reward is in one
 * payout alone. Fails with REFERRALS_PAYOUT_EMPTY, _PAYOUT_NO_ACCOUNT and _PAYOUT_BY_PEOPLE.
 */
export async function proposePayout(ctx: Ctx): Promise<string> {
  demandPerson(ctx);
  debtorOf(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { tx, brand, clock, viewer } = ctx;
    const { payable } = await payableRewards(ctx);
    if (payable.length === 0)
      throw new DomainError('REFERRALS_PAYOUT_EMPTY', 'payout: no reward is to be transferred to a known account; look again later');
    const executeOn = addWorkingDays(todayIn(clock, brand.timeZone), 1, { country: brand.country, state: null });
    const { id } = await tx.referralsPayout.create({
      data: {
        ...{ number: `RW-${newCode()}`, count: payable.length, cents: sumOf(payable), currency: EURO, executeOn: toDbDate(executeOn) },
        ...{ proposedAt: clock.now(), proposedBy: viewer.name, proposedById: viewer.id },
      },
      select: { id: true },
    });
    for (const { id: rewardId, bankAccountId } of payable) {
      const { count } = await tx.referralsReward.updateMany({
        where: { id: rewardId, state: 'DUE' },
        data: { state: 'IN_PAYOUT', payoutId: id, bankAccountId },
      });
      if (count === 0) throw new DomainError('REFERRALS_PAYOUT_MOVED', 'payout: somebody else proposed one at the same moment; look at it');
    }
    return id;
  });
}

/**
 * Releases a payout: its file may go to the bank, its rewards count as paid. What was cancelled since is left out. Fails with
 * REFERRALS_PAYOUT_FOUR_EYES for whoever proposed it, and REFERRALS_PAYOUT_NOT_OPEN.
 */
export function releasePayout(ctx: Ctx, id: string): Promise<void> {
  demandPerson(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { tx, viewer } = ctx;
    const payout = await tx.referralsPayout.findUnique({ where: { id } });
    if (payout && payout.proposedById === viewer.id)
      throw new DomainError('REFERRALS_PAYOUT_FOUR_EYES', 'id: whoever proposed a payout does not release it; ask somebody else', { id });
    const rewards = await tx.referralsReward.findMany({ where: { payoutId: id, state: 'IN_PAYOUT' }, orderBy: { id: 'asc' } });
    await close(ctx, id, { state: 'RELEASED', count: rewards.length, cents: sumOf(rewards) });
    await payRewards(ctx, rewards);
  });
}

/** Gives a payout up: its rewards are due again. Fails with REFERRALS_PAYOUT_NOT_OPEN. */
export const dropPayout = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await close(ctx, id, { state: 'DROPPED' });
    await ctx.tx.referralsReward.updateMany({
      where: { payoutId: id, state: 'IN_PAYOUT' },
      data: { state: 'DUE', payoutId: null, bankAccountId: null },
    });
  });

/** The file for the bank: the same one however often it is fetched. Fails with REFERRALS_PAYOUT_NOT_FOUND and _PAYOUT_NOT_RELEASED. */
export const payoutFile = (ctx: Ctx, id: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const { tx, vault, brand } = ctx;
    const payout = await tx.referralsPayout.findUnique({ where: { id } });
    if (!payout) throw new DomainError('REFERRALS_PAYOUT_NOT_FOUND', 'id: there is no such payout; choose one of the list', { id });
    if (payout.state !== 'RELEASED' || payout.decidedAt === null)
      throw new DomainError('REFERRALS_PAYOUT_NOT_RELEASED', 'id: this payout was not released; its file may not go to the bank', { id });
    const rewards = await tx.referralsReward.findMany({ where: { payoutId: id }, orderBy: { id: 'asc' } });
    const ids = rewards.flatMap(({ bankAccountId }) => bankAccountId ?? []);
    const accounts = new Map((await tx.bankAccount.findMany({ where: { id: { in: ids } } })).map((account) => [account.id, account]));
    return pain001({
      ...{ messageId: payout.number, createdAt: payout.decidedAt, executeOn: fromDbDate(payout.executeOn), debtor: debtorOf(ctx) },
      transfers: rewards.flatMap(({ id: rewardId, bankAccountId, cents }) => {
        const account = accounts.get(bankAccountId ?? '');
        if (!account) return [];
        const text = ctx.texts(brand.language, 'referrals.payout.text', { brand: brand.name }) ?? brand.name;
        const endToEndId = rewardId.replaceAll('-', '');
        return [{ endToEndId, cents, name: account.holder, iban: vault.decrypt(account.ibanSealed), text }];
      }),
    });
  });

async function payableRewards({ tx, clock, brand }: TxCtx) {
  const due = await tx.referralsReward.findMany({
    where: { kind: 'TRANSFER', state: 'DUE', currency: EURO },
    orderBy: { id: 'asc' },
    take: MOST,
  });
  const today = toDbDate(todayIn(clock, brand.timeZone));
  const accounts = await tx.bankAccount.findMany({
    where: {
      ...{ customerId: { in: due.map(({ customerId }) => customerId) }, validFrom: { lte: today } },
      OR: [{ validTo: null }, { validTo: { gt: today } }],
    },
    select: { id: true, customerId: true },
    // An account for payouts goes before the one that is debited.
    orderBy: [{ purpose: 'asc' }, { id: 'asc' }],
  });
  const accountOf = new Map(accounts.map(({ id, customerId }) => [customerId, id]));
  const payable = due.flatMap((reward) => {
    const bankAccountId = accountOf.get(reward.customerId);
    return bankAccountId === undefined ? [] : [{ ...reward, bankAccountId }];
  });
  return { payable, withoutAccount: due.length - payable.length };
}

type Closed = { readonly state: 'RELEASED'; readonly count: number; readonly cents: number } | { readonly state: 'DROPPED' };

async function close({ tx, clock, viewer }: TxCtx, id: string, closed: Closed): Promise<void> {
  const { count } = await tx.referralsPayout.updateMany({
    where: { id, state: 'PROPOSED' },
    data: { ...closed, decidedAt: clock.now(), decidedBy: viewer.name },
  });
  if (count === 0) throw new DomainError('REFERRALS_PAYOUT_NOT_OPEN', 'id: this payout is not open any more; load the list again', { id });
}

function debtorOf({ activation }: Pick<Ctx, 'activation'>) {
  const { debtorName, debtorIban, debtorBic } = activation.settings(settings);
  if (debtorName === '' || debtorIban === '')
    throw new DomainError(
      'REFERRALS_PAYOUT_NO_ACCOUNT',
      'debtorIban: no account pays; set debtorName and debtorIban in the settings first',
    );
  return { name: debtorName, iban: debtorIban, bic: debtorBic || null };
}

/** Four eyes are two people's: a key is not a person. */
function demandPerson({ viewer }: Pick<Ctx, 'viewer'>): void {
  if (viewer.kind !== 'user')
    throw new DomainError('REFERRALS_PAYOUT_BY_PEOPLE', 'payout: proposed and released by people alone; sign in instead of using a key');
}

const sumOf = (rewards: readonly Pick<Reward, 'cents'>[]): number => rewards.reduce((sum, { cents }) => sum + cents, 0);
