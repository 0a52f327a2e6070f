import type { Problem } from '../kernel/problems.ts';

/** Expected use of a year. */
export interface Consumption {
  readonly annualKwh: number;
  /** Part of it at the low rate (NT), where it is known. */
  readonly lowRateKwh?: number | null;
}

/** More than any single point of supply: a large steelworks uses about a TWh a year. */
const ABSURD_KWH = 2_000_000_000;
/** What households usually use in a year, kWh, per commodity. Beyond ten times of it somebody should look again. */
const USUAL_HOUSEHOLD_KWH: Readonly<Record<string, number>> = { ELECTRICITY: 3_500, GAS: 15_000, HEAT: 12_000 };
const WARN_TIMES = 10;

/** What cannot be a year's use, by its fields; empty = it can be stored. */
export function consumptionProblems({ annualKwh, lowRateKwh }: Consumption): Problem[] {
  const isSound = Number.isSafeInteger(annualKwh) && annualKwh >= 0 && annualKwh <= ABSURD_KWH;
  const low = lowRateKwh ?? 0;
  return [
    ...(isSound ? [] : [{ field: 'annualKwh', code: 'CONSUMPTION_ABSURD', values: { maximum: ABSURD_KWH } }]),
    ...(isSound && !(Number.isSafeInteger(low) && low >= 0 && low <= annualKwh)
      ? [{ field: 'lowRateKwh', code: 'LOW_RATE_EXCEEDS_TOTAL', values: { total: annualKwh } }]
      : []),
  ];
}

/** What is possible and unusual: a hint for a person, never a refusal. */
export function consumptionWarnings({ annualKwh }: Consumption, commodity: string): Problem[] {
  const usual = USUAL_HOUSEHOLD_KWH[commodity];
  if (usual === undefined || annualKwh <= usual * WARN_TIMES) return [];
  return [{ field: 'annualKwh', code: 'CONSUMPTION_UNUSUAL', values: { usual, times: Math.round(annualKwh / usual) } }];
}
