import { DomainError } from '../kernel/errors.ts';
import type { Decimal } from '../kernel/money.ts';
import { energyBlock, type TariffTerms } from '../pricing/energy-block.ts';
import type { Usage } from '../pricing/usage.ts';
import type { PublishedPrice } from '../tariffs/price-list.ts';
import type { NotOffered, OfferDraft } from './quote.points.ts';

/** A price as an offer with its energy block, or why there is none: nothing is estimated and nothing left out silently. */
export function priceOffer(price: PublishedPrice, usage: Usage, statutoryVat: Decimal | null): OfferDraft | NotOffered {
  const { row, components } = price;
  const { name, isGreen } = row.tariff;
  const vatRate = price.vatRate ?? statutoryVat;
  if (vatRate === null) return { name, code: 'VAT_UNKNOWN', values: {} };
  const terms: TariffTerms = { basis: row.basis, vatRate, components };
  try {
    return {
      tariffPriceId: row.id,
      supplier: null,
      name,
      isGreen,
      guaranteeMonths: row.guaranteeMonths,
      minimumTermMonths: row.minimumTermMonths,
      bonusCondition: components.flatMap((part) => (part.kind === 'bonus' ? (part.condition ?? []) : []))[0] ?? null,
      terms,
      blocks: [energyBlock(terms, usage)],
    };
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const index = typeof cause.details.index === 'string' ? { index: cause.details.index } : {};
    return { name, code: cause.code, values: index };
  }
}

export const isOffer = (priced: OfferDraft | NotOffered): priced is OfferDraft => 'blocks' in priced;
