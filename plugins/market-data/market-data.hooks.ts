import { type Ctx, type QuoteDraft, type SpotPrices, spotYearOf, type Usage } from '#core';
import { marketAt } from './market-memory.ts';
import { cheapestFirst, spotIndexes } from './market-offers.ts';
import { placeChoices, quotePlace, whichMunicipality } from './place.ts';
import { costsOf, isSamePrice, postcodeUnknown, refuseLaterFigures } from './place-costs.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import type { Market, MarketDataProvider, MarketOffers, MarketTariff } from './providers/market-data-provider.ts';
import { projectionsOf, withPlaceCosts } from './quote-costs.ts';
import { settings } from './settings.ts';

/**
 * Adds to a quote what core does not know: grid costs, levies and the market's other offers. What comes through no grid has none
 * of them.
 */
export async function addMarketData(draft: QuoteDraft, { brand, activation }: Ctx): Promise<QuoteDraft> {
  if (activation.commodities.get(draft.request.commodity)?.hasMeteringPoint === false) return draft;
  return completeQuote(draft, austriaOpenData, { country: brand.country, ...activation.settings(settings) });
}

/**
 * The quote with all costs of its place, or with the question that must be answered first; of a market that is not covered as it
 * was, and it says so. Throws MARKET_DATA_POSTCODE_UNKNOWN, _MUNICIPALITY_UNKNOWN and _DATE_NOT_COVERED: costs are never left
 * out silently.
 */
export async function completeQuote(
  draft: QuoteDraft,
  provider: MarketDataProvider,
  { country, ownSupplierKeys }: { country: string; ownSupplierKeys: readonly string[] },
): Promise<QuoteDraft> {
  const { request, usage } = draft;
  const { commodity, segment, postcode, pricesAsOf } = request;
  const market: Market = { country, commodity, segment };
  if (!provider.covers(market)) return { ...draft, sources: distinct([draft.sources, ['market-data.not-covered']]) };

  const candidates = await provider.locate({ country, postcode });
  if (!candidates) throw postcodeUnknown(postcode);

  const choices = placeChoices(candidates, request);
  const [costs, ...others] = await Promise.all(choices.map((choice) => costsOf(choice, provider, { country, postcode, pricesAsOf })));
  if (!costs) throw postcodeUnknown(postcode);
  if (others.some((other) => !isSamePrice(costs, other))) {
    return { ...draft, questions: [...draft.questions, whichMunicipality(candidates)], offers: [], marketOffers: [] };
  }
  refuseLaterFigures(costs, pricesAsOf);

  const { tariffs, notices } = request.isCompared ? await provider.marketOffers(market, pricesAsOf) : NO_MARKET;
  const marketUsage = await withMarketPrices(draft, provider, { country, tariffs });
  const rivals = marketAt(tariffs, { ownSupplierKeys, costs, usage: marketUsage });
  return {
    ...draft,
    place: quotePlace(candidates, choices),
    offers: withPlaceCosts(draft.offers, costs, usage),
    marketOffers: draft.marketOffers.length === 0 ? rivals : cheapestFirst([...draft.marketOffers, ...rivals]),
    projections: [...draft.projections, ...projectionsOf(costs.levies, usage.annualKwh)],
    sources: distinct([draft.sources, provider.sources, ...[costs, ...others].map(({ levies }) => levies.notices), notices]),
  };
}

const NO_MARKET: MarketOffers = { tariffs: [], notices: [] };

/** The market's prices of energy for the brand's own spot tariffs. */
export const knownSpotPrices = ({ index }: { readonly index: string }): Promise<SpotPrices | null> => austriaOpenData.spotPrices(index);

/** What is used, with the average prices of the markets that rivals' tariffs follow. */
async function withMarketPrices(
  { usage, request }: QuoteDraft,
  provider: MarketDataProvider,
  { country, tariffs }: { country: string; tariffs: readonly MarketTariff[] },
): Promise<Usage> {
  const spot = [...usage.spot];
  for (const index of spotIndexes(tariffs)) {
    const prices = spot.some((year) => year.index === index) ? null : await provider.spotPrices(index);
    if (prices) spot.push(spotYearOf(prices, { profile: request.loadProfile, country }));
  }
  return { ...usage, spot };
}

const distinct = (sources: readonly (readonly string[])[]): string[] => [...new Set(sources.flat())];
