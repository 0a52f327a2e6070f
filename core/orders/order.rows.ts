import type { ContractKind } from '#prisma';
import { contractAccepted, contractStatusChanged } from '../contracts/contract.points.ts';
import { addressKey } from '../customers/customer.keys.ts';
import type { Rows } from '../db/write-rows.sql.ts';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { eventRow } from '../kernel/events.ts';
import { newId, newIds } from '../kernel/ids.ts';
import type { Outcome } from './order.acceptance.ts';
import { startRule, withdrawalOf } from './order.dates.ts';
import { codeOf, type Facts } from './order.facts.ts';
import type { Envelope, OrderForm, Supply } from './order.form.ts';
import type { Party } from './order.parties.ts';
import { orderRejected, orderSubmitted } from './order.points.ts';

type Here = Pick<TxCtx, 'brand' | 'viewer' | 'clock'>;

/** A contract that is written: new, or a draft until now. */
export interface Draft {
  readonly id: string;
  readonly number: string;
  readonly createdAt: Date;
  /** 0 = not there yet. */
  readonly version: number;
}

/** An order on its way in, with everything that was found out about it. */
export interface Submission {
  readonly orderId: string;
  readonly partnerId: string | null;
  readonly form: OrderForm;
  readonly facts: Facts;
  readonly party: Party;
  /** One for each contract of the form, in the same order. */
  readonly drafts: readonly Draft[];
  readonly today: PlainDate;
  /** Codes of what the seller was told of and took upon themselves. */
  readonly warnings: readonly string[];
}

/** What is sold to whom, as far as points and columns need it. */
export type Sold = Pick<Submission, 'partnerId' | 'form' | 'facts' | 'today'>;

type StepCode = keyof Facts['steps'];
interface Taken {
  readonly transition: StepCode | 'create';
  readonly from: string | null;
  readonly to: string;
  readonly kind: ContractKind;
  readonly reason: string | null;
}

/** The steps of a contract up to the outcome: a draft is handed in, reviewed and, where everybody is sure, decided. */
export function stepsTo(outcome: Outcome, { facts: { steps }, warnings }: Pick<Submission, 'facts' | 'warnings'>): Taken[] {
  const codes: readonly { readonly code: StepCode; readonly reason: string | null }[] = [
    { code: 'submit', reason: warnings.length === 0 ? null : `in spite of ${warnings.join(', ')}` },
    { code: 'start_review', reason: null },
    ...(outcome.kind === 'accept' ? [{ code: 'accept' as const, reason: outcome.reason }] : []),
    ...(outcome.kind === 'reject' ? [{ code: 'reject_credit' as const, reason: `${outcome.code}: ${outcome.reason}` }] : []),
  ];
  const taken: Taken[] = [{ transition: 'create', from: null, to: 'draft', kind: 'OPEN', reason: null }];
  for (const { code, reason } of codes) {
    const from = taken.at(-1)?.to ?? null;
    taken.push({ transition: code, from, to: steps[code].to, kind: steps[code].kind, reason });
  }
  return taken;
}

/** Everything that an order leaves in the database beside itself: points, contracts in their final status, histories, events. */
export function submissionRows(here: Here, order: Submission, outcome: Outcome): Rows[] {
  const steps = stepsTo(outcome, order);
  const points = pointsOf(here, order);
  return [
    ...order.party.rows,
    ...points.rows,
    { model: 'Contract', rows: contractRows(here, order, { steps, outcome, points: points.ids }), replace: 'id' },
    { model: 'ContractTariff', rows: sliceRows(here, order) },
    { model: 'ContractHistory', rows: historyRows(here, order.drafts, steps) },
    { model: 'OutboxEvent', rows: eventRows(order, steps, outcome) },
  ];
}

const offerOf = ({ facts }: Sold, { offerId }: Supply) => {
  const offer = facts.offers.find(({ id }) => id === offerId.toLowerCase());
  if (!offer) throw new Error('An order for an unknown offer got through the checks');
  return offer;
};

interface Points {
  readonly ids: ReadonlyMap<string, string>;
  readonly rows: readonly Rows[];
}

/** The places of supply: known by their codes within the brand, whoever ordered there before. What has no code has no place. */
export function pointsOf({ brand, viewer, clock }: Here, order: Sold): Points {
  const ids = new Map(order.facts.points.map(({ code, id }) => [code, id]));
  const fresh = order.form.supplies.flatMap((supply) => {
    const code = codeOf(supply);
    if (code === null || ids.has(code)) return [];
    const id = newId();
    ids.set(code, id);
    return [{ id, code, supply }];
  });
  const at = clock.now();
  const points = fresh.map(({ id, code, supply }) => {
    const { street, houseNumber, postcode, city } = addressOf(order, supply);
    const place = { street, houseNumber, postcode, city, country: brand.country };
    const { meterNumber = null } = supply.meteringPoint ?? {};
    return { id, code, commodity: offerOf(order, supply).commodity, meterNumber, ...place, addressKey: addressKey(place), createdAt: at };
  });
  const told = order.form.supplies.filter(
    (supply) => codeOf(supply) !== null && (supply.annualKwh !== undefined || fresh.some((one) => one.supply === supply)),
  );
  const consumptions = told.map((supply) => ({
    id: newId(),
    meteringPointId: ids.get(codeOf(supply) ?? ''),
    annualKwh: supply.annualKwh ?? offerOf(order, supply).annualKwh,
    lowRateKwh: supply.lowRateKwh ?? null,
    source: viewer.kind === 'guest' ? 'customer' : order.partnerId === null ? 'back-office' : 'partner',
    validFrom: toDbDate(order.today),
    createdAt: at,
    createdBy: viewer.name,
  }));
  // In the order of their codes, so that two orders for the same points cannot lock each other out.
  const sorted = points.sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    ids,
    rows: [
      { model: 'MeteringPoint', rows: sorted },
      { model: 'AnnualConsumption', rows: consumptions },
    ],
  };
}

function addressOf({ form: { envelope }, facts }: Sold, { meteringPoint }: Supply) {
  const address = meteringPoint?.address ?? envelope.customer ?? facts.customer;
  if (!address) throw new Error('An order without a place got through its form');
  return address;
}

function contractRows(
  { brand, clock }: Here,
  order: Submission,
  { steps, outcome, points }: { steps: readonly Taken[]; outcome: Outcome; points: ReadonlyMap<string, string> },
) {
  const { form, party, partnerId, orderId, today } = order;
  const last = steps.at(-1);
  return order.drafts.map(({ id, number, createdAt, version }, index) => {
    const supply = supplyAt(form, index);
    return {
      ...{ id, number, orderId, partnerId, createdAt, updatedAt: clock.now() },
      ...{ status: last?.to, kind: last?.kind, version: (version || 1) + steps.length - 1 },
      pending: outcome.kind === 'wait' ? outcome.pending : [],
      ...{ customerId: party.customerId, agreementId: party.agreementId, bankAccountId: party.bankAccountId },
      meteringPointId: points.get(codeOf(supply) ?? '') ?? null,
      receivedOn: toDbDate(today),
      ...agreedColumns(brand.country, order, supply),
    };
  });
}

/** What the form agrees, as the contract's columns hold it. */
export function agreedColumns(country: string, order: Sold, supply: Supply) {
  const { form, facts, today } = order;
  const offer = offerOf(order, supply);
  const sale = { country, offer, today, envelope: form.envelope, facts, answers: supply };
  const withdrawal = withdrawalOf(sale);
  return {
    ...{ offerId: offer.id, tariffId: offer.tariffId, annualKwh: supply.annualKwh ?? offer.annualKwh },
    hasMeteringPoint: offer.hasMeteringPoint,
    ...{ supplyReason: supply.supplyReason ?? null, costCentre: supply.costCentre ?? null, isEarlyStart: supply.isEarlyStart ?? false },
    paymentMethod: paymentMethodOf(form.envelope),
    ...{ signedOn: toDbDate(form.envelope.signedOn ?? today), requestedStartOn: toDbDate(supply.requestedStartOn) },
    withdrawalEndsOn: withdrawal === null ? null : toDbDate(withdrawal),
    earliestStartOn: toDbDate(startRule(sale).earliest),
  };
}

const paymentMethodOf = ({ payment }: Envelope): string | null =>
  payment === undefined ? null : payment.method === 'DIRECT_DEBIT' ? 'direct-debit' : 'transfer';

function supplyAt({ supplies }: OrderForm, index: number): Supply {
  const supply = supplies[index];
  if (!supply) throw new Error('An order has more contracts than its form');
  return supply;
}

/** The tariff from the wished first day of supply on. */
const sliceRows = ({ clock, viewer }: Here, order: Submission) =>
  order.drafts.map(({ id }, index) => {
    const supply = supplyAt(order.form, index);
    return {
      ...{ id: newId(), contractId: id, tariffId: offerOf(order, supply).tariffId, validFrom: toDbDate(supply.requestedStartOn) },
      ...{ reason: 'order', createdAt: clock.now(), createdBy: viewer.name },
    };
  });

/** Every step as if it had been taken one by one. What a draft has in its history already is not written again. */
export function historyRows({ clock, viewer }: Here, drafts: readonly Draft[], steps: readonly Taken[]) {
  const ids = newIds(drafts.length * steps.length);
  return drafts.flatMap(({ id: contractId, version }, place) =>
    steps
      .map(({ transition, from, to, reason }, index) => ({
        ...{ id: ids[place * steps.length + index], contractId, at: clock.now(), by: viewer.name },
        ...{ transition, reason, before: from, after: to, version: (version || 1) + index },
      }))
      .slice(version === 0 ? 0 : 1),
  );
}

/** In the order in which they would be emitted step by step; the relay keeps it. */
function eventRows({ orderId, drafts }: Submission, steps: readonly Taken[], outcome: Outcome) {
  const changed = (transitions: readonly string[]) =>
    drafts.flatMap(({ id: contractId }) =>
      steps
        .filter(({ transition }) => transitions.includes(transition))
        .flatMap(({ transition, from, to }) => [
          eventRow(contractStatusChanged, { contractId, transition, from, to }),
          ...(to === 'accepted' ? [eventRow(contractAccepted, { contractId })] : []),
        ]),
    );
  return [
    ...changed(['submit', 'start_review']),
    eventRow(orderSubmitted, { orderId }),
    ...changed(['accept', 'reject_credit']),
    ...(outcome.kind === 'reject' ? [eventRow(orderRejected, { orderId, code: outcome.code })] : []),
  ];
}
