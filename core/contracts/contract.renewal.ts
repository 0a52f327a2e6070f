import type { Contract, Prisma } from '#prisma';
import { addMonths, fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { noticeBy } from '../tariffs/tariff.terms.ts';
import { sliceOn } from './contract.prices.ts';
import { openSlice } from './contract.slices.ts';
import { type Terms, termsOn } from './contract.terms.ts';

/** Where silence is not enough to be bound again. The safe side of what one source says alone (kind `renewal` in core/rules/consumer.rules.ts, not confirmed). */
interface SilenceRule {
  readonly country: string;
  /** Months of supply beyond which nobody is bound by silence. */
  readonly longestMonths: number;
  readonly text: string;
}
const SILENCE: readonly SilenceRule[] = [
  { country: 'AT', longestMonths: 24, text: 'no silent second binding after 24 months: consent' },
  { country: 'DE', longestMonths: 0, text: 'silent renewal of consumer contracts only open-ended' },
];

export interface RenewalQuestion {
  readonly country: string;
  readonly isConsumer: boolean;
  readonly suppliedFrom: PlainDate;
  /** First day after the term that would begin. */
  readonly newEnd: PlainDate;
}

/** The rule that demands consent to another term; null = silence is enough. */
export function consentRule({ country, isConsumer, suppliedFrom, newEnd }: RenewalQuestion): SilenceRule | null {
  if (!isConsumer) return null;
  const rule = SILENCE.find((one) => one.country === country);
  return rule && newEnd > addMonths(suppliedFrom, rule.longestMonths) ? rule : null;
}

/** The end of the term that follows, counted from the first one so that the 31st does not creep to the 28th. */
export function nextTermEnd({ price, since }: Terms, termEndsOn: PlainDate): PlainDate {
  for (let months = price.minimumTermMonths + price.renewalMonths; ; months += price.renewalMonths) {
    const end = addMonths(since, months);
    if (end > termEndsOn) return end;
  }
}

/**
 * What a renewal writes: the next term as a slice of its own, or, where consent is needed and missing, that the contract goes
 * on open-ended after its term. Fails with RENEWAL_NOT_AGREED where the tariff knows no renewal.
 */
export async function renewal(
  ctx: TxCtx,
  contract: Contract,
  { isConsented }: { readonly isConsented: boolean },
): Promise<Prisma.ContractUncheckedUpdateInput> {
  const termEndsOn = contract.minimumTermEndsOn && fromDbDate(contract.minimumTermEndsOn);
  const terms = await termsOn(ctx, contract, todayIn(ctx.clock, ctx.brand.timeZone));
  if (!termEndsOn || !terms || terms.price.renewalMonths === 0 || !contract.suppliedFrom)
    throw new DomainError('RENEWAL_NOT_AGREED', 'transition: this contract has no term that renews itself; change the tariff instead');

  const newEnd = nextTermEnd(terms, termEndsOn);
  const suppliedFrom = fromDbDate(contract.suppliedFrom);
  const question = { country: ctx.brand.country, isConsumer: await isConsumer(ctx, contract), suppliedFrom, newEnd };
  if (!isConsented && consentRule(question) && !(await hasConsent(ctx, contract))) return { noticeBy: null };
  await termSlice(ctx, contract, termEndsOn);
  return { minimumTermEndsOn: toDbDate(newEnd), noticeBy: toDbDate(noticeBy(terms.price, newEnd)), termAnnouncedAt: null };
}

/** The new term as a slice, unless another tariff is agreed from then on. */
async function termSlice(ctx: TxCtx, contract: Contract, validFrom: PlainDate): Promise<void> {
  const on = toDbDate(validFrom);
  const planned = await ctx.tx.contractTariff.count({ where: { contractId: contract.id, validFrom: { gte: on } } });
  const running = await sliceOn(ctx, contract.id, validFrom);
  if (planned === 0 && running) await openSlice(ctx, contract, { tariffId: running.tariffId, validFrom, reason: 'renewal' });
}

async function isConsumer(ctx: TxCtx, { customerId }: Contract): Promise<boolean> {
  const customer = customerId === null ? null : await asBrand(ctx).tx.customer.findUnique({ where: { id: customerId } });
  return customer?.isConsumer ?? true;
}

/** A signed annex about the terms that says so. */
const hasConsent = async ({ tx }: TxCtx, { id }: Contract): Promise<boolean> =>
  (await tx.contractAnnex.count({
    where: { contractId: id, kind: 'terms', state: 'SIGNED', after: { path: ['renewal'], equals: 'consented' } },
  })) > 0;
