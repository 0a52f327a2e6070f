import type { Contract, ContractTariff, TariffPrice } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** What a contract costs on a day: which tariff (its slice), and which version of that tariff's price. */
export interface PriceInForce {
  readonly slice: ContractTariff;
  readonly price: TariffPrice;
  /** The price that was sold, kept by the guarantee, whatever the tariff costs others by now. */
  readonly isGuaranteed: boolean;
}

/** Slice × price version on a day; null when the contract has no tariff or the tariff no price on that day. */
export async function priceOn(ctx: TxCtx, contract: Contract, day: PlainDate): Promise<PriceInForce | null> {
  const { tx } = asBrand(ctx);
  const slice = await sliceOn(ctx, contract.id, day);
  if (!slice) return null;
  const sold = await soldPrice(ctx, contract);
  const isGuaranteed = sold !== null && sold.tariffId === slice.tariffId && isBefore(day, contract.priceGuaranteeEndsOn);
  if (isGuaranteed) return { slice, price: sold, isGuaranteed };

  const on = toDbDate(day);
  const versions = await tx.tariffPrice.findMany({
    where: {
      tariffId: slice.tariffId,
      state: 'PUBLISHED',
      validFrom: { lte: on },
      OR: [{ validTo: null }, { validTo: { gt: on } }],
    },
    orderBy: [{ region: 'asc' }, { validFrom: 'asc' }],
  });
  const price =
    versions.find(({ region }) => region === (sold?.region ?? '')) ?? versions.find(({ region }) => region === '') ?? onlyOne(versions);
  return price ? { slice, price, isGuaranteed } : null;
}

/** The version whose price was shown and sold. */
export async function soldPrice(ctx: TxCtx, { offerId }: Pick<Contract, 'offerId'>): Promise<TariffPrice | null> {
  const offer =
    offerId === null ? null : await asBrand(ctx).tx.quoteOffer.findUnique({ where: { id: offerId }, include: { tariffPrice: true } });
  return offer?.tariffPrice ?? null;
}

/** The slice that holds a day. */
export const sliceOn = ({ tx }: TxCtx, contractId: string, day: PlainDate): Promise<ContractTariff | null> =>
  tx.contractTariff.findFirst({
    where: { contractId, validFrom: { lte: toDbDate(day) }, OR: [{ validTo: null }, { validTo: { gt: toDbDate(day) } }] },
  });

/** What a contract costs on a day, for a viewer. Fails with CONTRACT_NOT_FOUND or PRICE_UNKNOWN. */
export async function contractPriceOn(ctx: TxCtx, contractId: string, day: PlainDate): Promise<PriceInForce> {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId } });
  if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `contractId: there is no contract ${contractId}`, { id: contractId });
  const found = await priceOn(ctx, contract, day);
  if (!found)
    throw new DomainError('PRICE_UNKNOWN', `day: no price is known for ${day}; choose a day on which the contract has a tariff`, { day });
  return found;
}

const isBefore = (day: PlainDate, end: Date | null): boolean => end !== null && day < fromDbDate(end);
const onlyOne = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
