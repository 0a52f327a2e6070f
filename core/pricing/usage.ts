import type { LoadPeriod } from './load-period.ts';
import type { SpotYear } from './spot-year.ts';

/** What is bought in a year, as far as the price depends on it. */
export interface Usage {
  /** Whole kWh, or whatever `unit` says, a year; above 0. */
  readonly annualKwh: number;
  /** What it is counted in: "m3", "piece"; left out: kWh. */
  readonly unit?: string | undefined;
  /** Whole kWh of the register for the low rate, where it is known: registers beat the profile. */
  readonly lowRateKwh: number | null;
  /** How the use spreads over the year; null where only rates are priced that do not ask when. */
  readonly load: LoadPeriod | null;
  /** One average price a year for each index that is priced. */
  readonly spot: readonly SpotYear[];
  /** Whether bonuses for new customers are taken off; left out: yes. */
  readonly isNewCustomer?: boolean;
}

/** What a year is counted in. */
export const unitOf = ({ unit }: Pick<Usage, 'unit'>): string => unit ?? 'kWh';

/** A quantity of which nothing else is known. */
export const plainUsage = (annualKwh: number): Usage => ({ annualKwh, lowRateKwh: null, load: null, spot: [] });
