import type { CustomerInput } from '../customers/customer.facts.ts';
import { checkCustomer, createCustomer } from '../customers/customer.service.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid } from '../kernel/problems.ts';
import { agreementNotFound, createAgreement } from './agreement.service.ts';

/** What the seller decided about who the customer is. */
export type PartyDecision = 'NEW_CUSTOMER' | 'NEW_AGREEMENT' | 'EXISTING_AGREEMENT';

export interface PartyRequest {
  readonly decision: PartyDecision;
  /** NEW_AGREEMENT: whose. EXISTING_AGREEMENT: may be left out, must be its holder otherwise. */
  readonly customerId?: string | null;
  /** EXISTING_AGREEMENT: which. */
  readonly agreementId?: string | null;
  /** NEW_CUSTOMER: who. A known customer's own data stay as they are. */
  readonly data?: CustomerInput | null;
  /** Who sells; null = the brand itself. */
  readonly partnerId: string | null;
}

export interface Party {
  readonly customerId: string;
  readonly agreementId: string;
}

/**
 * Customer and agreement of a sale, as the seller decided. A known customer or agreement must lie in the viewer's rows: another
 * one is CUSTOMER_NOT_FOUND or AGREEMENT_NOT_FOUND, as if it never was.
 */
export async function resolveParty(ctx: TxCtx, request: PartyRequest): Promise<Party> {
  const { decision, partnerId } = request;
  if (decision === 'EXISTING_AGREEMENT') return existingAgreement(ctx, request);
  const customerId = decision === 'NEW_CUSTOMER' ? await newCustomer(ctx, request) : await knownCustomer(ctx, request);
  return { customerId, agreementId: await createAgreement(ctx, { customerId, partnerId }) };
}

function newCustomer(ctx: TxCtx, { data, partnerId }: PartyRequest): Promise<string> {
  if (!data) throw invalid('CUSTOMER_INVALID', [{ field: 'customer', code: 'REQUIRED', values: {} }]);
  return createCustomer(ctx, data, partnerId);
}

async function knownCustomer(ctx: TxCtx, { customerId }: PartyRequest): Promise<string> {
  if (!customerId) throw new DomainError('PARTY_INCOMPLETE', 'customerId: is missing; name the customer who gets the new agreement');
  await checkCustomer(ctx, customerId);
  return customerId;
}

async function existingAgreement({ tx }: TxCtx, { agreementId, customerId }: PartyRequest): Promise<Party> {
  if (!agreementId) throw new DomainError('PARTY_INCOMPLETE', 'agreementId: is missing; name the agreement that the sale joins');
  const agreement = await tx.agreement.findUnique({ where: { id: agreementId }, select: { id: true, customerId: true } });
  if (!agreement || (customerId && customerId !== agreement.customerId)) throw agreementNotFound(agreementId);
  return { customerId: agreement.customerId, agreementId };
}
