import { Decimal } from '../kernel/money.ts';
import { oncePer } from '../kernel/once-per.ts';
import type { Bonus } from '../tariffs/tariff.components.ts';
import { type Component, grossAmount, inCents } from './block.ts';

/** What a bonus is a part of. */
export interface BonusBase {
  readonly annualKwh: number;
  /** What it is counted in. */
  readonly unit: string;
  /** The lines of a year without bonus. */
  readonly yearLines: readonly Component[];
  /** Those of them that are energy. */
  readonly energyLines: readonly Component[];
  readonly isGross: boolean;
  readonly vatRate: Decimal;
}

/** The line of a bonus in the first year. Where the cap holds, the line is the cap. */
export function bonusLine(bonus: Bonus, base: BonusBase): Component {
  const line = { fixed: fixedLine, 'per-kwh': perKwhLine, percent: percentLine }[bonus.form](bonus, base);
  if (bonus.cap === undefined) return line;
  const cap = new Decimal(bonus.cap).neg();
  return grossAmount([line], base.vatRate).gte(cap) ? line : amountLine('bonus-capped', cap);
}

/** EUR gross, once. */
const amountLine = (code: string, amount: Decimal): Component => ({
  code,
  quantity: new Decimal(1),
  unit: 'year',
  unitPrice: amount,
  priceUnit: 'EUR/year',
  amount,
  isGross: true,
  isFirstYearOnly: true,
  source: null,
});

const fixedLine = oncePer(({ amount }: Bonus): Component => amountLine('bonus', new Decimal(amount).neg()));

const perKwhLine = ({ amount }: Bonus, { annualKwh, unit, isGross }: BonusBase): Component => ({
  code: 'bonus-per-kwh',
  quantity: new Decimal(annualKwh),
  unit,
  unitPrice: new Decimal(amount).neg(),
  priceUnit: `ct/${unit}`,
  amount: new Decimal(amount).times(annualKwh).div(100).neg(),
  isGross,
  isFirstYearOnly: true,
  source: null,
});

/** Paid out as a sum of its own, so in whole cents, and of the gross amount as it is shown. */
function percentLine({ amount, base }: Bonus, { yearLines, energyLines, vatRate }: BonusBase): Component {
  const of = Decimal.max(0, grossAmount(base === 'energy' ? energyLines : yearLines, vatRate));
  return {
    code: 'bonus-percent',
    quantity: of,
    unit: 'EUR',
    unitPrice: new Decimal(amount).neg(),
    priceUnit: '%',
    amount: inCents(of.times(amount).div(100)).neg(),
    isGross: true,
    isFirstYearOnly: true,
    source: null,
  };
}
