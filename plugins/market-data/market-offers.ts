import { energyBlock, firstYearCents, type OfferDraft, type TariffTerms, type Usage } from '#core';
import type { MarketTariff } from './providers/market-data-provider.ts';

/** Other suppliers' tariffs as offers with their energy block. `ownSupplierKeys` are the brand's own and left out. */
export function othersOffers(tariffs: readonly MarketTariff[], ownSupplierKeys: readonly string[], usage: Usage): OfferDraft[] {
  const own = new Set(ownSupplierKeys.map((key) => key.toLowerCase()));
  return tariffs
    .filter(({ supplierKey }) => !own.has(supplierKey.toLowerCase()))
    .map(({ supplierKey: _, ...tariff }) => ({ ...tariff, tariffPriceId: null, blocks: [energyBlock(tariff.terms, usage)] }));
}

type Part = TariffTerms['components'][number];

export const isSpot = (part: Part): part is Extract<Part, { rate: 'spot' }> => part.kind === 'energy' && part.rate === 'spot';

/** Cheapest in the first year first, then by supplier and name. */
export const cheapestFirst = (offers: readonly OfferDraft[]): OfferDraft[] =>
  [...offers].sort(
    (a, b) => firstYearCents(a) - firstYearCents(b) || byText.compare(a.supplier ?? '', b.supplier ?? '') || byText.compare(a.name, b.name),
  );

const byText = new Intl.Collator('de');
