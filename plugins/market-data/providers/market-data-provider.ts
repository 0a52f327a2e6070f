import type { Decimal, OfferDraft, QuoteRequest, SpotPrices } from '#core';

/** For which customers figures are asked. */
export interface Market extends Pick<QuoteRequest, 'commodity' | 'segment'> {
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

/** A grid operator at a postcode, with those of the postcode's municipalities that it serves. */
export interface GridCandidate {
  readonly gridOperator: { readonly id: string; readonly name: string };
  readonly municipalities: readonly string[];
}

/** What a grid operator charges for a year, without value added tax. */
export interface GridCosts {
  /** Same id, same price. */
  readonly priceSheetId: string;
  /** First day; "YYYY-MM-DD". */
  readonly validFrom: string;
  /** Grid usage, ct a kWh. */
  readonly usagePrice: Decimal;
  /** Grid usage, EUR a year. */
  readonly usageFlatFee: Decimal;
  /** Grid losses, ct a kWh. */
  readonly lossPrice: Decimal;
  /** The price sheet. */
  readonly source: string;
}

/** Charged with the grid costs, without value added tax. */
export interface Levy {
  readonly code: string;
  readonly unitPrice: Decimal;
  readonly priceUnit: 'ct/kWh' | 'EUR/year';
  readonly source: string;
}

/** A levy's change that is already law. */
export interface LevyChange {
  /** The levy that changes. */
  readonly code: string;
  readonly changesOn: string;
  /** What a kWh costs more from that day on, ct without value added tax; negative: less. */
  readonly difference: Decimal;
  readonly source: string;
}

/** What a municipality charges for the use of its ground. */
export interface UsageLevy {
  /** Same id, same levy. */
  readonly id: string;
  readonly validFrom: string;
  readonly charge: /** A share (0.07 = 7 %) of the net energy price × kWh, of the grid operator's own price, or of both. */
    | { readonly kind: 'SHARE'; readonly share: Decimal; readonly of: readonly ('ENERGY' | 'GRID')[] }
    /** ct a kWh, without value added tax. */
    | { readonly kind: 'PER_KWH'; readonly price: Decimal };
  readonly source: string;
}

export interface Levies {
  readonly validFrom: string;
  /** 0.2 = 20 %; on grid costs and levies. */
  readonly vatRate: Decimal;
  readonly levies: readonly Levy[];
  readonly changes: readonly LevyChange[];
  /** Null where no verified rule is known. */
  readonly usageLevy: UsageLevy | null;
  /** Sentences that must be shown with these figures. */
  readonly notices: readonly string[];
}

/** Where the levies are asked. `municipality` is null where it is not known. */
export interface LevyQuestion {
  readonly country: string;
  readonly postcode: string;
  readonly municipality: string | null;
  readonly gridOperatorId: string;
}

/** Another supplier's tariff: a fixed price, or a spot price with its surcharge. */
export interface MarketTariff
  extends Pick<OfferDraft, 'name' | 'isGreen' | 'guaranteeMonths' | 'minimumTermMonths' | 'bonusCondition' | 'terms'> {
  readonly supplierKey: string;
  readonly supplier: string;
}

export interface MarketOffers {
  readonly tariffs: readonly MarketTariff[];
  /** Sentences that must be shown with these figures. */
  readonly notices: readonly string[];
}

/**
 * Where grid costs, levies and the market's offers come from: files, or a data service behind the same questions.
 * Figures are those in force on `asOf` ("YYYY-MM-DD"), the latest known ones after that, and the first known ones before:
 * `validFrom` says so, and the caller refuses figures that were not in force yet.
 */
export interface MarketDataProvider {
  /** Licence notices that must be shown with the figures. */
  readonly sources: readonly string[];
  covers(market: Market): boolean;
  /** Who may be the grid operator; the largest part of the postcode first. Null for an unknown postcode. */
  locate(question: { readonly country: string; readonly postcode: string }): Promise<readonly GridCandidate[] | null>;
  gridCosts(gridOperatorId: string, asOf: string): Promise<GridCosts>;
  levies(question: LevyQuestion, asOf: string): Promise<Levies>;
  marketOffers(market: Market, asOf: string): Promise<MarketOffers>;
  /** The latest whole year of a market's prices; the same object each time. Null for a market that is not known. */
  spotPrices(index: string): Promise<SpotPrices | null>;
}
