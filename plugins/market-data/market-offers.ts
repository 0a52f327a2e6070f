import { energyBlock, firstYearCents, type OfferDraft, type TariffTerms, type Usage } from '#core';
import type { MarketTariff } from './providers/market-data-provider.ts';

/** Other suppliers' tariffs as offers with their energy block. `ownSupplierKeys` are the brand's own and left out. */
export function othersOffers(tariffs: readonly MarketTariff[], ownSupplierKeys: readonly string[], usage: Usage): OfferDraft[] {
  const own = new Set(ownSupplierKeys.map((key) => key.toLowerCase()));
  return tariffs
    .filter(({ supplierKey }) => !own.has(supplierKey.toLowerCase()))
    .map(({ supplier, name, isGreen, guaranteeMonths, minimumTermMonths, bonusCondition, terms }) => ({
      tariffPriceId: null,
      supplier,
      name,
      isGreen,
      guaranteeMonths,
      minimumTermMonths,
      bonusCondition,
      terms,
      blocks: [energyBlock(terms, usage)],
    }));
}

type Part = TariffTerms['components'][number];

export const isSpot = (part: Part): part is Extract<Part, { rate: 'spot' }> => part.kind === 'energy' && part.rate === 'spot';

const indexes = new WeakMap<readonly MarketTariff[], ReadonlySet<string>>();

/** The markets that the tariffs of a list follow. Looked up once for a list. */
export function spotIndexes(tariffs: readonly MarketTariff[]): ReadonlySet<string> {
  const known = indexes.get(tariffs);
  const found = known ?? new Set(tariffs.flatMap(({ terms }) => terms.components.filter(isSpot).map(({ index }) => index)));
  indexes.set(tariffs, found);
  return found;
}

/** Cheapest in the first year first, then by supplier and name. */
export const cheapestFirst = (offers: readonly OfferDraft[]): OfferDraft[] =>
  offers
    .map((offer) => ({ offer, total: firstYearCents(offer), supplier: offer.supplier ?? '' }))
    .sort((a, b) => a.total - b.total || byText.compare(a.supplier, b.supplier) || byText.compare(a.offer.name, b.offer.name))
    .map(({ offer }) => offer);

const byText = new Intl.Collator('de');
