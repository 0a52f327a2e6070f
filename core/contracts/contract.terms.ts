import type { Contract, TariffPrice } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { guaranteeEndsOn, minimumTermEndsOn, noticeBy } from '../tariffs/tariff.terms.ts';
import { priceOn } from './contract.prices.ts';

/** From which day which terms of a tariff bind a contract. */
export interface Terms {
  readonly price: TariffPrice;
  /** First day of the first term: of supply, or of the tariff that replaced the one before. */
  readonly since: PlainDate;
}

export type TermDates = Pick<
  Contract,
  'minimumTermEndsOn' | 'noticeBy' | 'priceGuaranteeEndsOn' | 'guaranteeAnnouncedAt' | 'termAnnouncedAt'
>;

/** Term, guarantee and notice of a contract that is bound from a day on. */
export function termDates({ price, since }: Terms): TermDates {
  const term = minimumTermEndsOn(price, since);
  const guarantee = guaranteeEndsOn(price, since);
  return {
    minimumTermEndsOn: term === null ? null : toDbDate(term),
    noticeBy: term === null ? null : toDbDate(noticeBy(price, term)),
    priceGuaranteeEndsOn: guarantee === null ? null : toDbDate(guarantee),
    guaranteeAnnouncedAt: null,
    termAnnouncedAt: null,
  };
}

/** The terms that bind a supplied contract on a day; null when it has no tariff with a price. */
export async function termsOn(ctx: TxCtx, contract: Contract, day: PlainDate): Promise<Terms | null> {
  const agreed = await ctx.tx.contractTariff.findFirst({
    where: { contractId: contract.id, reason: { not: 'renewal' }, validFrom: { lte: toDbDate(day) } },
    orderBy: { validFrom: 'desc' },
  });
  if (!agreed) return null;
  const since = fromDbDate(agreed.validFrom);
  const found = await priceOn(ctx, contract, since);
  return found && { price: found.price, since };
}

/**
 * The terms as they bind this contract: one that would renew only with consent which was not given runs open-ended after the term
 * it has, and says so by having no last day of notice.
 */
export function boundTerms(
  { price }: Terms,
  { minimumTermEndsOn, noticeBy }: Pick<Contract, 'minimumTermEndsOn' | 'noticeBy'>,
): TariffPrice {
  const isOpenEnded = minimumTermEndsOn !== null && noticeBy === null;
  return isOpenEnded ? { ...price, renewalMonths: 0 } : price;
}
