import type { PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { Decimal } from '../kernel/money.ts';
import type { EnergyRate } from '../tariffs/tariff.components.ts';
import { baseFeeLine } from './base-fee.ts';
import { type Block, block, type Component } from './block.ts';
import type { TariffTerms } from './energy-block.ts';
import { energyLines } from './energy-rates.ts';
import { kwhSlices } from './kwh-slices.ts';
import { type LoadPeriod, partOf, profileName, weightOf } from './load-period.ts';
import type { Usage } from './usage.ts';

/** What a tariff, or a levy, costs on the days [from, to). */
export interface PriceSlice {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly terms: TariffTerms;
}

/** What is used in a year over which prices change. */
export interface PeriodUse extends Pick<Usage, 'lowRateKwh' | 'spot' | 'unit'> {
  /** Whole kWh of the whole period, read or expected. */
  readonly kwh: number;
  /** Exactly the days of the period. */
  readonly load: LoadPeriod;
}

/** A part of the period at one price. */
export interface PricedSlice {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Whole kWh; the last slice has the remainder of rounding. */
  readonly kwh: number;
  readonly components: readonly Component[];
}

export interface PricedPeriod {
  readonly slices: readonly PricedSlice[];
  /** Neighbouring slices with the same tax are one block. */
  readonly blocks: readonly Block[];
  /** Gross. */
  readonly totalCents: number;
  /** By which the kWh were divided: "H25 (BDEW 2025), dynamised". */
  readonly profile: string;
}

/**
 * Energy and base fee over days with different prices, without bonuses: the load profile divides the kWh, days or months
 * divide the base fee, as the tariff says. Tiers count the quantity of the whole period. Throws PRICE_PERIOD_NOT_COVERED.
 */
export function pricePeriod(code: string, prices: readonly PriceSlice[], use: PeriodUse): PricedPeriod {
  const { load } = use;
  const covering = covered(prices, load);
  const amounts = divided(use, covering);
  const slices = covering.map((slice, index) => pricedSlice(slice, amounts[index] ?? NOTHING, use));
  const blocks = byTax(slices.map((slice, index) => ({ slice, vatRate: covering[index]?.terms.vatRate ?? new Decimal(0) }))).map(
    ({ vatRate, components }) => block(code, components, vatRate),
  );
  const totalCents = blocks.reduce((sum, { runningYearCents }) => sum + runningYearCents, 0);
  return { slices, blocks, totalCents, profile: profileName(load) };
}

/** The slices cut to the period, in their order, without gap or overlap. */
function covered(prices: readonly PriceSlice[], { from, to }: LoadPeriod): PriceSlice[] {
  const inside = prices
    .filter((slice) => slice.from < to && slice.to > from)
    .map((slice) => ({ ...slice, from: slice.from < from ? from : slice.from, to: slice.to > to ? to : slice.to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const ends = [from, ...inside.map((slice) => slice.to)];
  const gap = [...inside.map((slice) => slice.from), to].findIndex((start, index) => start !== ends[index]);
  if (gap < 0) return inside;
  const day = ends[gap] ?? from;
  throw new DomainError('PRICE_PERIOD_NOT_COVERED', `prices: on ${day} not exactly one price holds; give each day one price`, {
    field: 'prices',
    day,
  });
}

interface Amount {
  readonly kwh: number;
  readonly lowRateKwh: number | null;
}

const NOTHING: Amount = { kwh: 0, lowRateKwh: null };

/** High and low register are divided each for itself, so that neither loses a kWh. */
function divided({ kwh, lowRateKwh, load }: PeriodUse, slices: readonly PriceSlice[]): Amount[] {
  const whole = weightOf(load);
  const shares = slices.slice(0, -1).map(({ from, to }) => new Decimal(weightOf(partOf(load, from, to))).div(whole));
  if (lowRateKwh === null) return kwhSlices(kwh, shares).map((part) => ({ kwh: part, lowRateKwh: null }));
  const high = kwhSlices(kwh - lowRateKwh, shares);
  return kwhSlices(lowRateKwh, shares).map((low, index) => ({ kwh: low + (high[index] ?? 0), lowRateKwh: low }));
}

function pricedSlice({ from, to, terms }: PriceSlice, { kwh, lowRateKwh }: Amount, use: PeriodUse): PricedSlice {
  const isGross = terms.basis === 'GROSS';
  const usage: Usage = { annualKwh: kwh, unit: use.unit, lowRateKwh, load: partOf(use.load, from, to), spot: use.spot };
  const part = { periodFrom: use.load.from, from, to };
  const components = terms.components.flatMap((component): Component[] => {
    if (component.kind === 'energy') return sliceLines(component, { usage, isGross, whole: use.kwh });
    return component.kind === 'base-fee' ? [baseFeeLine(component, { isGross, part })] : [];
  });
  return { from, to, kwh, components };
}

/** Tiers are reached by the whole period's quantity; a slice has its part of what that costs. */
function sliceLines(rate: EnergyRate, { usage, isGross, whole }: { usage: Usage; isGross: boolean; whole: number }): Component[] {
  if (rate.rate !== 'tiered' || whole === 0) return energyLines(rate, usage, isGross);
  return energyLines(rate, { ...usage, annualKwh: whole }, isGross).map((line) => ({
    ...line,
    quantity: line.quantity.times(usage.annualKwh).div(whole),
    amount: line.amount.times(usage.annualKwh).div(whole),
  }));
}

interface Taxed {
  readonly vatRate: Decimal;
  readonly components: Component[];
}

function byTax(slices: readonly { slice: PricedSlice; vatRate: Decimal }[]): Taxed[] {
  const groups: Taxed[] = [];
  for (const { slice, vatRate } of slices) {
    const last = groups.at(-1);
    if (last?.vatRate.equals(vatRate)) last.components.push(...slice.components);
    else groups.push({ vatRate, components: [...slice.components] });
  }
  return groups;
}
