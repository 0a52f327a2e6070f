import { type Ctx, DomainError, fromDbDate, inTransaction, type PlainDate, type TxCtx, toDbDate, todayIn } from '#core';
import { payRewards } from './reward.service.ts';
import { rewardText } from './reward.text.ts';

const DIGEST = 'referrals.voucher';
const MOST = 5_000;
const LONGEST = 100;

type Reward = Parameters<typeof payRewards>[1][number];

export interface NewVouchers {
  /** As they were bought, one a voucher. */
  readonly codes: readonly string[];
  readonly cents: number;
  /** Last day on which they can be used; null = for ever. */
  readonly expiresOn: PlainDate | null;
}

/**
 * Puts vouchers that were bought into the stock; one that is there already is left out. Gives back how many are new. Fails with
 * REFERRALS_VOUCHERS_INVALID.
 */
export const addVouchers = (ctx: Ctx, { codes, cents, expiresOn }: NewVouchers): Promise<number> =>
  inTransaction(ctx, async ({ tx, vault, clock, viewer, brand }) => {
    const given = [...new Set(codes.map((code) => code.trim()).filter(Boolean))];
    const isOver = expiresOn !== null && expiresOn <= todayIn(clock, brand.timeZone);
    if (given.length === 0 || given.length > MOST || given.some((code) => code.length > LONGEST) || cents < 1 || isOver)
      throw new DomainError(
        'REFERRALS_VOUCHERS_INVALID',
        `codes: 1 to ${MOST} of at most ${LONGEST} characters; cents: above 0; expiresOn: after today`,
        { maximum: MOST, longest: LONGEST },
      );
    const { count } = await tx.referralsVoucher.createMany({
      data: given.map((code) => ({
        ...{ codeSealed: vault.encrypt(code), codeHash: vault.digest(DIGEST, code), cents, currency: brand.currency },
        ...{ expiresOn: expiresOn === null ? null : toDbDate(expiresOn), addedAt: clock.now(), addedBy: viewer.name },
      })),
      skipDuplicates: true,
    });
    return count;
  });

/** Gives a voucher of the stock for a reward that is due and mails it to the customer; nothing happens while there is none. */
export async function giveVoucher(ctx: TxCtx, reward: Reward): Promise<void> {
  const { tx, clock, brand } = ctx;
  const { cents, currency, customerId, id: rewardId } = reward;
  const today = toDbDate(todayIn(clock, brand.timeZone));
  if (reward.state !== 'DUE') return;
  const voucher = await tx.referralsVoucher.findFirst({
    where: { cents, currency, rewardId: null, OR: [{ expiresOn: null }, { expiresOn: { gt: today } }] },
    orderBy: [{ expiresOn: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
  });
  if (!voucher) return;
  // Held until the end: what was cancelled meanwhile gets nothing, and who wants to cancel it now waits and asks it back.
  const held = await tx.referralsReward.updateMany({ where: { id: rewardId, state: 'DUE' }, data: { state: 'DUE' } });
  if (held.count === 0) return;
  // Whoever takes the same one at the same moment finds it gone and is served by the next run.
  const { count } = await tx.referralsVoucher.updateMany({ where: { id: voucher.id, rewardId: null }, data: { rewardId } });
  if (count === 0) return;
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { email: true, language: true } });
  const language = customer.language ?? brand.language;
  const values = {
    ...{ brand: brand.name, amount: rewardText({ cents, currency, language }), code: ctx.vault.decrypt(voucher.codeSealed) },
    day: voucher.expiresOn ? fromDbDate(voucher.expiresOn) : '',
  };
  const say = (key: string) => ctx.texts(language, `referrals.voucher.${key}`, values) ?? '';
  await ctx.mailer.send(ctx, {
    kind: 'referrals.voucher',
    to: customer.email,
    subject: say('subject'),
    text: [say('text'), ...(voucher.expiresOn ? [say('expires')] : [])].join('\n\n'),
  });
  await payRewards(ctx, [reward]);
}

/** What there is of vouchers of one amount. */
export interface VoucherStock {
  readonly cents: number;
  readonly left: number;
  /** Rewards of this amount that wait for one. */
  readonly needed: number;
}

export async function voucherStock({ db, clock, brand }: Ctx): Promise<VoucherStock[]> {
  const today = toDbDate(todayIn(clock, brand.timeZone));
  const [left, needed] = await Promise.all([
    db.referralsVoucher.groupBy({
      by: ['cents'],
      where: { rewardId: null, OR: [{ expiresOn: null }, { expiresOn: { gt: today } }] },
      _count: true,
    }),
    db.referralsReward.groupBy({ by: ['cents'], where: { kind: 'VOUCHER', state: 'DUE' }, _count: true }),
  ]);
  const countOf = (rows: readonly { cents: number; _count: number }[], cents: number) =>
    rows.find((row) => row.cents === cents)?._count ?? 0;
  const amounts = [...new Set([...left, ...needed].map(({ cents }) => cents))].sort((a, b) => a - b);
  return amounts.map((cents) => ({ cents, left: countOf(left, cents), needed: countOf(needed, cents) }));
}
