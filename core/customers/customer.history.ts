import type { Prisma } from '#prisma';
import { asBrand, type TxCtx } from '../kernel/context.ts';

export interface CustomerChangeNote {
  readonly customerId: string;
  /** "created", "customer", "channel", "consent", "address", "bank-account", "agreement". */
  readonly what: string;
  /** The customer's version after it, where it has one. */
  readonly version?: number;
  /** The fields that changed. Bank details by their last four. */
  readonly before: Prisma.InputJsonObject | null;
  readonly after: Prisma.InputJsonObject | null;
}

/** Notes who changed what of a customer, in the transaction that does it. */
export async function noteCustomerChange(ctx: TxCtx, { before, after, ...note }: CustomerChangeNote): Promise<void> {
  await asBrand(ctx).tx.customerChange.createMany({
    data: [{ ...note, at: ctx.clock.now(), by: ctx.viewer.name, ...(before && { before }), ...(after && { after }) }],
  });
}
