import { Decimal } from '../kernel/money.ts';
import type { BaseFee, Bonus, EnergyRate, OneOffFee, PriceComponent } from '../tariffs/tariff.components.ts';
import { baseFeeLine } from './base-fee.ts';
import { type Block, block, type Component } from './block.ts';
import { bonusLine } from './bonus.ts';
import { energyLines, isEnergyLine } from './energy-rates.ts';
import { type Usage, unitOf } from './usage.ts';

/** What a tariff costs, as it was published. */
export interface TariffTerms {
  /** Whether its prices are without (NET) or with (GROSS) value added tax; they are never converted, only their sums. */
  readonly basis: 'NET' | 'GROSS';
  /** 0.2 = 20 %. */
  readonly vatRate: Decimal;
  readonly components: readonly PriceComponent[];
}

/**
 * The supplier's own part of a year: energy + base fee + one-off fees − bonuses.
 * Throws PRICE_LOAD_PROFILE_MISSING, PRICE_SPOT_UNKNOWN and PRICE_LOW_RATE_ABOVE_TOTAL: nothing is estimated silently.
 */
export function energyBlock(terms: TariffTerms, usage: Usage): Block {
  const { vatRate, components } = terms;
  const isGross = terms.basis === 'GROSS';
  const energy = energyComponents(terms, usage);
  const yearLines = [...energy, ...components.filter(isBaseFee).map((fee) => baseFeeLine(fee, { isGross }))];
  const more = components.filter((part) => part.kind === 'bonus' || part.kind === 'one-off-fee');
  if (more.length === 0) return block('energy', yearLines, vatRate);
  const base = { annualKwh: usage.annualKwh, unit: unitOf(usage), yearLines, energyLines: energy, isGross, vatRate };
  const bonuses = more.filter(isBonus).filter(({ audience }) => audience === 'everybody' || usage.isNewCustomer !== false);
  const once = more.filter(isOneOffFee).map((fee) => oneOffLine(fee, isGross));
  return block('energy', [...yearLines, ...once, ...bonuses.map((bonus) => bonusLine(bonus, base))], vatRate);
}

/** EUR a year of an energy block for energy without value added tax: before bonus, without base fee. The base of levies on energy. */
export function energyAmount({ components, vatRate }: Block): Decimal {
  const netOf = ({ amount, isGross }: Component): Decimal => (isGross ? amount.div(vatRate.plus(1)) : amount);
  return components.reduce((sum, line) => (isEnergyLine(line) ? sum.plus(netOf(line)) : sum), new Decimal(0));
}

const energyComponents = ({ basis, components }: TariffTerms, usage: Usage): Component[] =>
  components.filter(isEnergy).flatMap((rate) => energyLines(rate, usage, basis === 'GROSS'));

const isEnergy = (part: PriceComponent): part is EnergyRate => part.kind === 'energy';
const isBaseFee = (part: PriceComponent): part is BaseFee => part.kind === 'base-fee';
const isBonus = (part: PriceComponent): part is Bonus => part.kind === 'bonus';
const isOneOffFee = (part: PriceComponent): part is OneOffFee => part.kind === 'one-off-fee';

const oneOffLine = ({ name, amount }: OneOffFee, isGross: boolean): Component => ({
  code: `one-off-fee:${name}`,
  quantity: new Decimal(1),
  unit: 'year',
  unitPrice: new Decimal(amount),
  priceUnit: 'EUR/year',
  amount: new Decimal(amount),
  isGross,
  isFirstYearOnly: true,
  source: null,
});
