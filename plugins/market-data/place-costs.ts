import { DomainError } from '#core';
import type { PlaceChoice } from './place.ts';
import type { Market, MarketDataProvider } from './providers/market-data-provider.ts';
import type { PlaceCosts } from './quote-costs.ts';

/** What the place adds to a price on a day. */
export async function costsOf(
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

/** Whether two places cost the same, whoever serves them. */
export const isSamePrice = (a: PlaceCosts, b: PlaceCosts): boolean =>
  a.grid.priceSheetId === b.grid.priceSheetId && a.levies.usageLevy?.id === b.levies.usageLevy?.id;

/** Throws MARKET_DATA_DATE_NOT_COVERED for a day on which these figures were not in force yet. */
export function refuseLaterFigures({ grid, levies }: PlaceCosts, pricesAsOf: string): void {
  const validFrom = latest([grid.validFrom, levies.validFrom, levies.usageLevy?.validFrom ?? '']);
  if (pricesAsOf >= validFrom) return;
  throw new DomainError(
    'MARKET_DATA_DATE_NOT_COVERED',
    `pricesAsOf: grid costs and levies of this place are known from ${validFrom} on, not for ${pricesAsOf}. Choose ${validFrom} or a later day`,
    { field: 'pricesAsOf', pricesAsOf, validFrom },
  );
}

const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? '';

export const notCovered = ({ country, commodity, segment }: Market): DomainError =>
  new DomainError(
    'MARKET_DATA_NOT_COVERED',
    `commodity, segment: no grid costs and levies are known for ${commodity}, ${segment} in ${country}. Ask for power for a household in Austria, or switch the plugin "market-data" off for this brand`,
    { fields: ['commodity', 'segment'], country, commodity, segment },
  );

export const postcodeUnknown = (postcode: string): DomainError =>
  new DomainError(
    'MARKET_DATA_POSTCODE_UNKNOWN',
    `postcode: "${postcode}" is not a known postcode. Check it; grid costs are not estimated`,
    { field: 'postcode', postcode },
  );
