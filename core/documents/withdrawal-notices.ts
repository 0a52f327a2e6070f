import type { PlainDate } from '../kernel/clock.ts';

/** On what a notice of withdrawal rests in a country, from a day on. */
export interface WithdrawalNotice {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly validFrom: PlainDate;
  /** Days from the conclusion of the contract. */
  readonly days: number;
  readonly source: string;
}

/** Consumers' right of withdrawal for distance and off-premises contracts. The law's own words stand in withdrawal-models.ts. */
const NOTICES: readonly WithdrawalNotice[] = [
  { country: 'DE', validFrom: '2014-06-13', days: 14, source: '§§ 312g, 355, 356 BGB' },
  { country: 'AT', validFrom: '2014-06-13', days: 14, source: '§§ 11 ff. FAGG' },
  { country: 'PL', validFrom: '2014-12-25', days: 14, source: 'art. 27 ustawy o prawach konsumenta' },
  { country: 'NO', validFrom: '2014-06-13', days: 14, source: 'angrerettloven §§ 20, 21' },
];

/** The notice of a country on a day; null where none is known. */
export const withdrawalNoticeOf = (country: string, day: PlainDate): WithdrawalNotice | null =>
  NOTICES.filter((notice) => notice.country === country && notice.validFrom <= day)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
    .at(0) ?? null;
