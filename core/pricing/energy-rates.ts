import { DomainError } from '../kernel/errors.ts';
import { Decimal } from '../kernel/money.ts';
import { oncePer } from '../kernel/once-per.ts';
import type { EnergyRate } from '../tariffs/tariff.components.ts';
import type { Component } from './block.ts';
import { kwhSlices } from './kwh-slices.ts';
import { type LoadPeriod, profileName } from './load-period.ts';
import { type Window, windowShares } from './load-windows.ts';
import { graduatedParts, volumeParts } from './tiers.ts';
import { type Usage, unitOf } from './usage.ts';

type Rate<Name extends EnergyRate['rate']> = Extract<EnergyRate, { rate: Name }>;

/** Whether a line of an energy block is energy, by the codes that are given here. */
export const isEnergyLine = ({ code }: Pick<Component, 'code'>): boolean => code.startsWith('energy-price');

/** The lines of one energy price over a year's use; prices stay on the basis on which they were published. */
export function energyLines(rate: EnergyRate, usage: Usage, isGross: boolean): Component[] {
  switch (rate.rate) {
    case 'single':
      return [perUnit('energy-price', usage.annualKwh, { price: priceOf(rate), isGross, unit: unitOf(usage) })];
    case 'two-rate':
      return twoRateLines(rate, usage, isGross);
    case 'time-of-use':
      return timeOfUseLines(rate, usage, isGross);
    case 'tiered':
      return tieredLines(rate, usage, isGross);
    case 'spot':
      return spotLines(rate, usage, isGross);
  }
}

/** A quote prices a hundred tariffs, whose prices stay the same: their texts are read once. */
const priceOf = oncePer(({ price }: Rate<'single'>) => new Decimal(price));

interface UnitPrice {
  /** ct for a unit */
  readonly price: Decimal.Value;
  readonly isGross: boolean;
  readonly unit: string;
}

function perUnit(code: string, used: Decimal.Value, { price, isGross, unit }: UnitPrice): Component {
  const [quantity, unitPrice] = [new Decimal(used), price instanceof Decimal ? price : new Decimal(price)];
  const amount = unitPrice.times(quantity).times(EUR_PER_CT);
  return { code, quantity, unit, unitPrice, priceUnit: `ct/${unit}`, amount, isGross, isFirstYearOnly: false, source: null };
}

/** To multiply is five times as fast as to divide, and a quote prices a hundred tariffs. */
const EUR_PER_CT = new Decimal('0.01');

function twoRateLines(rate: Rate<'two-rate'>, usage: Usage, isGross: boolean): Component[] {
  const low = lowRateKwh(rate, usage);
  const of = { isGross, unit: unitOf(usage) };
  const source = usage.lowRateKwh === null && usage.load ? profileName(usage.load) : null;
  return [
    { ...perUnit('energy-price-high', usage.annualKwh - low, { ...of, price: rate.high }), source },
    { ...perUnit('energy-price-low', low, { ...of, price: rate.low }), source },
  ];
}

/** The register's reading where there is one, else what the profile says. */
function lowRateKwh({ lowFrom, lowTo }: Rate<'two-rate'>, { annualKwh, lowRateKwh: register, load }: Usage): number {
  if (register !== null) {
    if (register <= annualKwh) return register;
    const problem = `lowRateKwh: ${register} kWh at the low rate are more than the ${annualKwh} kWh of the year; correct one of them`;
    throw new DomainError('PRICE_LOW_RATE_ABOVE_TOTAL', problem, { field: 'lowRateKwh', lowRateKwh: register, annualKwh });
  }
  const [low = annualKwh] = kwhSlices(annualKwh, windowShares(known(load), [{ from: lowFrom, to: lowTo, days: [], months: [] }]));
  return low;
}

/** One line a window and one for the rest, which takes the remainder of rounding. */
function timeOfUseLines({ windows, otherwise }: Rate<'time-of-use'>, usage: Usage, isGross: boolean): Component[] {
  const load = known(usage.load);
  const slices = kwhSlices(usage.annualKwh, windowShares(load, windows satisfies readonly Window[]));
  const of = { isGross, unit: unitOf(usage) };
  const source = profileName(load);
  const prices = [
    ...windows.map(({ name, price }) => ({ code: `energy-price-window:${name}`, price })),
    { code: 'energy-price-otherwise', price: otherwise },
  ];
  return prices
    .map(({ code, price }, index) => ({ ...perUnit(code, slices[index] ?? 0, { ...of, price }), source }))
    .filter(({ quantity }) => quantity.gt(0));
}

function known(load: LoadPeriod | null): LoadPeriod {
  if (load) return load;
  throw new DomainError(
    'PRICE_LOAD_PROFILE_MISSING',
    'profile: this price depends on the time of use, and no load profile says when the energy is used; name a load profile or give the readings of the registers',
    { field: 'profile' },
  );
}

function tieredLines({ mode, tiers }: Rate<'tiered'>, usage: Usage, isGross: boolean): Component[] {
  const parts = mode === 'volume' ? volumeParts(tiers, usage.annualKwh) : graduatedParts(tiers, usage.annualKwh);
  return parts.map(({ quantity, price }) => perUnit('energy-price-tier', quantity, { price, isGross, unit: unitOf(usage) }));
}

/** The market's price is net whatever the tariff's basis is; the surcharge is as it was published. */
function spotLines({ index, surcharge }: Rate<'spot'>, usage: Usage, isGross: boolean): Component[] {
  const { annualKwh } = usage;
  const unit = unitOf(usage);
  const year = usage.spot.find((one) => one.index === index);
  if (!year) {
    const problem = `index: no prices of ${index} are known for the year of the quote; a spot tariff is not priced by an estimate. Choose another day or add the prices`;
    throw new DomainError('PRICE_SPOT_UNKNOWN', problem, { field: 'index', index });
  }
  return [
    {
      ...perUnit('energy-price-spot', annualKwh, { price: year.averagePrice, isGross: false, unit }),
      source: `${year.source}; weighted by ${year.profile}`,
    },
    perUnit('energy-price-surcharge', annualKwh, { price: surcharge, isGross, unit }),
  ];
}
