import { CHECK, days, E, EG, G, hours, lines, weeks, workingDays } from './rule.ts';

const GPKE = 'BNetzA BK6-22-024 (GPKE), as read by epilot-dev/switching-deadlines';
const GELI = 'GeLi Gas, as read by epilot-dev/switching-deadlines';
const NOT_FOUND = 'no source found yet';

/** When supply may start and end at the market. */
// biome-ignore format: a table, one rule a line
export const MARKET_RULES = [
  ...lines('switch-lead-time', [
    { country: 'DE', commodities: E, situation: 'WITHOUT_TERMINATION', validFrom: '2025-06-06', value: { lead: workingDays(1) }, text: '1 working day', source: GPKE },
    { country: 'DE', commodities: E, situation: 'WITH_TERMINATION', validFrom: '2025-06-06', value: { lead: workingDays(2) }, text: '2 working days if the old contract is also terminated', source: GPKE },
    { country: 'DE', commodities: G, situation: 'WITHOUT_TERMINATION', value: { lead: workingDays(10) }, text: '10 working days', source: GELI },
    { country: 'DE', commodities: G, situation: 'WITH_TERMINATION', value: { lead: workingDays(13) }, text: '13 working days if the old contract is also terminated', source: GELI },
    { country: 'AT', commodities: E, validFrom: '2026-04-01', value: { lead: hours(24) }, text: 'technical step of at most 24 hours, on every working day', source: 'ElWG § 25' },
    { country: 'DK', ...CHECK, value: { lead: null }, text: 'window of the switch (BRS-001)', source: NOT_FOUND },
    { country: 'NO', commodities: E, ...CHECK, value: { lead: null }, text: 'the deadline to cancel must not end before the withdrawal period', source: 'Elhub BRS-NO-101' },
    { country: 'AT', commodities: G, ...CHECK, value: { lead: null }, text: 'switch of gas', source: NOT_FOUND },
  ]),
  ...lines('switch-duration', [
    { country: 'DE', commodities: E, validFrom: '2026-01-01', value: { longest: weeks(3), technicalStep: hours(24) }, text: 'technical step at most 24 hours, whole process at most 3 weeks', source: '§ 20a EnWG' },
    { country: 'AT', commodities: E, validTo: '2026-04-01', value: { longest: weeks(3), technicalStep: null }, text: 'at most 3 weeks from when the operator knows of it', source: 'ElWG § 25' },
    { country: 'AT', commodities: E, validFrom: '2026-04-01', value: { longest: weeks(3), technicalStep: hours(24) }, text: 'at most 3 weeks from when the operator knows of it; technical step at most 24 hours, every working day', source: 'ElWG § 25' },
    { country: 'PL', commodities: E, ...CHECK, value: { longest: days(21), technicalStep: hours(24) }, text: '21 days, technical step 24 hours', source: 'rsplegal.pl; prawo.gazetaprawna.pl 638856' },
  ]),
  ...lines('switch-start-day', [
    { country: 'AT', commodities: EG, validFrom: '2014-11-03', value: { startsOn: 'ANY_DAY', appliesOn: 'WORKING_DAY' }, text: 'any day; apply on any working day (rule of 2014)', source: 'WVO 2014 § 3' },
  ]),
  ...lines('move-in', [
    { country: 'DE', commodities: E, validFrom: '2025-06-06', value: { ahead: workingDays(1), back: null }, text: '1 working day ahead, never back in time', source: GPKE },
    { country: 'DE', commodities: G, value: { ahead: null, back: weeks(6) }, text: 'up to 6 weeks back', source: GELI },
    { country: 'AT', ...CHECK, value: { ahead: null, back: null }, text: 'whether a move-in may be reported back in time', source: NOT_FOUND },
    { country: 'DK', ...CHECK, value: { ahead: null, back: null }, text: 'window of the move-in (BRS-009)', source: NOT_FOUND },
    { country: 'NO', commodities: E, ...CHECK, value: { ahead: null, back: null }, text: 'move-in back in time is process 103; days to be found', source: 'Elhub BRS-NO-104' },
  ]),
  ...lines('last-resort-supply', [
    { country: 'NO', commodities: E, value: { back: workingDays(30) }, text: 'switch out of last-resort supply up to 30 working days back', source: 'Elhub BRS-NO-104' },
  ]),
  ...lines('end-of-supply-message', [
    { country: 'DK', commodities: E, value: { earliest: days(60), latest: workingDays(3) }, text: '60 calendar days to 3 working days ahead', source: 'forskrift H' },
    { country: 'NO', commodities: E, situation: 'INTERVAL_READ', value: { earliest: days(4), latest: days(1) }, text: 'interval-read: 4 to 1 calendar days ahead', source: 'Elhub BRS-NO-202' },
    { country: 'NO', commodities: E, situation: 'PROFILE_READ', value: { earliest: workingDays(6), latest: workingDays(3) }, text: 'profile-read: 6 to 3 working days ahead', source: 'Elhub BRS-NO-202' },
  ]),
  ...lines('working-day-definition', [
    { country: 'DE', commodities: EG, ...CHECK, value: null, text: 'market processes: a holiday of one state counts in all of them, and 24 and 31 December count as holidays', source: 'GPKE and GeLi Gas, definition of Werktag' },
  ]),
];
