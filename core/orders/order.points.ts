import { z } from 'zod';
import { event } from '../kernel/events.ts';
import { decision } from '../kernel/hooks.ts';

/** What a plugin may know of an order when it decides. Ids, never personal data: whoever needs a name asks `readApplicant` in a job. */
export interface OrderFacts {
  readonly orderId: string;
  readonly partnerId: string | null;
  readonly contractIds: readonly string[];
  /** Gross, first year, cents: what is at stake. */
  readonly firstYearCents: number;
}

/** May this order become a contract? Asked when it comes in, and again on every `recheckOrder`. */
export const orderAcceptance = decision<OrderFacts>('order.acceptance');

/** An order was handed in; its contracts are in review. */
export const orderSubmitted = event('order.submitted', z.object({ orderId: z.uuid() }), 'orderId');

/** An order was refused: every contract of it is rejected. */
export const orderRejected = event('order.rejected', z.object({ orderId: z.uuid(), code: z.string() }), 'orderId');
