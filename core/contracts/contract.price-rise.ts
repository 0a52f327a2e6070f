import type { Contract, TariffPrice } from '#prisma';
import { addDays, type PlainDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { Decimal } from '../kernel/money.ts';
import { energyBlock } from '../pricing/energy-block.ts';
import { plainUsage } from '../pricing/usage.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { priceOn } from './contract.prices.ts';

/** Of a contract whose consumption nobody knows. */
const SOME_KWH = 3_500;

/**
 * A change of price from a day on that makes the contract dearer is what frees a customer from a term; who names any other day is
 * bound. A tariff that the customer agreed upon in an annex is no such change. Fails with PRICE_NOT_RAISED.
 */
export async function demandPriceRise(ctx: TxCtx, contract: Contract, day: PlainDate): Promise<void> {
  const before = await priceOn(ctx, contract, addDays(day, -1));
  const after = await priceOn(ctx, contract, day);
  if (before && after && after.slice.reason !== 'annex' && isDearer(before.price, after.price, contract.annualKwh ?? SOME_KWH)) return;
  throw new DomainError(
    'PRICE_NOT_RAISED',
    `effectiveOn: the price of this contract does not rise on ${day}; name the first day of the new price, or give ordinary notice`,
    { day },
  );
}

/** By a running year, without what is paid once. What cannot be compared (prices of the hour, VAT of the day) is the customer's to leave. */
function isDearer(before: TariffPrice, after: TariffPrice, annualKwh: number): boolean {
  if (before.id === after.id) return false;
  if ((before.vatRate === null) !== (after.vatRate === null)) return true;
  try {
    return yearCents(after, annualKwh) > yearCents(before, annualKwh);
  } catch (cause) {
    if (cause instanceof DomainError) return true;
    throw cause;
  }
}

const yearCents = ({ basis, vatRate, components }: TariffPrice, annualKwh: number): number =>
  energyBlock(
    { basis, vatRate: new Decimal(vatRate?.toString() ?? 0), components: priceComponents.parse(components) },
    plainUsage(annualKwh),
  ).runningYearCents;
