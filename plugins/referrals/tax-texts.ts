import type { PlainDate } from '#core';

/** What a referrer is told about tax, by country and time. No advice: where we know of none, nothing is said. */
interface TaxText {
  readonly country: string;
  readonly validFrom: PlainDate;
  readonly source: string;
  readonly en: string;
  readonly de: string;
}

const TAX_TEXTS: readonly TaxText[] = [
  {
    country: 'AT',
    validFrom: '2002-01-01',
    source: 'EStG 1988 § 29 Z 3 (occasional procurement; exempt up to EUR 220 a year)',
    en: 'Tax: in Austria rewards for occasional recommendations are other income (EStG § 29 no. 3). It stays free of tax while all such income of a calendar year is no more than 220 euros; above that you declare it yourself.',
    de: 'Steuer: In Österreich sind Prämien für gelegentliche Vermittlungen sonstige Einkünfte (§ 29 Z 3 EStG). Sie bleiben steuerfrei, solange alle solchen Einkünfte eines Kalenderjahres 220 Euro nicht übersteigen; darüber erklären Sie sie selbst.',
  },
  {
    country: 'DE',
    validFrom: '2002-01-01',
    source: 'EStG § 22 Nr. 3 (other services; exempt below EUR 256 a year)',
    en: 'Tax: in Germany rewards for occasional recommendations are other income (EStG § 22 no. 3). It stays free of tax while all such income of a calendar year is less than 256 euros; from then on you declare it yourself.',
    de: 'Steuer: In Deutschland sind Prämien für gelegentliche Vermittlungen sonstige Einkünfte (§ 22 Nr. 3 EStG). Sie bleiben steuerfrei, solange alle solchen Einkünfte eines Kalenderjahres unter 256 Euro liegen; ab dann erklären Sie sie selbst.',
  },
];

/** The text of a country that holds on a day; null = we know of none. */
export const taxTextOn = (country: string, day: PlainDate): TaxText | null =>
  TAX_TEXTS.filter((text) => text.country === country && text.validFrom <= day).sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0] ??
  null;
