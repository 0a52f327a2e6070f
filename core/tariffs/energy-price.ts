import { Decimal, toCents } from '../kernel/money.ts';

/** What a fixed-price tariff costs, as it was published. */
export interface TariffTerms {
  /** Whether the prices below are without (NET) or with (GROSS) value added tax. */
  readonly basis: 'NET' | 'GROSS';
  /** EUR a month. */
  readonly basePrice: Decimal;
  /** ct a kWh. */
  readonly energyPrice: Decimal;
  /** 0.2 = 20 %. */
  readonly vatRate: Decimal;
  /** Gross, once, in the first year; cents. */
  readonly bonusCents: number;
  /** ct a kWh in the first year, on the same basis as the prices. */
  readonly bonusPerKwh: Decimal;
}

/** One line of an explanation: quantity × unitPrice = amount. */
export interface Component {
  readonly code: string;
  readonly quantity: Decimal;
  /** "kWh", "month", "year", "EUR". */
  readonly unit: string;
  readonly unitPrice: Decimal;
  /** "ct/kWh", "EUR/month", "EUR/year", "%". */
  readonly priceUnit: string;
  /** EUR, not rounded, on the block's basis (`net` unless `isGross`); negative for a bonus. */
  readonly amount: Decimal;
  readonly isGross: boolean;
  /** Belongs to the first year only. */
  readonly isFirstYearOnly: boolean;
  /** Where a regulated price comes from. */
  readonly source: string | null;
}

/** What one party charges. The only figures that are rounded: each block once, to the cent. */
export interface Block {
  /** "energy", or what a plugin adds ("grid", "usage-levy"). */
  readonly code: string;
  readonly components: readonly Component[];
  readonly vatRate: Decimal;
  /** Gross, first year with bonuses. */
  readonly firstYearCents: number;
  /** Gross, from the second year. */
  readonly runningYearCents: number;
}

/** Sums a block: (net components) × (1 + VAT) + gross components, never below zero, rounded once. */
export function block(code: string, components: readonly Component[], vatRate: Decimal): Block {
  const gross = (lines: readonly Component[]): number => {
    const amount = lines.reduce((sum, line) => sum.plus(line.isGross ? line.amount : line.amount.times(vatRate.plus(1))), new Decimal(0));
    return toCents(Decimal.max(0, amount));
  };
  return {
    code,
    components,
    vatRate,
    firstYearCents: gross(components),
    runningYearCents: gross(components.filter(({ isFirstYearOnly }) => !isFirstYearOnly)),
  };
}

/** The supplier's own part of a year: energy + base fee − bonuses (domain rule 4.2). */
export function energyBlock(terms: TariffTerms, annualKwh: number): Block {
  const kwh = new Decimal(annualKwh);
  const isGross = terms.basis === 'GROSS';
  const line = (part: Pick<Component, 'code' | 'quantity' | 'unit' | 'unitPrice' | 'priceUnit' | 'amount'>): Component => ({
    isGross,
    isFirstYearOnly: false,
    source: null,
    ...part,
  });

  const components: Component[] = [
    line({
      code: 'energy-price',
      quantity: kwh,
      unit: 'kWh',
      unitPrice: terms.energyPrice,
      priceUnit: 'ct/kWh',
      amount: energyAmount(terms, annualKwh),
    }),
    line({
      code: 'base-price',
      quantity: new Decimal(12),
      unit: 'month',
      unitPrice: terms.basePrice,
      priceUnit: 'EUR/month',
      amount: terms.basePrice.times(12),
    }),
  ];
  if (!terms.bonusPerKwh.isZero()) {
    const amount = terms.bonusPerKwh.times(kwh).div(100).neg();
    components.push({
      ...line({ code: 'bonus-per-kwh', quantity: kwh, unit: 'kWh', unitPrice: terms.bonusPerKwh.neg(), priceUnit: 'ct/kWh', amount }),
      isFirstYearOnly: true,
    });
  }
  if (terms.bonusCents !== 0) {
    const amount = new Decimal(terms.bonusCents).div(100).neg();
    components.push({
      ...line({ code: 'bonus', quantity: new Decimal(1), unit: 'year', unitPrice: amount, priceUnit: 'EUR/year', amount }),
      isGross: true,
      isFirstYearOnly: true,
    });
  }
  return block('energy', components, terms.vatRate);
}

/** Energy price × consumption in EUR on the tariff's basis: before bonus, without base fee. The base of levies on energy. */
export const energyAmount = ({ energyPrice }: Pick<TariffTerms, 'energyPrice'>, annualKwh: number): Decimal =>
  energyPrice.times(annualKwh).div(100);
