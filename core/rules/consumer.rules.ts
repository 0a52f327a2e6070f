import { CHECK, days, E, EG, hours, lines, months, years } from './rule.ts';

/** What a customer may undo, and how long a customer may be bound. */
// biome-ignore format: a table, one rule a line
export const CONSUMER_RULES = [
  ...lines('withdrawal', [
    { country: 'DE', segment: 'CONSUMER', commodities: EG, situation: 'DISTANCE_OR_DOOR', value: { period: days(14), uninstructed: null }, text: '14 days from conclusion of the contract', source: 'bundesnetzagentur.de, Widerruf' },
    { country: 'AT', segment: 'CONSUMER', commodities: EG, situation: 'DISTANCE_OR_DOOR', validFrom: '2014-06-13', value: { period: days(14), uninstructed: { period: months(12), how: 'ADDED' } }, text: '14 days from conclusion; 12 months more if not instructed', source: 'FAGG (ra-tirol.at, konsumentenfragen.at)' },
    { country: 'NO', segment: 'CONSUMER', commodities: E, value: { period: days(14), uninstructed: { period: years(1), how: 'INSTEAD' } }, text: '14 days; 1 year if not instructed', source: 'forbrukerombudet.no' },
    { country: 'PL', segment: 'CONSUMER', commodities: EG, situation: 'DISTANCE_OR_DOOR', validFrom: '2014-12-25', value: { period: days(14), uninstructed: { period: months(12), how: 'ADDED' } }, text: '14 days; 12 months more if not instructed', source: 'serwisy.gazetaprawna.pl 870218; dostawcyenergii.com.pl' },
    { country: 'PL', segment: 'CONSUMER', commodities: EG, situation: 'UNANNOUNCED_VISIT', validFrom: '2014-12-25', ...CHECK, value: { period: days(30), uninstructed: null }, text: '30 days for unannounced visits', source: 'serwisy.gazetaprawna.pl 870218' },
    { country: 'DK', segment: 'CONSUMER', ...CHECK, value: { period: days(14), uninstructed: null }, text: '14 days expected', source: 'no source found yet' },
  ]),
  ...lines('cooling-off', [
    { country: 'NO', segment: 'CONSUMER', commodities: E, situation: 'PHONE_DOOR_STAND_OR_SHOP', validFrom: '2024-07-01', value: { period: hours(24) }, text: '24 hours after the offer, before it may be accepted', source: 'regjeringen.no 1 Jul 2024; Innst. 408 L (2023–2024)' },
  ]),
  ...lines('longest-term', [
    { country: 'DE', segment: 'CONSUMER', commodities: EG, value: { longest: months(24), unlessFixedPrice: false }, text: 'first term of at most 24 months', source: '§ 309 No. 9 BGB (hupe1980/mako, vertragd)' },
    { country: 'DK', segment: 'HOUSEHOLD', commodities: E, value: { longest: months(6), unlessFixedPrice: false }, text: 'bound for at most 6 months', source: 'energianke.dk; forbrug.dk' },
    { country: 'NO', segment: 'HOUSEHOLD', commodities: E, value: { longest: months(12), unlessFixedPrice: true }, text: 'bound for at most 12 months, contracts with a fixed price excepted', source: 'forbrukerombudet.no' },
  ]),
  ...lines('renewal', [
    { country: 'DE', segment: 'CONSUMER', commodities: EG, validFrom: '2022-03-01', ...CHECK, value: { silently: 'OPEN_ENDED_ONLY' }, text: 'silent renewal only open-ended; valid-from to be confirmed', source: '§ 309 No. 9 BGB (hupe1980/mako, vertragd)' },
    { country: 'AT', segment: 'HOUSEHOLD', commodities: E, ...CHECK, value: { silently: 'NEVER' }, text: 'no silent second binding after 24 months: consent', source: 'one source only' },
  ]),
  ...lines('leaving-fee', [
    { country: 'PL', segment: 'SMALL', commodities: EG, situation: 'FIXED_TERM', value: { most: 'REAL_LOSS' }, text: "at most the supplier's real economic loss for leaving a fixed term", source: 'Prawo energetyczne art. 4j' },
    { country: 'PL', segment: 'SMALL', commodities: EG, situation: 'OPEN_ENDED', value: { most: 'NOTHING' }, text: 'no fee for leaving an open-ended contract', source: 'Prawo energetyczne art. 4j' },
    { country: 'NO', segment: 'HOUSEHOLD', commodities: E, situation: 'PRICE_CHANGE', validFrom: '2024-07-01', value: { most: 'NOTHING' }, text: 'free of charge within 30 days of the notice of worse terms or price', source: 'regjeringen.no 1 Jul 2024; Innst. 408 L (2023–2024)' },
    { country: 'DE', commodities: EG, situation: 'PRICE_CHANGE', ...CHECK, value: { most: 'NOTHING' }, text: 'no separate fee for leaving because of a change of price; wording to be confirmed', source: '§ 41(5) EnWG' },
    { country: 'AT', segment: 'SMALL', commodities: E, situation: 'FIXED_TERM', ...CHECK, value: { most: 'REAL_LOSS' }, text: 'limit of what leaving a fixed term may cost', source: 'no source found yet' },
  ]),
  ...lines('term-end-information', [
    { country: 'AT', commodities: E, ...CHECK, value: null, text: 'lead time of the information before a binding or fixed term ends; the duty itself stands in ElWG § 25(5)', source: 'ElWG § 25(5)' },
  ]),
];
