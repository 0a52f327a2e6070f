import { DomainError } from '../kernel/errors.ts';
import { Decimal } from '../kernel/money.ts';
import { MINUTE, priceAt, type SpotPrices } from './spot-prices.ts';

/** What was measured in the intervals of a bill. */
export interface MeasuredUse {
  /** Milliseconds since 1970: the first interval's beginning, and the end of the last. */
  readonly from: number;
  readonly to: number;
  /** kWh by the beginning of the interval. */
  readonly kwh: ReadonlyMap<number, Decimal>;
}

/**
 * EUR without value added tax for what was used, each interval at its price + surcharge (ct/kWh): the sum is not rounded,
 * whoever bills it rounds once. Throws PRICE_INTERVAL_NOT_MEASURED and PRICE_SPOT_GAP: such a period is not billed.
 */
export function spotAmount({ from, to, kwh }: MeasuredUse, prices: SpotPrices, surcharge: Decimal): Decimal {
  let amount = new Decimal(0);
  for (let instant = from; instant < to; instant += prices.intervalMinutes * MINUTE) {
    const used = kwh.get(instant);
    if (!used) throw notMeasured(instant);
    amount = amount.plus(priceAt(prices, instant).plus(surcharge).times(used));
  }
  return amount.div(100);
}

function notMeasured(instant: number): DomainError {
  const time = new Date(instant).toISOString();
  return new DomainError(
    'PRICE_INTERVAL_NOT_MEASURED',
    `kwh: nothing was measured for the interval from ${time} on; such a period is not billed. Ask the metering operator for the value`,
    { field: 'kwh', time },
  );
}
