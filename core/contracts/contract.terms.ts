import type { Contract, Prisma, TariffPrice } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { earliestEnd, guaranteeEndsOn, minimumTermEndsOn, noticeBy } from '../tariffs/tariff.terms.ts';
import { priceOn } from './contract.prices.ts';

/** From which day which terms of a tariff bind a contract. */
export interface Terms {
  readonly price: TariffPrice;
  /** First day of the first term: of supply, or of the tariff that replaced the one before. */
  readonly since: PlainDate;
}

/** Term, guarantee and notice of a contract that is bound from a day on. */
export function termDates({ price, since }: Terms): Prisma.ContractUncheckedUpdateInput {
  const term = minimumTermEndsOn(price, since);
  const guarantee = guaranteeEndsOn(price, since);
  return {
    minimumTermEndsOn: term && toDbDate(term),
    noticeBy: term && toDbDate(noticeBy(price, term)),
    priceGuaranteeEndsOn: guarantee && toDbDate(guarantee),
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
 * First day not supplied by term and period of notice of the tariff. A term that renewed only with consent which was not given
 * runs open-ended: then the contract's own term is the last one that binds.
 */
export function endByTerms({ price, since }: Terms, contract: Contract, receivedOn: PlainDate): PlainDate {
  const isOpenEnded = contract.minimumTermEndsOn !== null && contract.noticeBy === null;
  const renewalMonths = isOpenEnded ? 0 : price.renewalMonths;
  return earliestEnd({ ...price, renewalMonths }, { suppliedFrom: since, receivedOn });
}
