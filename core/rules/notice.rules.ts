import { CHECK, E, EG, lines, months, weeks } from './rule.ts';

const MAKO = 'EnWG, StromGVV (hupe1980/mako, vertragd)';

/** How a contract is ended, and what a change of price allows. */
// biome-ignore format: a table, one rule a line
export const NOTICE_RULES = [
  ...lines('customer-notice', [
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'DEFAULT_SUPPLY', value: { period: weeks(2), endsOn: 'ANY_DAY', longest: false }, text: '2 weeks, any time', source: MAKO },
    { country: 'DE', segment: 'CONSUMER', commodities: EG, situation: 'AFTER_FIRST_TERM', validFrom: '2022-03-01', ...CHECK, value: { period: months(1), endsOn: 'ANY_DAY', longest: true }, text: 'at most 1 month after the first term; valid-from to be confirmed', source: '§ 309 No. 9 BGB (hupe1980/mako, vertragd)' },
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'MOVING', value: { period: weeks(6), endsOn: 'ANY_DAY', longest: false }, text: '6 weeks, to the move-out or later; void if the supplier offers the same terms at the new home within 2 weeks', source: '§ 41b(5) EnWG' },
    { country: 'AT', segment: 'SMALL', commodities: E, situation: 'AFTER_FIRST_TERM', ...CHECK, value: { period: weeks(2), endsOn: 'ANY_DAY', longest: true }, text: '2 weeks, no fixed date; if bound: to the end of year 1, then 2 weeks; since when is to be confirmed', source: 'ElWG § 24' },
    { country: 'PL', segment: 'HOUSEHOLD', commodities: EG, ...CHECK, value: { period: null, endsOn: 'END_OF_NEXT_MONTH', longest: true }, text: 'end of the month after the month of receipt; later if the customer wishes (text of 2012)', source: 'rsplegal.pl; prawo.gazetaprawna.pl 638856' },
    { country: 'DK', segment: 'HOUSEHOLD', commodities: E, ...CHECK, value: { period: null, endsOn: 'ANY_DAY', longest: true }, text: "customer's notice (BRS-003)", source: 'no source found yet' },
  ]),
  ...lines('supplier-notice', [
    { country: 'AT', segment: 'SMALL', commodities: E, ...CHECK, value: { atLeast: weeks(8) }, text: 'at least 8 weeks; since when is to be confirmed', source: 'ElWG § 24' },
  ]),
  ...lines('notice-confirmation', [
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'SPECIAL_CONTRACT', value: { within: weeks(1) }, text: 'the supplier confirms any notice within 1 week, in text form, with the end date', source: '§ 41b(1) EnWG' },
  ]),
  ...lines('price-change', [
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'SPECIAL_CONTRACT', value: { notice: months(1), right: 'LEAVE_ON_THE_DAY' }, text: '1 month; terminate without notice to the effective date', source: '§ 41(5) EnWG' },
    { country: 'DE', segment: 'BUSINESS', commodities: EG, situation: 'SPECIAL_CONTRACT', value: { notice: weeks(2), right: 'LEAVE_ON_THE_DAY' }, text: '2 weeks; terminate without notice to the effective date', source: '§ 41(5) EnWG' },
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'DEFAULT_SUPPLY', value: { notice: weeks(6), right: 'LEAVE_ON_THE_DAY' }, text: '6 weeks, effective on the 1st of a month, public and by letter; terminate without notice to the effective date', source: 'StromGVV § 5' },
    { country: 'AT', segment: 'HOUSEHOLD', commodities: E, situation: 'OPEN_ENDED', value: { notice: months(1), right: 'OBJECT' }, text: '1 month; an increase earliest 6 months after start or last change, a decrease within 6 months of the cause; the customer objects within 4 weeks, the contract then ends at most 3 months after the next month end', source: 'ElWG § 21' },
    { country: 'DK', segment: 'HOUSEHOLD', commodities: E, validFrom: '2014-12-01', ...CHECK, value: { notice: months(3), right: null }, text: '3 months if material (text of 2014)', source: 'bechbruun.com' },
    { country: 'NO', segment: 'HOUSEHOLD', commodities: E, validFrom: '2024-07-01', value: { notice: { count: 30, unit: 'DAYS' }, right: 'LEAVE_WITHOUT_TERM' }, text: 'worse terms or price not before 30 days after written notice; the customer may leave free of charge in these 30 days', source: 'regjeringen.no 1 Jul 2024; Innst. 408 L (2023–2024)' },
    { country: 'PL', ...CHECK, value: { notice: null, right: null }, text: 'notice of a change of price', source: 'no source found yet' },
  ]),
];
