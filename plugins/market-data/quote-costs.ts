import {
  type Block,
  block,
  type Component,
  Decimal,
  energyAmount,
  type OfferDraft,
  type QuoteProjection,
  type TariffTerms,
  toCents,
  type Usage,
} from '#core';
import type { GridCosts, Levies, UsageLevy } from './providers/market-data-provider.ts';

/** What a place adds to the supplier's price. */
export interface PlaceCosts {
  readonly grid: GridCosts;
  readonly levies: Levies;
}

/** Adds the place's blocks to each offer. */
export function withPlaceCosts(offers: readonly OfferDraft[], { grid, levies }: PlaceCosts, usage: Usage): OfferDraft[] {
  const { annualKwh } = usage;
  const ownPrice = gridPrice(grid, annualKwh);
  const gridBlock = block('grid', [...ownPrice, ...levyLines(levies, annualKwh)], levies.vatRate);
  const gridAmount = ownPrice.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  return offers.map((offer) => {
    const usageLevy = levies.usageLevy
      ? [usageLevyBlock(levies.usageLevy, { terms: offer.terms, gridAmount, usage, vatRate: levies.vatRate })]
      : [];
    return { ...offer, blocks: [...offer.blocks, gridBlock, ...usageLevy] };
  });
}

/** What changes that are already law would add to a full year at today's consumption, gross. */
export const projectionsOf = ({ changes, vatRate }: Levies, annualKwh: number): QuoteProjection[] =>
  changes.map(({ code, changesOn, difference, source }) => ({
    code: `market-data.${code}`,
    changesOn,
    yearCents: toCents(difference.times(annualKwh).div(100).times(vatRate.plus(1))),
    source,
  }));

/** The grid operator's own price: usage and losses, without levies. The base of usage levies on the grid. */
const gridPrice = ({ usagePrice, lossPrice, usageFlatFee, source }: GridCosts, annualKwh: number): Component[] => [
  perKwh('grid-usage', usagePrice, { annualKwh, source }),
  perKwh('grid-loss', lossPrice, { annualKwh, source }),
  perYear('grid-flat-fee', usageFlatFee, source),
];

const levyLines = ({ levies }: Levies, annualKwh: number): Component[] =>
  levies.map(({ code, unitPrice, priceUnit, source }) =>
    priceUnit === 'ct/kWh' ? perKwh(code, unitPrice, { annualKwh, source }) : perYear(code, unitPrice, source),
  );

interface LevyBase {
  readonly terms: TariffTerms;
  /** Net, EUR a year. */
  readonly gridAmount: Decimal;
  readonly usage: Usage;
  readonly vatRate: Decimal;
}

/** A levy on energy is on price × kWh: before bonus, without base fee, without value added tax. */
function usageLevyBlock({ charge, source }: UsageLevy, { terms, gridAmount, usage, vatRate }: LevyBase): Block {
  if (charge.kind === 'PER_KWH')
    return block('usage-levy', [perKwh('usage-levy-consumption', charge.price, { annualKwh: usage.annualKwh, source })], vatRate);

  const bases = {
    ENERGY: { code: 'usage-levy-energy', amount: energyAmount(terms, usage) },
    GRID: { code: 'usage-levy-grid', amount: gridAmount },
  };
  const lines = charge.of.map((base) => shareOf(bases[base], charge.share, source));
  return block('usage-levy', lines, vatRate);
}

const regulated = { isGross: false, isFirstYearOnly: false } as const;

const perKwh = (code: string, unitPrice: Decimal, { annualKwh, source }: { annualKwh: number; source: string }): Component => ({
  ...regulated,
  code,
  quantity: new Decimal(annualKwh),
  unit: 'kWh',
  unitPrice,
  priceUnit: 'ct/kWh',
  amount: unitPrice.times(annualKwh).div(100),
  source,
});

const perYear = (code: string, unitPrice: Decimal, source: string): Component => ({
  ...regulated,
  code,
  quantity: new Decimal(1),
  unit: 'year',
  unitPrice,
  priceUnit: 'EUR/year',
  amount: unitPrice,
  source,
});

const shareOf = ({ code, amount }: { code: string; amount: Decimal }, share: Decimal, source: string): Component => ({
  ...regulated,
  code,
  quantity: amount,
  unit: 'EUR',
  unitPrice: share.times(100),
  priceUnit: '%',
  amount: amount.times(share),
  source,
});
