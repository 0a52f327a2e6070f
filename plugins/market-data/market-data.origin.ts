import type { Decimal } from '#core';
import { placeChoices } from './place.ts';
import { costsOf, isSamePrice, notCovered, postcodeUnknown, refuseLaterFigures } from './place-costs.ts';
import type { GridCandidate, LevyChange, MarketDataProvider, UsageLevy } from './providers/market-data-provider.ts';
import type { PlaceCosts } from './quote-costs.ts';

export interface OriginQuestion {
  readonly country: string;
  readonly postcode: string;
  /** Null = not said: enough where the whole postcode costs the same. */
  readonly municipality: string | null;
  /** "YYYY-MM-DD". */
  readonly on: string;
}

/** One number of an address, and who says so. */
export interface OriginFigure {
  readonly group: 'GRID' | 'LEVY' | 'USAGE_LEVY';
  /** A line of a price block. */
  readonly code: string;
  /** Without value added tax. */
  readonly price: Decimal;
  readonly unit: 'ct/kWh' | 'EUR/year' | '%';
  readonly validFrom: string;
  readonly source: string;
}

export interface Origin {
  readonly postcode: string;
  readonly on: string;
  /** Municipalities of the postcode with who serves them. */
  readonly places: readonly { readonly municipality: string; readonly gridOperator: string }[];
  /** Null while several prices apply and nobody said which municipality it is: then there is no figure either. */
  readonly gridOperator: string | null;
  readonly priceSheet: string | null;
  readonly figures: readonly OriginFigure[];
  readonly changes: readonly LevyChange[];
  /** The market's tariffs that quotes compare with. */
  readonly marketTariffs: number;
  /** Sentences that belong to the figures: what is left out, of which day the list is. */
  readonly notices: readonly string[];
  /** Licences. */
  readonly sources: readonly string[];
}

/**
 * Where the numbers of an address come from; the same way as a quote goes.
 * Throws MARKET_DATA_NOT_COVERED, _POSTCODE_UNKNOWN, _MUNICIPALITY_UNKNOWN and _DATE_NOT_COVERED.
 */
export async function originOf(provider: MarketDataProvider, { country, postcode, municipality, on }: OriginQuestion): Promise<Origin> {
  const market = { country, commodity: 'ELECTRICITY', segment: 'HOUSEHOLD' } as const;
  if (!provider.covers(market)) throw notCovered(market);
  const candidates = await provider.locate({ country, postcode });
  if (!candidates) throw postcodeUnknown(postcode);

  const choices = placeChoices(candidates, { postcode, municipality, place: null });
  const [costs, ...others] = await Promise.all(choices.map((choice) => costsOf(choice, provider, { country, postcode, pricesAsOf: on })));
  if (!costs) throw postcodeUnknown(postcode);
  const { tariffs, notices } = await provider.marketOffers(market, on);
  const list = { marketTariffs: tariffs.length, sources: provider.sources };
  const place = { postcode, on, places: placesOf(candidates) };
  if (others.some((other) => !isSamePrice(costs, other))) {
    return { ...place, ...list, gridOperator: null, priceSheet: null, figures: [], changes: [], notices };
  }
  refuseLaterFigures(costs, on);
  return {
    ...place,
    ...list,
    gridOperator: [...new Set(choices.map(({ gridOperator }) => gridOperator.name))].join(' / '),
    priceSheet: costs.grid.priceSheetId,
    figures: figuresOf(costs),
    changes: costs.levies.changes,
    notices: [...new Set([costs, ...others].flatMap(({ levies }) => levies.notices)), ...notices],
  };
}

const placesOf = (candidates: readonly GridCandidate[]) =>
  candidates
    .flatMap(({ gridOperator, municipalities }) =>
      municipalities.map((municipality) => ({ municipality, gridOperator: gridOperator.name })),
    )
    .sort((a, b) => a.municipality.localeCompare(b.municipality, 'de'));

function figuresOf({ grid, levies }: PlaceCosts): OriginFigure[] {
  const { validFrom, source } = grid;
  const sheet = { group: 'GRID', validFrom, source } as const;
  return [
    { ...sheet, code: 'grid-usage', price: grid.usagePrice, unit: 'ct/kWh' },
    { ...sheet, code: 'grid-loss', price: grid.lossPrice, unit: 'ct/kWh' },
    { ...sheet, code: 'grid-flat-fee', price: grid.usageFlatFee, unit: 'EUR/year' },
    ...levies.levies.map(
      ({ code, unitPrice, priceUnit, source: law }): OriginFigure => ({
        ...{ group: 'LEVY', code, price: unitPrice, unit: priceUnit, validFrom: levies.validFrom, source: law },
      }),
    ),
    ...(levies.usageLevy ? usageLevyFigures(levies.usageLevy) : []),
  ];
}

const SHARES = { ENERGY: 'usage-levy-energy', GRID: 'usage-levy-grid' } as const;

function usageLevyFigures({ charge, validFrom, source }: UsageLevy): OriginFigure[] {
  const levy = { group: 'USAGE_LEVY', validFrom, source } as const;
  return charge.kind === 'PER_KWH'
    ? [{ ...levy, code: 'usage-levy-consumption', price: charge.price, unit: 'ct/kWh' }]
    : charge.of.map((base): OriginFigure => ({ ...levy, code: SHARES[base], price: charge.share.times(100), unit: '%' }));
}
