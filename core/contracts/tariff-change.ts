import type { Contract, Prisma } from '#prisma';
import { fromDbDate, type PlainDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { contractTariffChanged } from './contract.points.ts';
import { priceOn } from './contract.prices.ts';
import { openSlice } from './contract.slices.ts';
import { type TermDates, termDates } from './contract.terms.ts';

/** The tariff that a contract gets. */
export interface NewTariff {
  readonly tariffId: string;
  /** Why the slice is made. */
  readonly reason: 'tariff-change' | 'annex';
}

/**
 * Another tariff from a day on, as a slice of its own, with term and guarantee of its own. Fails with TARIFF_MISSING,
 * TARIFF_NOT_FOUND, DATE_MISSING, VALID_FROM_TOO_EARLY or PRICE_UNKNOWN.
 */
export async function tariffChange(
  ctx: TxCtx,
  contract: Contract,
  { effectiveOn, newTariff }: { readonly effectiveOn: PlainDate | null; readonly newTariff: NewTariff | null },
): Promise<Prisma.ContractUncheckedUpdateInput> {
  const { validFrom, tariffId, reason } = await checked(ctx, contract, { effectiveOn, newTariff });
  await openSlice(ctx, contract, { tariffId, validFrom, reason });
  await emit(ctx, contractTariffChanged, { contractId: contract.id, tariffId, validFrom });
  const found = await priceOn(ctx, { ...contract, priceGuaranteeEndsOn: null }, validFrom);
  if (!found) {
    throw new DomainError('PRICE_UNKNOWN', `effectiveOn: the tariff has no price on ${validFrom}; publish one, or choose another day`, {
      day: validFrom,
    });
  }
  // Until its day the contract names the tariff that is in force; then the calendar writes the new one, see `newTariffData`.
  const isNow = validFrom <= todayIn(ctx.clock, ctx.brand.timeZone);
  return isNow ? { tariffId, ...termDates({ price: found.price, since: validFrom }) } : {};
}

/** What the contract is told on the day on which an agreed tariff begins; null when it names it already. */
export async function newTariffData(
  ctx: TxCtx,
  contract: Contract,
  today: PlainDate,
): Promise<(TermDates & Pick<Contract, 'tariffId'>) | null> {
  const found = await priceOn(ctx, { ...contract, priceGuaranteeEndsOn: null }, today);
  if (!found || found.slice.tariffId === contract.tariffId) return null;
  return { tariffId: found.slice.tariffId, ...termDates({ price: found.price, since: fromDbDate(found.slice.validFrom) }) };
}

async function checked(
  ctx: TxCtx,
  contract: Contract,
  { effectiveOn, newTariff }: { readonly effectiveOn: PlainDate | null; readonly newTariff: NewTariff | null },
): Promise<NewTariff & { readonly validFrom: PlainDate }> {
  if (!newTariff)
    throw new DomainError('TARIFF_MISSING', 'tariffId: is missing; say which tariff the contract gets', { field: 'tariffId' });
  if (effectiveOn === null)
    throw new DomainError('DATE_MISSING', 'effectiveOn: is missing; give the first day of the new tariff as YYYY-MM-DD', {
      field: 'effectiveOn',
    });
  const tariff = await asBrand(ctx).tx.tariff.findUnique({ where: { id: newTariff.tariffId } });
  if (!tariff) throw new DomainError('TARIFF_NOT_FOUND', `tariffId: there is no tariff ${newTariff.tariffId}`, { field: 'tariffId' });
  const first = contract.suppliedFrom && fromDbDate(contract.suppliedFrom);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const earliest = first !== null && first > today ? first : today;
  // An annex was agreed before its day; a night that nobody ran the calendar does not undo it.
  if (effectiveOn < earliest && newTariff.reason !== 'annex') {
    throw new DomainError(
      'VALID_FROM_TOO_EARLY',
      `effectiveOn: a tariff is never changed for days that are over; choose ${earliest} or a later day`,
      { earliest },
    );
  }
  return { ...newTariff, validFrom: effectiveOn };
}
