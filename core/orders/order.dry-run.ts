import { findDuplicates } from '../customers/duplicate.service.ts';
import { asBrand, type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { OrderProblem } from './order.checks.ts';
import { type Examination, type Examined, examine, obstaclesIn } from './order.examine.ts';
import type { OfferFacts } from './order.facts.ts';
import { type OrderAnswers, orderFormParts, partProblems, partProblemsAtOnce, type ReadOrder } from './order.form.ts';
import { openAnswers } from './order.secrets.ts';

/** How many who may be the same are shown: the surest. */
const SHOWN = 5;

interface Look {
  readonly answers: OrderAnswers;
  /** A draft that the form would replace; null = a new order. */
  readonly orderId: string | null;
  /** Who would sell it; null = the viewer's own company. */
  readonly partnerId: string | null;
}

/** Everything about a form at once: what keeps it from being handed in, and what a seller should look at. Nothing is saved. */
export async function checkOrder(ctx: Ctx, { answers: given, orderId, partnerId }: Look): Promise<OrderProblem[]> {
  const draft = orderId === null ? null : await ctx.db.order.findUnique({ where: { id: orderId } });
  if (orderId !== null && !draft) throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no order ${orderId}`, { orderId });
  const answers = draft ? openAnswers(ctx, given, draft) : given;
  const sellerId = draft?.partnerId ?? partnerId ?? ctx.viewer.partnerId;
  const { read, problems } = await examined(ctx, { answers, orderId: draft?.id ?? null, sellerId, standIn: null });
  return [...problems, ...(await duplicates(ctx, read))];
}

/** What keeps a form from being handed in, for callers who cannot ask anybody back: files, other systems. */
export const orderObstacles = async (ctx: Ctx, { answers, partnerId, standIn }: Obstructed): Promise<OrderProblem[]> =>
  obstaclesIn((await examined(ctx, { answers, orderId: null, sellerId: partnerId, standIn })).problems);

interface Obstructed {
  readonly answers: OrderAnswers;
  readonly partnerId: string | null;
  /** The offer that will be asked for when the order is placed; null = the form names its own. */
  readonly standIn: OfferFacts | null;
}

async function examined(
  ctx: Ctx,
  asked: Pick<Examination, 'answers' | 'orderId' | 'sellerId' | 'standIn'>,
): Promise<Pick<Examined, 'read' | 'problems'>> {
  const parts = await orderFormParts(ctx, { offerId: null });
  const { read, problems } = await examine(ctx, { ...asked, parts, attempt: null });
  const ofParts =
    (await partProblemsAtOnce(ctx, parts, asked.answers)) ??
    (await inTransaction(ctx, (ctx) => partProblems(asBrand(ctx), parts, asked.answers)));
  return { read, problems: [...problems, ...ofParts.map((problem) => ({ ...problem, severity: 'PROBLEM' as const }))] };
}

/** Who may be a customer already, while the seller has not decided. */
async function duplicates(ctx: Ctx, { envelope: { customer, party, payment }, supplies }: ReadOrder): Promise<OrderProblem[]> {
  if (!customer || party?.decision !== undefined) return [];
  const { firstName = '', lastName = '', birthDate = null, street, houseNumber, postcode } = customer;
  const point = supplies[0]?.answers.meteringPoint;
  const { matches } = await findDuplicates(ctx, {
    persons: firstName || lastName ? [{ firstName, lastName, birthDate }] : [],
    address: street && houseNumber && postcode ? { street, houseNumber, postcode } : null,
    ...{ companyName: customer.companyName ?? null, registerNumber: customer.registerNumber ?? null, vatId: customer.vatId ?? null },
    ...{ email: customer.email ?? null, phone: customer.phone ?? null, iban: payment?.iban ?? null },
    ...{ meteringPointCode: point?.code ?? null, meterNumber: point?.meterNumber ?? null },
  });
  return matches.slice(0, SHOWN).map(({ customerId, agreementId, proposal, reasons }) => ({
    ...{ field: 'party.decision', code: 'CUSTOMER_MAY_BE_KNOWN', severity: 'WARNING' },
    values: { customerId, agreementId, proposal, reasons: reasons.join(', ') },
  }));
}
