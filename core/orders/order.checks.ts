import type { ReadCustomer } from '../customers/customer.facts.ts';
import { addressKey } from '../customers/customer.keys.ts';
import { ibanFault, normaliseIban } from '../customers/iban.ts';
import { addDays, minuteIn, type PlainDate, todayIn } from '../kernel/clock.ts';
import type { Problem } from '../kernel/problems.ts';
import { meteringPointCodeProblem } from '../metering-points/metering-point-code.ts';
import { takenBy } from '../metering-points/taken.ts';
import { postcodeKey } from '../places/postcode.ts';
import { acceptableOn, startRule, withdrawalOf } from './order.dates.ts';
import { codeOf, type Facts, type OfferFacts, type PointFacts } from './order.facts.ts';
import { AT_A_POINT } from './order.form.fields.ts';
import type { ReadOrder, SoundEnvelope, SoundSupply } from './order.form.ts';

/** A problem keeps an order from being handed in; a warning is shown to the seller and does not. */
export interface OrderProblem extends Problem {
  readonly severity: 'PROBLEM' | 'WARNING';
}

/** What a check looks at. Answers that are missing or faulty by themselves are not there; the form has told of them. */
export interface Checked {
  readonly today: PlainDate;
  readonly now: Date;
  readonly country: string;
  /** Of the brand, IANA. */
  readonly timeZone: string;
  readonly envelope: SoundEnvelope;
  readonly facts: Facts;
  /** The form's customer as the customers' own rules read it; null where the form names none. */
  readonly customer: ReadCustomer | null;
  /** The order itself, which does not stand in its own way. */
  readonly orderId: string | null;
  readonly sellerId: string | null;
  /** All contracts of the order. */
  readonly supplies: ReadOrder['supplies'];
}
interface CheckedSupply extends Checked {
  readonly answers: SoundSupply;
  readonly offer: OfferFacts | null;
  readonly code: string | null;
  readonly point: PointFacts | null;
  /** What is wrong with the wished start, or to be told of it. */
  readonly start: readonly Found[];
}

type Found = Pick<Problem, 'field' | 'code'> & { readonly values?: Problem['values']; readonly isWarning?: true };
type Rule<T> = (order: T) => Found | readonly Found[] | null;

const ADULT_YEARS = 18;
/** How far ahead supply may start. A year: prices beyond it are nobody's promise. */
const LATEST_START_DAYS = 365;
/** How long after its signature an order may arrive. */
const OLDEST_SIGNATURE_DAYS = 90;

/** The rule book for an order as a whole. */
const ORDER_RULES: readonly Rule<Checked>[] = [
  // Who sells the brand.
  ({ sellerId, facts }) => (sellerId !== null && !facts.sells ? { field: 'partnerId', code: 'PARTNER_UNKNOWN' } : null),
  // The customer is who the customers' own rules take.
  ({ customer }) =>
    (customer?.problems ?? [])
      .filter(({ code }) => code !== 'REQUIRED')
      .map(({ field, ...problem }) => ({ ...problem, field: `customer.${field}` })),
  // Children conclude no contract.
  ({ envelope: { customer }, today }) =>
    isChild(customer?.birthDate, today) ? { field: 'customer.birthDate', code: 'CUSTOMER_TOO_YOUNG' } : null,
  ({ envelope: { customer }, today }) =>
    (customer?.persons ?? []).flatMap(({ birthDate }, index) =>
      isChild(birthDate, today) ? [{ field: `customer.persons.${index}.birthDate`, code: 'CUSTOMER_TOO_YOUNG' }] : [],
    ),
  // A direct debit needs a right account and a mandate.
  ({ envelope: { payment } }) => {
    const fault = payment?.iban === undefined ? null : ibanFault(normaliseIban(payment.iban));
    return fault && { field: 'payment.iban', ...fault };
  },
  ({ envelope: { payment } }) =>
    payment?.method === 'DIRECT_DEBIT' && payment.hasMandate === false ? { field: 'payment.hasMandate', code: 'MANDATE_MISSING' } : null,
  // Signed lately, and not tomorrow.
  ({ envelope: { signedOn }, today }) => {
    const earliest = addDays(today, -OLDEST_SIGNATURE_DAYS);
    if (signedOn === undefined || (signedOn <= today && signedOn >= earliest)) return null;
    return signedOn > today
      ? { field: 'signedOn', code: 'DATE_AHEAD' }
      : { field: 'signedOn', code: 'SIGNED_TOO_LONG_AGO', values: { earliest } };
  },
  // Known customers and agreements lie in the seller's rows.
  ({ envelope: { party }, facts }) =>
    party?.decision === 'EXISTING_CUSTOMER' && party.customerId !== undefined && !facts.customer
      ? { field: 'party.customerId', code: 'CUSTOMER_UNKNOWN' }
      : null,
  ({ envelope: { party }, facts }) =>
    party?.decision === 'EXISTING_AGREEMENT' && party.agreementId !== undefined && !(facts.agreement && facts.customer)
      ? { field: 'party.agreementId', code: 'AGREEMENT_UNKNOWN' }
      : null,
];

/** The rule book for each contract of an order. Fields are those of the contract. */
const SUPPLY_RULES: readonly Rule<CheckedSupply>[] = [
  // The price that is sold is one that was shown, and still holds.
  ({ answers, offer }) => (answers.offerId !== undefined && !offer ? { field: 'offerId', code: 'OFFER_NOT_FOUND' } : null),
  ({ offer, now }) =>
    offer && offer.validUntil < now
      ? { field: 'offerId', code: 'QUOTE_EXPIRED', values: { validUntil: offer.validUntil.toISOString().slice(0, 10) } }
      : null,
  // Who was approached has time to think before they may accept.
  (order) => {
    const { now, timeZone, envelope } = order;
    const from = acceptableOn(order);
    const isSignedBefore = (first: Date) => envelope.signedOn !== undefined && envelope.signedOn < todayIn({ now: () => first }, timeZone);
    if (!from || (now >= from && !isSignedBefore(from))) return null;
    return { field: 'offerId', code: 'COOLING_OFF', values: { from: minuteIn(from, timeZone) } };
  },
  ({ offer, today }) =>
    offer && (offer.state !== 'PUBLISHED' || offer.saleFrom > today || (offer.saleTo !== null && offer.saleTo <= today))
      ? { field: 'offerId', code: 'TARIFF_NOT_ON_SALE' }
      : null,
  // It is the price of the day on which supply starts.
  (order) => {
    const { offer } = order;
    const { requestedStartOn } = order.answers;
    if (!offer || requestedStartOn === undefined || !mayStart(order)) return null;
    // A version that ended since is still sold as it was shown, until the quote expires.
    if (requestedStartOn >= offer.priceFrom) return null;
    return { field: 'requestedStartOn', code: 'PRICE_NOT_VALID', values: { from: offer.priceFrom } };
  },
  // It was shown for this place and this consumption.
  (order) => {
    const place = placeOf(order);
    const { offer } = order;
    if (!offer || place === null || postcodeKey(place.postcode) === postcodeKey(offer.postcode)) return null;
    return { field: place.field, code: 'POSTCODE_DIFFERS', values: { quoted: offer.postcode, given: place.postcode } };
  },
  ({ offer, answers: { annualKwh } }) => {
    if (!offer || annualKwh === undefined) return null;
    const { consumptionFrom: from, consumptionTo: to } = offer;
    if ((from === null || annualKwh >= from) && (to === null || annualKwh < to)) return null;
    return { field: 'annualKwh', code: 'CONSUMPTION_OUTSIDE_TARIFF', values: { from: from ?? 0, to: to ?? '∞' } };
  },
  ({ offer, answers: { annualKwh, lowRateKwh } }) => {
    const most = annualKwh ?? offer?.annualKwh;
    return most !== undefined && lowRateKwh !== undefined && lowRateKwh > most
      ? { field: 'lowRateKwh', code: 'LOW_RATE_ABOVE_TOTAL', values: { most } }
      : null;
  },
  // Tariffs of companies are not for people; a company may be a household in law.
  ({ offer, ...order }) => {
    const kind = order.facts.customer?.kind ?? order.envelope.customer?.kind ?? 'PERSON';
    if (offer?.segment === 'BUSINESS' && kind !== 'COMPANY') return { field: 'offerId', code: 'SEGMENT_DIFFERS' };
    return offer?.segment === 'HOUSEHOLD' && kind === 'COMPANY'
      ? { field: 'offerId', code: 'COMPANY_AS_HOUSEHOLD', isWarning: true }
      : null;
  },
  // Supply starts by the market's rule of the day, for a customer who may still withdraw only on their wish.
  ({ start }) => start,
  (order) => {
    const { requestedStartOn, isEarlyStart = false } = order.answers;
    const withdrawal = order.offer && withdrawalOf(order);
    if (requestedStartOn === undefined || isEarlyStart || !withdrawal || requestedStartOn > withdrawal) return null;
    if (!mayStart(order)) return null;
    return { field: 'isEarlyStart', code: 'EARLY_START_NOT_ASKED', values: { endsOn: withdrawal } };
  },
  ({ answers: { supplyReason, endsOldContract } }) =>
    supplyReason === 'MOVE_IN' && endsOldContract === true ? { field: 'endsOldContract', code: 'NOTHING_TO_END' } : null,
  // What is delivered at a metering point names it; what is not has none.
  ({ answers, offer }) =>
    offer?.hasMeteringPoint === false
      ? AT_A_POINT.filter((name) => Object.hasOwn(answers, name)).map((field) => ({ field, code: 'NOT_AT_A_METERING_POINT' }))
      : [
          ...(answers.supplyReason === undefined ? [{ field: 'supplyReason', code: 'REQUIRED' }] : []),
          ...(answers.meteringPoint?.code === undefined ? [{ field: 'meteringPoint.code', code: 'REQUIRED' }] : []),
        ],
  // The point is one of the country and of the commodity, and nobody of ours is there.
  ({ code, country, offer }) =>
    code === null ? null : meteringPointCodeProblem('meteringPoint.code', { country, commodity: offer?.commodity ?? null, code }),
  ({ point, offer }) =>
    point && offer && point.commodity !== offer.commodity
      ? { field: 'meteringPoint.code', code: 'COMMODITY_DIFFERS', values: { quoted: offer.commodity, known: point.commodity } }
      : null,
  ({ point, orderId, answers: { requestedStartOn } }) => {
    const field = 'meteringPoint.code';
    const others = (point?.contracts ?? []).filter((contract) => contract.orderId !== orderId);
    const taken = takenBy(others);
    if (taken !== null) return { field, code: taken === 'ORDERED' ? 'METERING_POINT_TAKEN' : 'METERING_POINT_SUPPLIED' };
    const endsOn = others.reduce<PlainDate>((last, one) => (one.endsOn !== null && one.endsOn > last ? one.endsOn : last), '');
    return requestedStartOn !== undefined && requestedStartOn < endsOn
      ? { field, code: 'METERING_POINT_SUPPLIED', values: { endsOn } }
      : null;
  },
  // What is known of the point stays as it is; whether the meter was exchanged or the number mistyped is the seller's to say. What is
  // stored is not told: the point may be another partner's customer's.
  ({ point, answers: { meteringPoint } }) => {
    const given = meteringPoint?.meterNumber;
    if (!point?.meterNumber || !given || meterKey(given) === meterKey(point.meterNumber)) return null;
    return { field: 'meteringPoint.meterNumber', code: 'METER_NUMBER_DIFFERS', values: { given }, isWarning: true };
  },
  (order) => {
    const place = addressOf(order);
    const { point, country } = order;
    if (!point || !place || addressKey({ ...place.address, country }) === addressKey({ ...point, country })) return null;
    const { street, houseNumber, postcode } = place.address;
    return {
      field: place.field,
      code: 'POINT_ADDRESS_DIFFERS',
      values: { given: `${street} ${houseNumber}, ${postcode}` },
      isWarning: true,
    };
  },
  ({ code, supplies, answers }) =>
    code !== null && supplies.find((other) => codeOf(other.answers) === code)?.answers !== answers
      ? { field: 'meteringPoint.code', code: 'METERING_POINT_TWICE' }
      : null,
];

/** Everything that the rules find, at once. Pure: no clock, no database. */
export function checkRules(order: Checked): OrderProblem[] {
  const ofSupplies = order.supplies.flatMap(({ prefix, answers }) => {
    const code = codeOf(answers);
    const offer = order.facts.offers.find(({ id }) => id === answers.offerId?.toLowerCase()) ?? null;
    const point = order.facts.points.find((one) => one.code === code) ?? null;
    const start = startProblems({ ...order, answers, offer });
    const supply = { ...order, answers, offer, code, point, start };
    return SUPPLY_RULES.flatMap((rule) => told(rule(supply))).map((problem) => ({ ...problem, field: fieldIn(prefix, problem.field) }));
  });
  return [...ORDER_RULES.flatMap((rule) => told(rule(order))), ...ofSupplies];
}

/** A contract's field stands below its entry, what holds for the whole order stands where it is. */
const fieldIn = (prefix: string, field: string): string => (field.startsWith('customer.') ? field : `${prefix}${field}`);

const told = (found: Found | readonly Found[] | null): OrderProblem[] =>
  [found ?? []]
    .flat()
    .map(({ field, code, values = {}, isWarning }) => ({ field, code, values, severity: isWarning ? 'WARNING' : 'PROBLEM' }));

/** Where it may not, the day changes anyway, and nothing more has to be told of it. */
const mayStart = ({ start }: CheckedSupply): boolean => start.every(({ isWarning }) => isWarning);

function startProblems(order: Checked & Pick<CheckedSupply, 'answers' | 'offer'>): Found[] {
  const { answers, today } = order;
  const { requestedStartOn: start } = answers;
  if (start === undefined) return [];
  const field = 'requestedStartOn';
  const latest = addDays(today, LATEST_START_DAYS);
  const rule = startRule(order);
  const isUnknown: Found[] = rule.isKnown
    ? []
    : [{ field, code: 'START_RULE_UNKNOWN', values: { earliest: rule.earliest }, isWarning: true }];
  if (start < rule.earliest) return [{ field, code: 'START_TOO_EARLY', values: { earliest: rule.earliest } }];
  return start > latest ? [{ field, code: 'START_TOO_LATE', values: { latest } }] : isUnknown;
}

function isChild(birthDate: PlainDate | undefined, today: PlainDate): boolean {
  if (birthDate === undefined) return false;
  const adultOn = `${String(Number(birthDate.slice(0, 4)) + ADULT_YEARS).padStart(4, '0')}${birthDate.slice(4)}`;
  return adultOn > today;
}

/** As it is compared: blanks and hyphens are the writer's, and zeros before the number as well. */
const meterKey = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+/, '');

/** The place of supply where all of it is given, with the field it stands in. */
function addressOf({ answers, envelope, facts }: CheckedSupply) {
  const own = answers.meteringPoint?.address;
  const given = own ?? envelope.customer ?? facts.customer;
  const { street, houseNumber, postcode } = given ?? {};
  if (street === undefined || houseNumber === undefined || postcode === undefined) return null;
  const field = own || !envelope.customer ? 'meteringPoint.address' : 'customer.street';
  return { field, address: { street, houseNumber, postcode } };
}

/** The postcode of the place of supply, with the field it stands in. */
function placeOf({ answers, envelope, facts }: CheckedSupply): { readonly field: string; readonly postcode: string } | null {
  const own = answers.meteringPoint?.address;
  if (own) return own.postcode === undefined ? null : { field: 'meteringPoint.address.postcode', postcode: own.postcode };
  const postcode = envelope.customer?.postcode;
  if (postcode !== undefined) return { field: 'customer.postcode', postcode };
  return facts.customer ? { field: 'meteringPoint.address', postcode: facts.customer.postcode } : null;
}
