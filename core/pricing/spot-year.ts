import type { Decimal } from '../kernel/money.ts';

/** What a kWh cost on a market in one year, weighted by when it was used. */
export interface SpotYear {
  /** Name of the price series: "EPEX-AT". */
  readonly index: string;
  /** The calendar year of the prices. */
  readonly year: number;
  /** The load profile that weighs the hours: "H25". */
  readonly profile: string;
  /** ct/kWh without value added tax, not rounded. */
  readonly averagePrice: Decimal;
  /** Whose prices these are. */
  readonly source: string;
}
