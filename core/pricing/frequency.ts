import { Decimal } from '../kernel/money.ts';
import { product, quotient } from './amount.ts';

/** How often something is paid or counted. */
export type Frequency = 'weekly' | 'monthly' | 'quarterly' | 'half-yearly' | 'yearly';

const TIMES_A_YEAR: Readonly<Record<Frequency, number>> = { weekly: 52, monthly: 12, quarterly: 4, 'half-yearly': 2, yearly: 1 };

/** A figure of one period as that of another: 12,000 kWh a year are 1,000 a month. In the trade a month has four weeks. */
export function perPeriod(value: Decimal.Value, from: Frequency, to: Frequency): Decimal {
  if (from === 'monthly' && to === 'weekly') return quotient(value, 4);
  if (from === 'weekly' && to === 'monthly') return product(value, 4);
  return quotient(new Decimal(value).times(TIMES_A_YEAR[from]), TIMES_A_YEAR[to]);
}
