import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newNumber } from '../kernel/numbers.ts';

export interface NewAgreement {
  readonly customerId: string;
  /** Who sells it; null = the brand itself. */
  readonly partnerId: string | null;
  /** For people: "Headquarters and shops". */
  readonly name?: string | null;
  /** Who pays, where it is not the customer. */
  readonly payerId?: string | null;
}

/** A new agreement: one bill for any number of metering points. The caller has made sure that the viewer may see both customers. */
export async function createAgreement(ctx: TxCtx, { customerId, partnerId, name, payerId }: NewAgreement): Promise<string> {
  const { id } = await ctx.tx.agreement.create({
    data: {
      customerId,
      partnerId,
      name: name ?? null,
      payerId: payerId === customerId ? null : (payerId ?? null),
      number: newNumber('A'),
      createdAt: ctx.clock.now(),
      createdBy: ctx.viewer.name,
    },
    select: { id: true },
  });
  return id;
}

export const agreementNotFound = (agreementId: string): DomainError =>
  new DomainError('AGREEMENT_NOT_FOUND', `agreementId: there is no agreement ${agreementId}; look it up again`, { agreementId });
