import { ask, type ColumnValue } from '#admin';
import { CreditChecksOfDocument, CreditCheckWaitingDocument } from '#operations/credit-check';
import { stateKind, stateText } from './check.facts.ts';

/** How many orders wait for a person here. */
export async function waitingForPerson(signal: AbortSignal): Promise<number> {
  const { creditCheckQueue } = await ask(CreditCheckWaitingDocument, {}, { signal });
  return creditCheckQueue.person;
}

/** How far the checks of a page of orders are; nothing of a score is asked. */
export async function checksOfOrders(orderIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ColumnValue>> {
  const { creditChecksOf } = await ask(CreditChecksOfDocument, { orderIds: [...orderIds] }, { signal });
  return new Map(creditChecksOf.map((check) => [check.orderId, { text: stateText(check), status: stateKind(check) }]));
}
