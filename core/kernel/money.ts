import { Decimal } from 'decimal.js';

export { Decimal };

/** Commercial rounding (half up, away from zero) to whole cents. Each money line is rounded once, unit prices never. */
export const toCents = (amount: Decimal): number => amount.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

/** "1234.50", for people and for APIs. */
export const formatCents = (cents: number): string => new Decimal(cents).div(100).toFixed(2);
