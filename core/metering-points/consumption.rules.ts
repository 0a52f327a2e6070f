import type { Segment } from '#prisma';
import type { PlainDate } from '../kernel/clock.ts';
import type { Problem } from '../kernel/problems.ts';
import { usualConsumption } from '../quotes/usual-consumption.ts';

/** Expected use of a year. */
export interface Consumption {
  readonly annualKwh: number;
  /** Part of it at the low rate (NT), where it is known. */
  readonly lowRateKwh?: number | null;
}

/** More than any single point of supply: a large steelworks uses about a TWh a year. */
const ABSURD_KWH = 2_000_000_000;
/** A large household; beyond ten times its use somebody should look again. */
const PERSONS = 4;
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

interface UsedBy {
  readonly country: string;
  readonly commodity: string;
  readonly segment: Segment;
  readonly day: PlainDate;
}

/** What is possible and unusual for a household: a hint for a person, never a refusal. None where nobody says what is usual. */
export function consumptionWarnings({ annualKwh }: Consumption, { segment, ...asked }: UsedBy): Problem[] {
  const usual = segment === 'HOUSEHOLD' ? usualConsumption(asked, PERSONS)?.annualKwh : undefined;
  if (usual === undefined || annualKwh <= usual * WARN_TIMES) return [];
  return [{ field: 'annualKwh', code: 'CONSUMPTION_UNUSUAL', values: { usual, times: Math.round(annualKwh / usual) } }];
}
