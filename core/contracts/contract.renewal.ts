import type { Contract, Prisma } from '#prisma';
import { addDays, addMonths, fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { bindsBySilence, longestBroken } from '../rules/renewal.ts';
import { noticeBy } from '../tariffs/tariff.terms.ts';
import { sliceOn } from './contract.prices.ts';
import { openSlice } from './contract.slices.ts';
import { type Terms, termsOn } from './contract.terms.ts';

/** The end of the term that follows, counted from the first one so that the 31st does not creep to the 28th. */
export function nextTermEnd({ price, since }: Terms, termEndsOn: PlainDate): PlainDate {
  for (let months = price.minimumTermMonths + price.renewalMonths; ; months += price.renewalMonths) {
    const end = addMonths(since, months);
    if (end > termEndsOn) return end;
  }
}

/**
 * What a renewal writes: the next term as a slice of its own, or, where consent is needed and missing, that the contract goes
 * on open-ended after its term. Fails with RENEWAL_NOT_AGREED where the tariff knows no renewal, RENEWAL_TOO_EARLY before the weeks
 * in which the end is announced, RENEWED_ALREADY where the next term is agreed, and TERM_TOO_LONG where the law allows none so long.
 */
export async function renewal(
  ctx: TxCtx,
  contract: Contract,
  { isConsented }: { readonly isConsented: boolean },
): Promise<Prisma.ContractUncheckedUpdateInput> {
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const from = contract.minimumTermEndsOn && fromDbDate(contract.minimumTermEndsOn);
  const terms = await termsOn(ctx, contract, today);
  if (!from || !terms || terms.price.renewalMonths === 0 || !contract.suppliedFrom)
    throw new DomainError('RENEWAL_NOT_AGREED', 'transition: this contract has no term that renews itself; change the tariff instead');
  await demandDue(ctx, contract, { from, today });

  const until = nextTermEnd(terms, from);
  const question = { ...(await partiesOf(ctx, contract, terms)), day: today, from, until };
  const hasAgreed = isConsented || (await hasConsent(ctx, contract));
  if (!hasAgreed && !bindsBySilence(question)) return { noticeBy: null };
  const rule = longestBroken(question);
  if (rule)
    throw new DomainError(
      'TERM_TOO_LONG',
      `transition: the next term would run until ${until}, ${rule.text}; agree on a tariff with a shorter one`,
      {
        until,
        rule: rule.text,
        source: rule.source,
      },
    );
  await termSlice(ctx, contract, from);
  return { minimumTermEndsOn: toDbDate(until), noticeBy: toDbDate(noticeBy(terms.price, until)), termAnnouncedAt: null };
}

/** A term is renewed once, when its end has been or could have been announced: a click too much binds nobody for another year. */
async function demandDue(
  ctx: TxCtx,
  { id, noticeBy }: Contract,
  { from, today }: { readonly from: PlainDate; readonly today: PlainDate },
): Promise<void> {
  const renewed = await ctx.tx.contractTariff.count({ where: { contractId: id, reason: 'renewal', validFrom: { gt: toDbDate(today) } } });
  if (renewed > 0)
    throw new DomainError('RENEWED_ALREADY', `transition: the term is renewed until ${from} already; wait for the next one`, {
      until: from,
    });
  const earliest = addDays(noticeBy ? fromDbDate(noticeBy) : from, -7 * ctx.brand.announcementWeeks);
  if (today < earliest)
    throw new DomainError('RENEWAL_TOO_EARLY', `transition: the term until ${from} can be renewed from ${earliest} on; wait for that day`, {
      until: from,
      earliest,
    });
}

/** The new term as a slice, unless another tariff is agreed from then on. */
async function termSlice(ctx: TxCtx, contract: Contract, validFrom: PlainDate): Promise<void> {
  const on = toDbDate(validFrom);
  const planned = await ctx.tx.contractTariff.count({ where: { contractId: contract.id, validFrom: { gte: on } } });
  const running = await sliceOn(ctx, contract.id, validFrom);
  if (planned === 0 && running) await openSlice(ctx, contract, { tariffId: running.tariffId, validFrom, reason: 'renewal' });
}

/** Whom the law asks about. Who is not known is protected. */
async function partiesOf(ctx: TxCtx, { customerId }: Contract, { price }: Terms) {
  const { tx } = asBrand(ctx);
  const { commodity, segment } = await tx.tariff.findUniqueOrThrow({ where: { id: price.tariffId } });
  const customer = customerId === null ? null : await tx.customer.findUnique({ where: { id: customerId } });
  return { country: ctx.brand.country, commodity, segment, isConsumer: customer?.isConsumer ?? true };
}

/** A signed annex about the terms that says so. */
const hasConsent = async ({ tx }: TxCtx, { id }: Contract): Promise<boolean> =>
  (await tx.contractAnnex.count({
    where: { contractId: id, kind: 'terms', state: 'SIGNED', after: { path: ['renewal'], equals: 'consented' } },
  })) > 0;
