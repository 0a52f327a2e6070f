import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import { LEGAL_KINDS } from '../brands/legal-text.ts';
import { hasMeteringPoint } from '../commodities/commodity.ts';
import type { Db } from '../db/client.ts';
import type { Ctx } from '../kernel/context.ts';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import { type FactsQuestion, readFactsRow } from './order.facts.sql.ts';
import type { ReadOrder } from './order.form.ts';

const contractKind = z.enum(['OPEN', 'REVIEW', 'WAITING', 'SUPPLY', 'ENDED', 'REFUSED']);
const step = z.object({ to: z.string(), kind: contractKind });

const offerFacts = z.object({
  id: z.string(),
  firstYearCents: z.number(),
  postcode: z.string(),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  commodity: z.string(),
  /** Name of the state of most places with the postcode; null where that is not known. */
  region: z.string().nullable(),
  annualKwh: z.number(),
  offeredAt: z.coerce.date(),
  validUntil: z.coerce.date(),
  tariffId: z.string(),
  saleFrom: z.string(),
  saleTo: z.string().nullable(),
  state: z.string(),
  priceFrom: z.string(),
  consumptionFrom: z.number().nullable(),
  consumptionTo: z.number().nullable(),
});

const pointFacts = z.object({
  id: z.string(),
  code: z.string(),
  commodity: z.string(),
  meterNumber: z.string().nullable(),
  street: z.string(),
  houseNumber: z.string(),
  postcode: z.string(),
  contracts: z.array(z.object({ orderId: z.string(), kind: contractKind, status: z.string(), endsOn: z.string().nullable() })),
});

const facts = z.object({
  offers: z.array(offerFacts),
  points: z.array(pointFacts),
  steps: z.object({ submit: step, start_review: step, accept: step, reject_credit: step }),
  sells: z.boolean(),
  chain: z.array(z.string()),
  customer: z
    .object({
      id: z.string(),
      isConsumer: z.boolean(),
      kind: z.enum(['PERSON', 'JOINT', 'COMPANY']),
      street: z.string(),
      houseNumber: z.string(),
      postcode: z.string(),
      city: z.string(),
      name: z.string(),
      language: z.string().nullable(),
    })
    .nullable(),
  agreement: z.object({ id: z.string(), customerId: z.string() }).nullable(),
  /** In force today, in every language. */
  legalTexts: z.array(z.object({ id: z.string(), kind: z.enum(LEGAL_KINDS), language: z.string() })),
  record: z.object({ bodyHash: z.string(), resultId: z.string() }).nullable(),
});

type Known = z.output<typeof facts>;
/** What the database knows about an order that is about to be handed in. */
export type Facts = Omit<Known, 'offers'> & { readonly offers: readonly OfferFacts[] };
export type OfferFacts = Known['offers'][number] & {
  /** Whether it is delivered at a metering point. */
  readonly hasMeteringPoint: boolean;
};
export type PointFacts = Facts['points'][number];

/** Reads all of it in one statement. */
export async function readFacts(
  { db, scope, activation }: Pick<Ctx, 'activation'> & { readonly db: Db; readonly scope: Scope },
  read: Pick<ReadOrder, 'envelope' | 'supplies'>,
  asked: Pick<FactsQuestion, 'sellerId' | 'attempt' | 'country' | 'today'>,
): Promise<Facts> {
  const { party } = read.envelope;
  const row = await readFactsRow(db, scope, {
    ...asked,
    offerIds: read.supplies.flatMap(({ answers }) => answers.offerId ?? []),
    pointCodes: read.supplies.flatMap(({ answers }) => codeOf(answers) ?? []),
    customerId: (party?.decision === 'EXISTING_CUSTOMER' && party.customerId) || null,
    agreementId: (party?.decision === 'EXISTING_AGREEMENT' && party.agreementId) || null,
  });
  const { offers, ...known } = facts.parse(row);
  return { ...known, offers: offers.map((offer) => ({ ...offer, hasMeteringPoint: hasMeteringPoint(activation, offer.commodity) })) };
}

/** The number of the metering point, as the market writes it; null while none is given. */
export const codeOf = ({ meteringPoint }: ReadOrder['supplies'][number]['answers']): string | null =>
  meteringPoint?.code === undefined ? null : normaliseMeteringPointCode(meteringPoint.code);
