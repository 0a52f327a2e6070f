import {
  type Block,
  block,
  type Component,
  Decimal,
  energyAmount,
  type OfferDraft,
  type QuoteProjection,
  toCents,
  type Usage,
} from '#core';
import type { GridCosts, Levies, UsageLevy } from './providers/market-data-provider.ts';

/** What a place adds to the supplier's price. */
export interface PlaceCosts {
  readonly grid: GridCosts;
  readonly levies: Levies;
}

/** Adds the place's blocks to each offer. What is the same for all of them is made once: there are a hundred. */
export function withPlaceCosts(
  offers: readonly OfferDraft[],
  { grid, levies }: PlaceCosts,
  { annualKwh }: Pick<Usage, 'annualKwh'>,
): OfferDraft[] {
  const ownPrice = gridPrice(grid, annualKwh);
  const gridBlock = block('grid', [...ownPrice, ...levyLines(levies, annualKwh)], levies.vatRate);
  const gridAmount = ownPrice.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  const usageLevyOf = levies.usageLevy && usageLevyBlocks(levies.usageLevy, { annualKwh, gridAmount, vatRate: levies.vatRate });
  return offers.map((offer) => ({
    ...offer,
    blocks: [...offer.blocks, gridBlock, ...(usageLevyOf ? [usageLevyOf(offer.blocks[0])] : [])],
  }));
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
  readonly annualKwh: number;
  /** Net, EUR a year. */
  readonly gridAmount: Decimal;
  readonly vatRate: Decimal;
}

/** The levy of each offer by its energy block. On energy it is on price × kWh: before bonus, without base fee, without value added tax. */
function usageLevyBlocks(
  { charge, source }: UsageLevy,
  { annualKwh, gridAmount, vatRate }: LevyBase,
): (energy: Block | undefined) => Block {
  if (charge.kind === 'PER_KWH') {
    const same = block('usage-levy', [perKwh('usage-levy-consumption', charge.price, { annualKwh, source })], vatRate);
    return () => same;
  }
  const line = (code: string, amount: Decimal): Component => shareOf({ code, amount, source }, charge.share);
  const ofGrid = line('usage-levy-grid', gridAmount);
  return (energy) => {
    const ofEnergy = (): Component => line('usage-levy-energy', energy ? energyAmount(energy) : new Decimal(0));
    return block(
      'usage-levy',
      charge.of.map((base) => (base === 'GRID' ? ofGrid : ofEnergy())),
      vatRate,
    );
  };
}

const perKwh = (code: string, unitPrice: Decimal, { annualKwh, source }: { annualKwh: number; source: string }): Component => ({
  code,
  quantity: new Decimal(annualKwh),
  unit: 'kWh',
  unitPrice,
  priceUnit: 'ct/kWh',
  amount: unitPrice.times(annualKwh).div(100),
  isGross: false,
  isFirstYearOnly: false,
  source,
});

const perYear = (code: string, unitPrice: Decimal, source: string): Component => ({
  code,
  quantity: new Decimal(1),
  unit: 'year',
  unitPrice,
  priceUnit: 'EUR/year',
  amount: unitPrice,
  isGross: false,
  isFirstYearOnly: false,
  source,
});

const shareOf = ({ code, amount, source }: { code: string; amount: Decimal; source: string }, share: Decimal): Component => ({
  code,
  quantity: amount,
  unit: 'EUR',
  unitPrice: share.times(100),
  priceUnit: '%',
  amount: amount.times(share),
  isGross: false,
  isFirstYearOnly: false,
  source,
});
