import { type Ctx, DomainError, type QuoteDraft, type SpotPrices, spotYearOf, type Usage } from '#core';
import { marketAt } from './market-memory.ts';
import { cheapestFirst, spotIndexes } from './market-offers.ts';
import { type PlaceChoice, placeChoices, quotePlace, whichMunicipality } from './place.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import type { Market, MarketDataProvider, MarketOffers, MarketTariff } from './providers/market-data-provider.ts';
import { type PlaceCosts, projectionsOf, withPlaceCosts } from './quote-costs.ts';
import { settings } from './settings.ts';

/** Adds to a quote what core does not know: grid costs, levies and the market's other offers. */
export const addMarketData = (draft: QuoteDraft, { brand, activation }: Ctx): Promise<QuoteDraft> =>
  completeQuote(draft, austriaOpenData, { country: brand.country, ...activation.settings(settings) });

/**
 * The quote with all costs of its place, or with the question that must be answered first.
 * Throws MARKET_DATA_NOT_COVERED, _POSTCODE_UNKNOWN, _MUNICIPALITY_UNKNOWN and _DATE_NOT_COVERED: costs are never left out.
 */
export async function completeQuote(
  draft: QuoteDraft,
  provider: MarketDataProvider,
  { country, ownSupplierKeys }: { country: string; ownSupplierKeys: readonly string[] },
): Promise<QuoteDraft> {
  const { request, usage } = draft;
  const { commodity, segment, postcode, pricesAsOf } = request;
  const market: Market = { country, commodity, segment };
  if (!provider.covers(market)) throw notCovered(market);

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

async function costsOf(
  { gridOperator, municipality }: PlaceChoice,
  provider: MarketDataProvider,
  { country, postcode, pricesAsOf }: { country: string; postcode: string; pricesAsOf: string },
): Promise<PlaceCosts> {
  const [grid, levies] = await Promise.all([
    provider.gridCosts(gridOperator.id, pricesAsOf),
    provider.levies({ country, postcode, municipality, gridOperatorId: gridOperator.id }, pricesAsOf),
  ]);
  return { grid, levies };
}

const isSamePrice = (a: PlaceCosts, b: PlaceCosts): boolean =>
  a.grid.priceSheetId === b.grid.priceSheetId && a.levies.usageLevy?.id === b.levies.usageLevy?.id;

function refuseLaterFigures({ grid, levies }: PlaceCosts, pricesAsOf: string): void {
  const validFrom = latest([grid.validFrom, levies.validFrom, levies.usageLevy?.validFrom ?? '']);
  if (pricesAsOf >= validFrom) return;
  throw new DomainError(
    'MARKET_DATA_DATE_NOT_COVERED',
    `pricesAsOf: grid costs and levies of this place are known from ${validFrom} on, not for ${pricesAsOf}. Choose ${validFrom} or a later day`,
    { field: 'pricesAsOf', pricesAsOf, validFrom },
  );
}

const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? '';

const notCovered = ({ country, commodity, segment }: Market): DomainError =>
  new DomainError(
    'MARKET_DATA_NOT_COVERED',
    `commodity, segment: no grid costs and levies are known for ${commodity}, ${segment} in ${country}. Ask for power for a household in Austria, or switch the plugin "market-data" off for this brand`,
    { fields: ['commodity', 'segment'], country, commodity, segment },
  );

const postcodeUnknown = (postcode: string): DomainError =>
  new DomainError(
    'MARKET_DATA_POSTCODE_UNKNOWN',
    `postcode: "${postcode}" is not a known postcode. Check it; grid costs are not estimated`,
    { field: 'postcode', postcode },
  );
