import { z } from 'zod';
import type { PlainDate } from '../kernel/clock.ts';
import { event } from '../kernel/events.ts';
import { decision } from '../kernel/hooks.ts';

/** What one contract of an order is about, as far as it decides. */
export interface OrderedContract {
  readonly contractId: string;
  readonly tariffId: string | null;
  /** kWh (or the commodity's unit) a year. */
  readonly annualKwh: number | null;
  /** SWITCH or MOVE_IN. */
  readonly supplyReason: string | null;
  readonly requestedStartOn: PlainDate | null;
}

/**
 * What a plugin may know of an order when it decides. Ids, never personal data: whoever needs a name asks `readApplicant` in a
 * job. When the order comes in, its rows are written after the answers, in the same transaction: decide by these facts and by
 * rows of your own.
 */
export interface OrderFacts {
  readonly orderId: string;
  /** It comes in: nobody was asked about it before, so no plugin has rows of it. */
  readonly isNew: boolean;
  readonly partnerId: string | null;
  readonly contractIds: readonly string[];
  readonly contracts: readonly OrderedContract[];
  /** Gross, first year, cents: what is at stake. */
  readonly firstYearCents: number;
  /** What the form's fields of plugins were answered with, by plugin; see `order.form`. */
  readonly pluginAnswers: Readonly<Record<string, unknown>>;
}

/** May this order become a contract? Asked when it comes in, and again on every `recheckOrder`. */
export const orderAcceptance = decision<OrderFacts>('order.acceptance');

/** An order was handed in; its contracts are in review. */
export const orderSubmitted = event('order.submitted', z.object({ orderId: z.uuid() }), 'orderId');

/** An order was refused: every contract of it is rejected. */
export const orderRejected = event('order.rejected', z.object({ orderId: z.uuid(), code: z.string() }), 'orderId');
