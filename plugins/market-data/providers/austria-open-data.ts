import { austrianOffers } from './austria-catalog.ts';
import { austrianMarket } from './austria-files.ts';
import { gridCandidates, gridCostsOf } from './austria-grid-operators.ts';
import { austrianLevies } from './austria-levies.ts';
import { austrianSpotPrices, EPEX_AT } from './austria-spot.ts';
import type { MarketDataProvider } from './market-data-provider.ts';

/** Austrian household power from the files in `data/`; no network. */
export const austriaOpenData: MarketDataProvider = {
  sources: [
    'Grid costs, levies and market prices: github.com/BMoer/energietools, MIT licence, Copyright (c) 2026 Benjamin Mörzinger. List prices and regulated costs, without warranty.',
  ],

  covers: ({ country, commodity, segment }) => country === 'AT' && commodity === 'ELECTRICITY' && segment === 'HOUSEHOLD',

  async locate({ country, postcode }) {
    const market = await austrianMarket();
    const municipalities = country === 'AT' ? market.municipalities.get(postcode) : undefined;
    return municipalities ? gridCandidates(market, municipalities) : null;
  },

  async gridCosts(gridOperatorId) {
    return gridCostsOf(await austrianMarket(), gridOperatorId);
  },

  async levies(question, asOf) {
    return austrianLevies(await austrianMarket(), question, asOf);
  },

  async marketOffers(_market, asOf) {
    return austrianOffers((await austrianMarket()).catalog, asOf);
  },

  spotPrices: async (index) => (index === EPEX_AT ? austrianSpotPrices() : null),
};
