import { describe, expect, it } from 'vitest';
import { checkRules } from './order.checks.ts';
import { customerOf } from './order.examine.ts';
import type { Facts, OfferFacts } from './order.facts.ts';
import { readOrderForm } from './order.form.ts';

const OFFER_ID = '01a205ca-6698-738e-a971-402b2cf87dc9';
const POINT = 'AT0031000000000000000000001234567';
const TODAY = '2026-08-24'; // a Monday

const offer: OfferFacts = {
  id: OFFER_ID,
  firstYearCents: 50_000,
  postcode: '1010',
  segment: 'HOUSEHOLD',
  commodity: 'ELECTRICITY',
  region: null,
  annualKwh: 3_500,
  offeredAt: new Date('2026-08-24T09:00:00Z'),
  validUntil: new Date('2026-09-07T10:00:00Z'),
  tariffId: OFFER_ID,
  saleFrom: '2026-01-01',
  saleTo: null,
  state: 'PUBLISHED',
  priceFrom: '2026-01-01',
  consumptionFrom: 1_000,
  consumptionTo: 100_000,
  hasMeteringPoint: true,
};
const step = { to: 'in_review', kind: 'REVIEW' } as const;
const facts: Facts = {
  offers: [offer],
  points: [],
  steps: { submit: step, start_review: step, accept: step, reject_credit: step },
  sells: true,
  chain: [],
  legalTexts: [],
  customer: null,
  agreement: null,
  record: null,
};
const known = {
  id: 'k',
  isConsumer: true,
  kind: 'PERSON',
  street: 'Ring',
  houseNumber: '1',
  postcode: '1010',
  city: 'Wien',
  name: 'A',
  language: null,
} as const;
const form = {
  offerId: OFFER_ID,
  supplyReason: 'SWITCH',
  requestedStartOn: '2026-09-15',
  meteringPoint: { code: POINT },
  customer: {
    firstName: 'Ada',
    lastName: 'Sample',
    birthDate: '1980-02-29',
    email: 'ada@sample.example',
    street: 'Ring',
    houseNumber: '1',
    postcode: '1010',
    city: 'Wien',
  },
};
const customer = (change: object) => ({ customer: { ...form.customer, ...change } });
const PLACE = {
  id: 'p',
  code: POINT,
  commodity: 'ELECTRICITY',
  meterNumber: '00-471 11',
  street: 'Ring',
  houseNumber: '1',
  postcode: '1010',
};
const at = (...contracts: Facts['points'][number]['contracts']): Partial<Facts> => ({ points: [{ ...PLACE, contracts }] });
const contract = { orderId: 'another', kind: 'SUPPLY', status: 'active', endsOn: null } as const;

interface Given {
  readonly answers?: object;
  readonly offer?: Partial<OfferFacts>;
  readonly facts?: Partial<Facts>;
  readonly order?: { readonly country?: string; readonly today?: string; readonly sellerId?: string; readonly orderId?: string };
}

function found({ answers = {}, offer: change = {}, facts: more = {}, order = {} }: Given): string[] {
  const read = readOrderForm([], { ...form, ...answers });
  expect(read.problems).toEqual([]);
  const all = { ...facts, offers: [{ ...offer, ...change }], ...more };
  const about = { today: TODAY, country: 'AT', timeZone: 'Europe/Vienna', orderId: null, sellerId: null, ...order };
  const now = new Date(`${about.today}T10:00:00Z`);
  const { envelope, supplies } = read;
  const problems = checkRules({ ...about, now, envelope, supplies, customer: customerOf(envelope, about), facts: all });
  return problems.map(({ field, code, severity }) => `${field} ${code}${severity === 'WARNING' ? ' (warning)' : ''}`);
}

const several = { offerId: null, supplyReason: null, requestedStartOn: null, meteringPoint: null };
const { offerId, supplyReason, requestedStartOn, meteringPoint } = form;
const entry = { offerId, supplyReason, requestedStartOn, meteringPoint };

describe('the rule book of orders', () => {
  const refused: readonly (readonly [what: string, given: Given, expected: string])[] = [
    ['a partner who does not sell the brand', { order: { sellerId: 'x' }, facts: { sells: false } }, 'partnerId PARTNER_UNKNOWN'],
    ['a child', { answers: customer({ birthDate: '2008-08-25' }) }, 'customer.birthDate CUSTOMER_TOO_YOUNG'],
    [
      'somebody who is not born yet',
      { answers: customer({ birthDate: '2027-01-01', kind: 'COMPANY', companyName: 'X' }), order: {} },
      'customer.birthDate BIRTH_DATE_AHEAD',
    ],
    [
      'a child who signs with others',
      { answers: customer({ kind: 'JOINT', persons: [{ firstName: 'Bea', lastName: 'Sample', birthDate: '2015-01-01' }] }) },
      'customer.persons.0.birthDate CUSTOMER_TOO_YOUNG',
    ],
    ['a VAT id that is none', { answers: customer({ kind: 'COMPANY', companyName: 'X', vatId: '12' }) }, 'customer.vatId VAT_ID_INVALID'],
    [
      'an IBAN with wrong check digits',
      { answers: { payment: { method: 'DIRECT_DEBIT', iban: 'AT621904300234573201', hasMandate: true } } },
      'payment.iban IBAN_CHECK_DIGITS_WRONG',
    ],
    [
      'a direct debit that nobody agreed to',
      { answers: { payment: { method: 'DIRECT_DEBIT', iban: 'AT61 1904 3002 3457 3201', hasMandate: false } } },
      'payment.hasMandate MANDATE_MISSING',
    ],
    ['a start before the price holds', { offer: { priceFrom: '2026-09-16' } }, 'requestedStartOn PRICE_NOT_VALID'],
    [
      'a point whose contract with us ends later',
      { facts: at({ ...contract, status: 'terminating', endsOn: '2027-06-01' }) },
      'meteringPoint.code METERING_POINT_SUPPLIED',
    ],
    [
      'a point whose contract with us has no end, whatever its status is called',
      { facts: at({ ...contract, status: 'terminating' }) },
      'meteringPoint.code METERING_POINT_SUPPLIED',
    ],
    [
      'a day on which a contract that is over still supplied the point',
      { facts: at({ ...contract, kind: 'ENDED', status: 'ended', endsOn: '2026-09-16' }) },
      'meteringPoint.code METERING_POINT_SUPPLIED',
    ],
    ['a signature of tomorrow', { answers: { signedOn: '2026-08-25' } }, 'signedOn DATE_AHEAD'],
    ['a signature of last year', { answers: { signedOn: '2025-08-24' } }, 'signedOn SIGNED_TOO_LONG_AGO'],
    [
      'a customer whom the seller does not know',
      { answers: { party: { decision: 'EXISTING_CUSTOMER', customerId: OFFER_ID } } },
      'party.customerId CUSTOMER_UNKNOWN',
    ],
    [
      'an agreement of somebody else',
      { answers: { party: { decision: 'EXISTING_AGREEMENT', agreementId: OFFER_ID } } },
      'party.agreementId AGREEMENT_UNKNOWN',
    ],
    ['an offer of nobody', { facts: { offers: [] } }, 'offerId OFFER_NOT_FOUND'],
    ['a quote that has expired', { offer: { validUntil: new Date('2026-08-24T09:59:59Z') } }, 'offerId QUOTE_EXPIRED'],
    ['a tariff before its sale', { offer: { saleFrom: '2026-08-25' } }, 'offerId TARIFF_NOT_ON_SALE'],
    ['a tariff on the first day on which it is not sold', { offer: { saleTo: TODAY } }, 'offerId TARIFF_NOT_ON_SALE'],
    ['a price that is not published', { offer: { state: 'DRAFT' } }, 'offerId TARIFF_NOT_ON_SALE'],
    ['another postcode than the one that was asked for', { answers: customer({ postcode: '1020' }) }, 'customer.postcode POSTCODE_DIFFERS'],
    [
      'another place of supply than the one that was asked for',
      { answers: { meteringPoint: { code: POINT, address: { street: 'Weg', houseNumber: '2', postcode: '8010', city: 'Graz' } } } },
      'meteringPoint.address.postcode POSTCODE_DIFFERS',
    ],
    ['a consumption below the band', { answers: { annualKwh: 999 } }, 'annualKwh CONSUMPTION_OUTSIDE_TARIFF'],
    ['a consumption at the end of the band', { answers: { annualKwh: 100_000 } }, 'annualKwh CONSUMPTION_OUTSIDE_TARIFF'],
    ['more at the low rate than in all', { answers: { lowRateKwh: 3_501 } }, 'lowRateKwh LOW_RATE_ABOVE_TOTAL'],
    ["a company's tariff for a person", { offer: { segment: 'BUSINESS' } }, 'offerId SEGMENT_DIFFERS'],
    ['supply today', { answers: { requestedStartOn: TODAY } }, 'requestedStartOn START_TOO_EARLY'],
    ['supply in more than a year', { answers: { requestedStartOn: '2027-08-25' } }, 'requestedStartOn START_TOO_LATE'],
    [
      'supply within the withdrawal period that was not asked for',
      { answers: { requestedStartOn: '2026-09-07' } },
      'isEarlyStart EARLY_START_NOT_ASKED',
    ],
    [
      'the end of a contract by somebody who moves in',
      { answers: { supplyReason: 'MOVE_IN', endsOldContract: true, previousSupplier: 'Old' }, offer: {}, order: { country: 'DE' } },
      'endsOldContract NOTHING_TO_END',
    ],
    [
      'the number of another country',
      { answers: { meteringPoint: { code: '41373559241' } } },
      'meteringPoint.code METERING_POINT_CODE_INVALID',
    ],
    [
      'the point of another commodity',
      { facts: { points: [{ ...PLACE, commodity: 'GAS', contracts: [] }] } },
      'meteringPoint.code COMMODITY_DIFFERS',
    ],
    [
      'a point with an open order',
      { facts: at({ ...contract, kind: 'WAITING', status: 'accepted' }) },
      'meteringPoint.code METERING_POINT_TAKEN',
    ],
    ['a point that we supply', { facts: at(contract) }, 'meteringPoint.code METERING_POINT_SUPPLIED'],
    ['a point twice', { answers: { ...several, contracts: [entry, entry] } }, 'contracts.1.meteringPoint.code METERING_POINT_TWICE'],
  ];
  it.each(refused)('refuses %s', (_what, given, expected) => {
    expect(found(given)).toContain(expected);
  });

  const taken: readonly (readonly [what: string, given: Given, warnings: readonly string[]])[] = [
    ['an ordinary order', {}, []],
    ['somebody who comes of age today', { answers: customer({ birthDate: '2008-08-24' }) }, []],
    ['the last moment of a quote', { offer: { validUntil: new Date('2026-08-24T10:00:00Z') } }, []],
    ['the last day of sale', { offer: { saleTo: '2026-08-25' } }, []],
    ['the smallest consumption of a band', { answers: { annualKwh: 1_000 } }, []],
    [
      'a company that uses energy as a household',
      { answers: customer({ kind: 'COMPANY', companyName: 'X', birthDate: null }) },
      ['offerId COMPANY_AS_HOUSEHOLD (warning)'],
    ],
    ['the postcode with the country before it', { answers: customer({ postcode: 'A-1010' }) }, []],
    [
      'a point whose supply has a last day, whatever the status is called',
      { facts: at({ ...contract, status: 'own_status', endsOn: '2026-09-15' }) },
      [],
    ],
    [
      'a point of heat by the number that the supplier gave it',
      { answers: { meteringPoint: { code: 'HEIZKREIS-7' } }, offer: { commodity: 'HEAT' } },
      ['requestedStartOn START_RULE_UNKNOWN (warning)'],
    ],
    ['supply on the day after the withdrawal period', { answers: { requestedStartOn: '2026-09-08' } }, []],
    ['supply within it on the wish of the customer', { answers: { requestedStartOn: '2026-08-26', isEarlyStart: true } }, []],
    [
      'supply within it of a company, which may not withdraw',
      { answers: { requestedStartOn: '2026-08-26', ...customer({ kind: 'COMPANY', companyName: 'X', birthDate: null }) } },
      ['offerId COMPANY_AS_HOUSEHOLD (warning)'],
    ],
    ['a sale in a shop, where nobody may withdraw', { answers: { requestedStartOn: '2026-08-26', salesChannel: 'SHOP' } }, []],
    ['a point whose contract with us ends by then', { facts: at({ ...contract, status: 'terminating', endsOn: '2026-09-15' }) }, []],
    ['a price that holds on the day of the start', { offer: { priceFrom: '2026-09-15' } }, []],
    ['the order itself at its point', { facts: at({ ...contract, orderId: 'own', kind: 'REVIEW' }), order: { orderId: 'own' } }, []],
    [
      'a known customer at their own address',
      { answers: { customer: null, party: { decision: 'EXISTING_CUSTOMER', customerId: OFFER_ID } }, facts: { customer: known } },
      [],
    ],
    [
      'a known point by its meter, however the number is written',
      { answers: { meteringPoint: { code: POINT, meterNumber: '47111' } }, facts: at() },
      [],
    ],
    ['a known point at its address in other words', { answers: customer({ street: 'Ring ', houseNumber: '1' }), facts: at() }, []],
    [
      'a known point with another meter',
      { answers: { meteringPoint: { code: POINT, meterNumber: '47112' } }, facts: at() },
      ['meteringPoint.meterNumber METER_NUMBER_DIFFERS (warning)'],
    ],
    [
      'a known point at another address of the customer',
      { answers: customer({ houseNumber: '2' }), facts: at() },
      ['customer.street POINT_ADDRESS_DIFFERS (warning)'],
    ],
    [
      'a known point at another address of its own',
      {
        answers: { meteringPoint: { code: POINT, address: { street: 'Weg', houseNumber: '1', postcode: '1010', city: 'Wien' } } },
        facts: at(),
      },
      ['meteringPoint.address POINT_ADDRESS_DIFFERS (warning)'],
    ],
    ['a move-in where no rule is confirmed', { answers: { supplyReason: 'MOVE_IN' } }, ['requestedStartOn START_RULE_UNKNOWN (warning)']],
  ];
  it.each(taken)('takes %s', (_what, given, warnings) => {
    expect(found(given)).toEqual(warnings);
  });

  const german = {
    ...form,
    ...customer({ postcode: '10115' }),
    meteringPoint: { code: '41373559241' },
    isEarlyStart: true,
    salesChannel: 'SHOP',
  };
  const starts: readonly (readonly [what: string, commodity: string, answers: object, earliest: string])[] = [
    ['electricity: one working day', 'ELECTRICITY', {}, '2026-08-26'],
    [
      'electricity with the end of the old contract: two working days',
      'ELECTRICITY',
      { endsOldContract: true, previousSupplier: 'Old' },
      '2026-08-27',
    ],
    ['electricity, move-in: never back in time', 'ELECTRICITY', { supplyReason: 'MOVE_IN' }, '2026-08-26'],
    ['gas: ten working days', 'GAS', {}, '2026-09-08'],
    [
      'gas with the end of the old contract: thirteen working days',
      'GAS',
      { endsOldContract: true, previousSupplier: 'Old' },
      '2026-09-11',
    ],
    ['gas, move-in: up to six weeks back', 'GAS', { supplyReason: 'MOVE_IN' }, '2026-07-13'],
  ];
  it.each(starts)('lets supply start in Germany by the rule for %s', (_what, commodity, answers, earliest) => {
    const dayBefore = new Date(Date.parse(earliest) - 86_400_000).toISOString().slice(0, 10);
    const on = (day: string) =>
      found({
        answers: { ...german, ...answers, requestedStartOn: day },
        offer: { commodity, postcode: '10115' },
        order: { country: 'DE' },
      });
    expect(on(earliest)).toEqual([]);
    expect(on(dayBefore)).toEqual(['requestedStartOn START_TOO_EARLY']);
  });

  it('counts the working days of the state where supply is: a holiday of Bavaria is none of Berlin', () => {
    const answers = { ...german, requestedStartOn: '2026-06-05' }; // after Corpus Christi, a Thursday
    const on = (region: string) =>
      found({
        answers,
        offer: { region, postcode: '10115', validUntil: new Date('2026-12-01') },
        order: { country: 'DE', today: '2026-06-03' },
      });
    expect(on('Berlin')).toEqual([]);
    expect(on('Bayern')).toEqual(['requestedStartOn START_TOO_EARLY']);
  });
});

describe('power in Norway that was offered by phone, at the door or in a shop', () => {
  const norway = { answers: { supplyReason: 'SWITCH', requestedStartOn: '2026-10-01' }, order: { country: 'NO' } };
  const sold = (answers: object, more: Given = {}) =>
    found({ ...norway, ...more, answers: { ...norway.answers, ...answers } }).filter((one) => one.includes('COOLING_OFF'));
  const REFUSED = ['offerId COOLING_OFF'];

  it('may be accepted 24 hours after the offer, to the minute', () => {
    for (const salesChannel of ['PHONE', 'DOOR', 'SHOP']) expect(sold({ salesChannel })).toEqual(REFUSED);
    const offered = (offeredAt: string) => sold({ salesChannel: 'PHONE' }, { offer: { offeredAt: new Date(offeredAt) } });
    expect([offered('2026-08-23T10:00:01Z'), offered('2026-08-23T10:00:00Z')]).toEqual([REFUSED, []]);
  });

  it('is not accepted by a signature of a day before', () => {
    const signed = (signedOn: string) =>
      sold({ salesChannel: 'DOOR', signedOn }, { offer: { offeredAt: new Date('2026-08-20T08:00:00Z') } });
    expect([signed('2026-08-20'), signed('2026-08-21')]).toEqual([REFUSED, []]);
  });

  it('is accepted at once over a distance, by companies, and elsewhere', () => {
    expect(sold({})).toEqual([]);
    expect(sold({ salesChannel: 'DOOR', ...customer({ kind: 'COMPANY', companyName: 'X' }) })).toEqual([]);
    expect(sold({ salesChannel: 'DOOR' }, { order: { country: 'AT' } })).toEqual([]);
    expect(sold({ salesChannel: 'DOOR' }, { offer: { commodity: 'GAS' } })).toEqual([]);
  });
});
