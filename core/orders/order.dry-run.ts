import { findDuplicates } from '../customers/duplicate.service.ts';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import type { OrderProblem } from './order.checks.ts';
import { type Examined, examine, obstaclesIn } from './order.examine.ts';
import { type OrderAnswers, orderFormParts, partProblems, type ReadOrder } from './order.form.ts';

/** How many who may be the same are shown: the surest. */
const SHOWN = 5;

/** Everything about a form at once: what keeps it from being handed in, and what a seller should look at. Nothing is saved. */
export async function checkOrder(ctx: Ctx, answers: OrderAnswers): Promise<OrderProblem[]> {
  const { read, problems } = await examined(ctx, answers);
  return [...problems, ...(await duplicates(ctx, read))];
}

/** What keeps a form from being handed in, for callers who cannot ask anybody back: files, other systems. */
export const orderObstacles = async (ctx: Ctx, answers: OrderAnswers): Promise<OrderProblem[]> =>
  obstaclesIn((await examined(ctx, answers)).problems);

async function examined(ctx: Ctx, answers: OrderAnswers): Promise<Pick<Examined, 'read' | 'problems'>> {
  const parts = await orderFormParts(ctx, { offerId: null });
  const { read, problems } = await examine(ctx, { answers, parts, orderId: null, sellerId: null, attempt: null });
  const ofParts = parts.some(({ value }) => value.checkInTransaction !== null)
    ? await inTransaction(ctx, (ctx) => partProblems(ctx, parts, answers))
    : [];
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
