import { CHECK, days, E, EG, lines, months, weeks, workingDays, years } from './rule.ts';

const NOT_FOUND = 'no source found yet';
const open = (country: string, text: string) => ({ country, ...CHECK, value: null, text, source: NOT_FOUND });

/** Bills, reminders, disconnection. */
// biome-ignore format: a table, one rule a line
export const BILLING_RULES = [
  ...lines('bill-due', [
    { country: 'DE', commodities: EG, value: { afterDemand: weeks(2), billAfterPeriod: weeks(6), monthlyBillAfterPeriod: weeks(3), refund: weeks(2) }, text: 'due at least 2 weeks after the demand; bill at most 6 weeks after the period (3 if monthly); refund at most 2 weeks', source: '§ 40c EnWG (rgc-manager.de; hupe1980/mako, billingd)' },
    ...['AT', 'NO', 'PL'].map((country) => open(country, 'when a bill is due')),
    open('DK', 'when a bill is due; should contain a turn of month'),
  ]),
  ...lines('bill-correction', [
    { country: 'DE', segment: 'HOUSEHOLD', commodities: EG, situation: 'DEFAULT_SUPPLY', value: { back: years(3) }, text: 'the preceding reading period; if provable longer, at most 3 years', source: 'StromGVV § 18' },
    ...['AT', 'DK', 'NO', 'PL'].map((country) => open(country, 'how far back a bill may be corrected')),
  ]),
  ...lines('bill-instalments', [open('AT', 'right to pay an annual bill by instalments: 12 or 18 months, sources disagree')]),
  ...lines('reminder-fee', [
    { country: 'DK', segment: 'HOUSEHOLD', value: { most: '100', currency: 'DKK', times: 3, apart: days(10) }, text: 'at most 100 DKK each, at most 3, at least 10 days apart, none while reasonably disputed; debt-collection notice 10 days', source: 'rentelov § 9b; energianke.dk' },
    open('DE', 'fee of a reminder'),
    open('AT', 'fee of a reminder: real cost'),
    open('NO', 'fee of a reminder: tied to a yearly rate'),
    open('PL', 'fee of a reminder'),
  ]),
  ...lines('disconnection', [
    { country: 'DE', segment: 'HOUSEHOLD', commodities: E, validFrom: '2025-12-01', ...CHECK, value: { steps: [{ what: 'threat', period: weeks(4) }, { what: 'letter before', period: workingDays(8) }] }, text: 'arrears of at least 2 monthly advances (else a sixth of the year) and at least 100 EUR, disputed sums deducted; threat 4 weeks, letter 8 working days before; first day to be confirmed', source: '§ 41f EnWG (rhenag.de, recht-energisch.de)' },
    { country: 'AT', segment: 'SMALL', commodities: E, value: { steps: [{ what: 'first reminder', period: weeks(2) }, { what: 'last reminder, registered', period: weeks(2) }] }, text: '2 reminders with at least 2 weeks each, the last by registered letter; not on the last working day before a weekend or holiday', source: 'ElWG § 34' },
    { country: 'DK', segment: 'HOUSEHOLD', commodities: E, value: { steps: [{ what: 'between two reminders', period: days(10) }, { what: 'security', period: workingDays(15) }, { what: 'termination', period: workingDays(3) }] }, text: "2 reminders at least 10 days apart, then security of at most 5 months' payment with at least 15 working days, then termination with at least 3 working days; never for old debt alone", source: 'energianke.dk, lukkeprocedure; forbrug.dk' },
    { country: 'NO', segment: 'HOUSEHOLD', commodities: E, value: { steps: [{ what: 'notice', period: weeks(4) }] }, text: 'by the grid company only, for unpaid grid rent: 4 weeks from notice; the supplier can only end the contract', source: 'nett.isenergi.no; hafslundnett.no; forbrukerradet.no' },
    { country: 'NO', segment: 'BUSINESS', commodities: E, value: { steps: [{ what: 'notice', period: weeks(2) }] }, text: 'by the grid company only, for unpaid grid rent: 2 weeks from notice; the supplier can only end the contract', source: 'nett.isenergi.no; hafslundnett.no; forbrukerradet.no' },
    { country: 'PL', segment: 'HOUSEHOLD', commodities: EG, value: { steps: [{ what: 'overdue', period: days(30) }, { what: 'written notice', period: days(14) }] }, text: 'at least 30 days overdue and written notice of 14 days; a complaint stops it, unanswered for 14 days it counts as accepted', source: 'Prawo energetyczne art. 6b–6d' },
  ]),
  ...lines('retention', [
    { country: 'DE', situation: 'INVOICES', ...CHECK, value: { period: years(8) }, text: 'invoices and vouchers, from the end of the calendar year', source: '§ 147 AO' },
    { country: 'DE', situation: 'BOOKS', ...CHECK, value: { period: years(10) }, text: 'books and accounts, from the end of the calendar year', source: '§ 147 AO' },
    { country: 'AT', situation: 'BOOKS', ...CHECK, value: { period: months(84) }, text: 'books and vouchers, 7 years from the end of the calendar year', source: '§ 132 BAO' },
  ]),
];
