import type { PlainDate } from '../kernel/clock.ts';

/** What households of a size usually use in a year. A figure to start from, never a reading. */
interface UsualConsumption {
  readonly country: string;
  readonly commodity: string;
  readonly validFrom: PlainDate;
  /** kWh a year for 1, 2, 3, … persons. */
  readonly byPersons: readonly number[];
  /** For each person more. */
  readonly perFurtherPerson: number;
  readonly source: string;
}

/** Newest first. Without electric water heating: whoever heats water with power knows that the bill is higher. */
const TABLE: readonly UsualConsumption[] = [
  {
    country: 'AT',
    commodity: 'ELECTRICITY',
    validFrom: '2020-09-01',
    byPersons: [1_400, 2_200, 2_700, 3_000],
    perFurtherPerson: 600,
    source: 'klimaaktiv.at, September 2020, as quoted by durchblicker.at: middle of the range of households without electric water heating',
  },
  {
    country: 'DE',
    commodity: 'ELECTRICITY',
    validFrom: '2021-01-01',
    byPersons: [1_400, 2_000, 2_600, 2_900, 3_000],
    perFurtherPerson: 500,
    source:
      'Stromspiegel (co2online), flats without electric water heating; each further person: Energieinstitut Vorarlberg 2011, flats without electric water heating',
  },
];

/** What a household of this size usually uses, with its source; null where no table says. */
export function usualConsumption(
  { country, commodity, day }: { country: string; commodity: string; day: PlainDate },
  persons: number,
): { readonly annualKwh: number; readonly source: string } | null {
  const row = TABLE.find((one) => one.country === country && one.commodity === commodity && one.validFrom <= day);
  if (!row) return null;
  const { byPersons, perFurtherPerson, source } = row;
  const known = Math.min(persons, byPersons.length);
  return { annualKwh: (byPersons[known - 1] ?? 0) + (persons - known) * perFurtherPerson, source };
}
