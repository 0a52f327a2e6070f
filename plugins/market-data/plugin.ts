import { definePlugin, hook, priceQuote, spotPrices } from '#core';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { marketDataSchema } from './market-data.graphql.ts';
import { addMarketData, knownSpotPrices } from './market-data.hooks.ts';
import { settings } from './settings.ts';

export default definePlugin({
  id: 'market-data',
  version: '1.0.0',
  api: 1,
  summary: "Adds grid costs, levies and the market's other offers to each quote (Austrian household power)",
  settings,
  permissions: { 'market-data.read': 'See where grid costs, levies and market offers of an address come from' },
  hooks: [hook(priceQuote, addMarketData), hook(spotPrices, knownSpotPrices)],
  locales: { en, de },
  graphql: marketDataSchema,
  admin: './admin.tsx',
});
