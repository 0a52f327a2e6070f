import { Decimal } from '../kernel/money.ts';

/**
 * Divides whole kWh by shares into whole kWh: each slice rounded half up, the remainder in one more slice at the end.
 * `shares` are those of all slices but the last. No slice is negative; together they are the whole.
 */
export function kwhSlices(kwh: number, shares: readonly Decimal[]): number[] {
  let left = kwh;
  const slices = shares.map((share) => {
    const slice = Math.min(left, share.times(kwh).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
    left -= slice;
    return slice;
  });
  return [...slices, left];
}
