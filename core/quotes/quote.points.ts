import type { PlainDate } from '../kernel/clock.ts';
import { collect, transform } from '../kernel/hooks.ts';
import type { Block } from '../pricing/block.ts';
import type { TariffTerms } from '../pricing/energy-block.ts';
import type { LoadProfile } from '../pricing/load-profile.ts';
import type { SpotPrices } from '../pricing/spot-prices.ts';
import type { Usage } from '../pricing/usage.ts';

/** For what a price is asked. */
export interface QuoteRequest {
  /** Code of a commodity. */
  readonly commodity: string;
  readonly segment: 'HOUSEHOLD' | 'BUSINESS';
  readonly postcode: string;
  /** Where the postcode alone does not say who the grid operator is. */
  readonly municipality: string | null;
  /** Town of the address, as people write it; null where a postcode alone was given. */
  readonly place: string | null;
  /** A year's consumption in the commodity's unit (kWh, m3, pieces), whole, above 0. */
  readonly annualKwh: number;
  /** The day whose prices, fees and levies are used for the whole year; "YYYY-MM-DD". */
  readonly pricesAsOf: string;
  /** Whole kWh of the register for the low rate; null = the profile says. */
  readonly lowRateKwh: number | null;
  /** When such a customer uses energy. */
  readonly loadProfile: LoadProfile;
  /** Whether bonuses for new customers count. */
  readonly isNewCustomer: boolean;
  /** Whether other suppliers' offers are wanted beside the brand's own: a row of a file and the search for a consumption need none. */
  readonly isCompared: boolean;
}

/** One priced tariff. */
export interface OfferDraft {
  /** The brand's own price version; null for an offer of the market. */
  readonly tariffPriceId: string | null;
  /** Who sells it; null = the brand itself. */
  readonly supplier: string | null;
  readonly name: string;
  readonly isGreen: boolean;
  readonly guaranteeMonths: number;
  readonly minimumTermMonths: number;
  /** What the bonus depends on, for people; null without bonus. */
  readonly bonusCondition: string | null;
  readonly terms: TariffTerms;
  /** In the order in which they are shown; "energy" comes first. */
  readonly blocks: readonly Block[];
}

/** What must be asked before a price is exact. While one is open, `offers` is empty: nothing is guessed. */
export interface QuoteQuestion {
  /** Field of the request that answers it. */
  readonly field: 'municipality';
  /** Locale key of the text. */
  readonly code: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** Known to change within the year; shown beside the price, never mixed in. */
export interface QuoteProjection {
  readonly code: string;
  /** First day of the change. */
  readonly changesOn: string;
  /** What it would add to (or take from) a full year, gross, cents. */
  readonly yearCents: number;
  readonly source: string;
}

/** Where the address is, as far as prices depend on it. */
export interface QuotePlace {
  readonly place: string;
  readonly municipality: string | null;
  readonly gridOperator: string;
  /** Id of the grid area, which areas of a price may name; null where it may be one of several. */
  readonly gridArea: string | null;
}

/** A tariff that is sold here, and why this quote has no price for it. */
export interface NotOffered {
  readonly name: string;
  /** UPPER_SNAKE; texts under "not-offered.<code>". */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface QuoteDraft {
  readonly request: QuoteRequest;
  /** What all offers are priced over: plugins price with it too, so that all figures are of one quantity. */
  readonly usage: Usage;
  readonly place: QuotePlace | null;
  readonly questions: readonly QuoteQuestion[];
  /** The brand's own offers. */
  readonly offers: readonly OfferDraft[];
  /** Other suppliers' offers, for comparison only. */
  readonly marketOffers: readonly OfferDraft[];
  readonly projections: readonly QuoteProjection[];
  readonly notOffered: readonly NotOffered[];
  /** Licence notices and sources that must be shown with these figures: sentences, or keys of texts. */
  readonly sources: readonly string[];
}

/**
 * What does a year cost? Starts with the supplier's energy block per own tariff; plugins add what core does not know
 * (grid, levies, the market). A plugin that fails makes the quote fail: costs are never left out silently.
 */
export const priceQuote = transform<QuoteDraft>('price.quote', { onError: 'abort' });

/**
 * What did energy cost on this market, interval by interval? Asked for spot tariffs that are sold; null = not known here. Give
 * the same object each time: averages are kept with it. Where nobody knows, the tariff is not offered and the quote says so.
 */
export const spotPrices = collect<{ readonly index: string; readonly pricesAsOf: PlainDate }, SpotPrices | null>('market.spot-prices');
