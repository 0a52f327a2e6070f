import { keepRecent, type OfferDraft, type Usage } from '#core';
import { cheapestFirst, othersOffers } from './market-offers.ts';
import type { MarketTariff } from './providers/market-data-provider.ts';
import { type PlaceCosts, withPlaceCosts } from './quote-costs.ts';

/** What the market's offers depend on. */
interface MarketQuestion {
  /** The brand's own, left out. */
  readonly ownSupplierKeys: readonly string[];
  readonly costs: PlaceCosts;
  readonly usage: Usage;
}

/** How many answers of a list are kept: about half a megabyte each. */
const KEPT = 16;

const known = new WeakMap<readonly MarketTariff[], Map<string, readonly OfferDraft[]>>();

/**
 * Other suppliers' offers with the costs of a place, cheapest first. They depend on nothing but the list, the place's costs and
 * the use, and round consumptions are asked for again and again: the last answers are kept, and are the same object each time.
 */
export function marketAt(tariffs: readonly MarketTariff[], question: MarketQuestion): readonly OfferDraft[] {
  const answers = known.get(tariffs) ?? new Map<string, readonly OfferDraft[]>();
  known.set(tariffs, answers);
  const key = keyOf(question);
  const { ownSupplierKeys, costs, usage } = question;
  const answer = answers.get(key) ?? cheapestFirst(withPlaceCosts(othersOffers(tariffs, ownSupplierKeys, usage), costs, usage));
  return keepRecent(answers, KEPT, [key, answer]);
}

/** By what the figures are, not by whose they are: two places with the same costs share an answer. */
function keyOf({ ownSupplierKeys, costs: { grid, levies }, usage }: MarketQuestion): string {
  // Of a load its name and days are enough: a year of a profile is the same for everybody of a market.
  const { load, ...use } = usage;
  const year = load && [load.profile, load.from, load.to];
  return JSON.stringify([ownSupplierKeys, grid, levies.vatRate, levies.levies, levies.usageLevy, use, year]);
}
